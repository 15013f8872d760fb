//! Children that follow data: replaced as a whole, or kept by key.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Element, Node};

use super::signals::*;
use super::{Batch, El, document, effect};

/// Looks at the data, and calls for other children where it has changed.
type Look = dyn FnMut(&dyn Fn(&dyn Fn() -> Vec<El>));

impl El {
    /// Children made from data that follows signals. While the data is equal they stay as they are; when it
    /// is not, all are replaced, and what belonged to the old ones is cleaned up. They are the element's only
    /// children. For children that may have the focus, [`El::dyn_list`] is better.
    pub fn dyn_children<T: PartialEq + 'static>(
        self,
        data: impl Fn() -> T + 'static,
        children: impl Fn(&T) -> Vec<El> + 'static,
    ) -> Self {
        let mut last = None;
        self.dyn_children_of(Box::new(move |replace| {
            let now = data();
            if last.as_ref() != Some(&now) {
                replace(&|| children(&now));
                last = Some(now);
            }
        }))
    }

    fn dyn_children_of(self, mut look: Box<Look>) -> Self {
        let parent = El(self.0.clone());
        let owner = own();
        effect(Box::new(move || {
            look(&|children| {
                owner.cleanup();
                parent.0.set_text_content(None);
                parent.clone().children(owner.with(|| untrack(children)));
            });
        }));
        self
    }

    /// A child for each item of a list that follows signals. A child stays as long as there is an item of its
    /// key: it is moved where the order changes, keeps the focus, and its [`Batch`] shows the item as it is
    /// now. What belonged to children of other keys is cleaned up. They are the element's only children.
    pub fn dyn_list<T: PartialEq + 'static>(
        self,
        items: impl Fn() -> Vec<T> + 'static,
        key: fn(&T) -> String,
        child: impl Fn(&Batch<T>) -> El + 'static,
    ) -> Self {
        let parent = self.0.clone();
        let owner = own();
        let mut rows: Vec<Row<T>> = Vec::new();
        effect(Box::new(move || {
            let mut old = std::mem::take(&mut rows);
            let mut moved = false;
            for item in items() {
                let key = key(&item);
                // Usually the first one is the one that remains.
                match old.iter().position(|row| row.key == key) {
                    Some(i) => {
                        let row = old.remove(i);
                        moved |= i > 0;
                        if row.item.borrow().as_ref() != Some(&item) {
                            row.item.replace(Some(item));
                            untrack(|| row.batch.run());
                        }
                        rows.push(row);
                    }
                    None => {
                        let item = Rc::new(RefCell::new(Some(item)));
                        let batch = Batch::of_cell(&item);
                        let owner = owner.child();
                        let El(element) = owner.with(|| untrack(|| child(&batch)));
                        rows.push(Row { key, item, batch, owner, element });
                        moved = true;
                    }
                }
            }
            for gone in old {
                gone.owner.cleanup();
                gone.element.remove();
            }
            if moved {
                arrange(&parent, &rows.iter().map(|row| &row.element).collect::<Vec<_>>());
            }
        }));
        self
    }
}

/// An owner for children. Not that of the effect around, which is cleaned up whenever the data is looked at; and
/// not the current one, which would never be cleaned up if one of its effects kept it.
fn own() -> Owner {
    Owner::current().unwrap_or_default().child()
}

/// A child of a list.
struct Row<T: 'static> {
    key: String,
    item: Rc<RefCell<Option<T>>>,
    batch: Batch<T>,
    owner: Owner,
    element: Element,
}

/// Puts elements into an order below their parent. An element that has the focus inside is not moved,
/// because it would lose it; the others move around it.
fn arrange(parent: &Element, elements: &[&Element]) {
    let focused = document().active_element();
    let has_focus = |element: &&Element| element.contains(focused.as_ref().map(AsRef::as_ref));
    let pivot = elements.iter().position(has_focus).unwrap_or(0);
    let insert = |element: &Element, before: Option<Node>| {
        parent.insert_before(element, before.as_ref()).unwrap();
    };
    let Some(first) = elements.get(pivot) else { return };
    if first.parent_node().as_ref() != Some(parent) {
        insert(first, parent.first_child());
    }
    for pair in elements[pivot..].windows(2) {
        let next = pair[0].next_sibling();
        if next.as_ref() != Some(pair[1]) {
            insert(pair[1], next);
        }
    }
    for pair in elements[..=pivot].windows(2).rev() {
        if pair[1].previous_sibling().as_ref() != Some(pair[0]) {
            insert(pair[0], Some(pair[1].clone().into()));
        }
    }
}
