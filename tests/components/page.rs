//! The page under test, with what a person sees of it and can do to it.

use js_sys::futures::JsFuture;
use js_sys::{Object, Promise, Reflect};
use model::inputs::INPUTS;
use stemedb_sizing::dom::signals::Mounted;
use wasm_bindgen::prelude::*;
use web_sys::{
    Document, Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit,
};

/// Turns of the browser's event loop that something may take to come true; it takes two or three.
const PATIENCE: usize = 1000;

/// The page, mounted on a scenario until this is dropped.
pub struct Page {
    root: Element,
    owner: Option<Mounted>,
}

impl Page {
    /// Mounts the page on the scenario of a link.
    pub fn open(fragment: &str) -> Self {
        wear_styles();
        // A test that failed leaves its page behind.
        for earlier in all_in(&document().document_element().expect("a root"), "main") {
            earlier.remove();
        }
        let root = document().create_element("main").expect("an element");
        document().body().expect("a body").append_child(&root).expect("a place for the page");
        let owner = stemedb_sizing::page::mount_to(root.clone(), fragment);
        Self { root, owner: Some(owner) }
    }

    /// Ends the page, but keeps its elements.
    pub fn end(&mut self) {
        self.owner = None;
    }

    /// Waits until something is so, while the browser does its work.
    #[track_caller]
    pub fn until(&self, what: &str, so: impl Fn() -> bool) -> impl Future<Output = ()> {
        let caller = std::panic::Location::caller();
        async move {
            for _ in 0..PATIENCE {
                if so() {
                    return;
                }
                turn().await;
            }
            panic!("{caller}: waited in vain until {what}");
        }
    }

    /// Waits until a text is the expected one.
    #[track_caller]
    pub fn reads(&self, expected: &str, text: impl Fn() -> String) -> impl Future<Output = ()> {
        let caller = std::panic::Location::caller();
        async move {
            for _ in 0..PATIENCE {
                if text() == expected {
                    return;
                }
                turn().await;
            }
            panic!("{caller}: {expected:?} was expected, and {:?} is there", text());
        }
    }

    // Finding

    /// All elements that fit.
    pub fn all(&self, css: &str) -> Vec<Element> {
        all_in(&self.root, css)
    }

    /// The elements that fit and have this accessible name.
    fn named(&self, css: &str, name: &str) -> Option<Element> {
        self.all(css).into_iter().find(|element| name_of(element) == name)
    }

    /// The text field with this label.
    #[track_caller]
    pub fn field(&self, label: &str) -> HtmlInputElement {
        let field = self.named("input[type=text]", label);
        field.unwrap_or_else(|| panic!("there is no field called {label:?}")).unchecked_into()
    }

    /// The slider of the field with this label.
    #[track_caller]
    pub fn slider(&self, label: &str) -> HtmlInputElement {
        let slider = self.named("input[type=range]", &format!("{label} slider"));
        slider.unwrap_or_else(|| panic!("there is no slider for {label:?}")).unchecked_into()
    }

    /// The button with this name.
    #[track_caller]
    pub fn button(&self, name: &str) -> HtmlElement {
        let button = self.named("button", name);
        button.unwrap_or_else(|| panic!("there is no button called {name:?}")).unchecked_into()
    }

    /// The options of the choice with this label.
    #[track_caller]
    pub fn options(&self, label: &str) -> Vec<HtmlInputElement> {
        let group = self.named("[role=radiogroup]", label);
        let group = group.unwrap_or_else(|| panic!("there is no choice called {label:?}"));
        all_in(&group, "input[type=radio]").into_iter().map(JsCast::unchecked_into).collect()
    }

    /// An option of the choice with this label.
    #[track_caller]
    pub fn option(&self, label: &str, option: &str) -> HtmlInputElement {
        let options = self.options(label);
        let found = options.into_iter().find(|radio| name_of(radio) == option);
        found.unwrap_or_else(|| panic!("{label:?} has no option {option:?}"))
    }

    /// The section, or the card, with this title.
    #[track_caller]
    pub fn section(&self, title: &str) -> Element {
        let heading = |part: &Element| part.query_selector("h2, h3, h4").expect("valid CSS");
        let sections = self.all("section, article, form");
        let mut titled = sections
            .into_iter()
            .filter(|part| heading(part).is_some_and(|heading| text(&heading).starts_with(title)));
        titled.next().unwrap_or_else(|| panic!("there is no section called {title:?}"))
    }

    /// The folding part with this title, in the section or card of that one.
    #[track_caller]
    pub fn folded(&self, section: &str, title: &str) -> Element {
        let parts = all_in(&self.section(section), "details");
        let of = |part: &Element| part.query_selector("summary").ok().flatten().map(|s| text(&s));
        let found = parts.into_iter().find(|part| of(part).is_some_and(|t| t.starts_with(title)));
        found.unwrap_or_else(|| panic!("{section:?} has no part called {title:?}"))
    }

    // Reading

    /// A figure of the verdict, or what is ordered of a resource.
    pub fn figure(&self, label: &str) -> String {
        let mut items = self.all(".resource").into_iter().chain(self.all(".figures > div"));
        let item = items.find(|item| text(item).starts_with(label));
        let item = item.unwrap_or_else(|| panic!("there is no figure called {label:?}"));
        text(&all_in(&item, "b").pop().expect("a figure"))
    }

    /// What is wrong with what stands in a field, as the browser reads it out; empty when nothing is.
    pub fn error(&self, label: &str) -> String {
        let field = self.field(label);
        let said = described_by(&field);
        let invalid = field.get_attribute("aria-invalid").as_deref() == Some("true");
        assert_eq!(
            invalid,
            said.class_list().contains("error"),
            "{label} looks otherwise than it is"
        );
        assert!(!invalid || !text(&said).is_empty(), "{label} does not say what is wrong");
        if invalid { text(&said) } else { String::new() }
    }

    /// How the text in a field was read, where that is said.
    pub fn read_as(&self, label: &str) -> String {
        let said = described_by(&self.field(label));
        if said.class_list().contains("error") { String::new() } else { text(&said) }
    }

    /// What a screen reader says for a slider's place, but for the unit, which it always says.
    pub fn spoken(&self, label: &str) -> String {
        let slider = self.slider(label);
        let said = slider.get_attribute("aria-valuetext").unwrap_or_default();
        let field = slider.closest(".field").expect("valid CSS").expect("its field");
        let unit = text(&all_in(&field, ".unit")[0]);
        assert!(
            said.contains(&unit) || !said.contains(char::is_numeric),
            "{said:?} has no {unit:?}"
        );
        said.replace(&format!(" {unit}"), "")
    }

    /// Whether the input with this label has its default, by the button that would bring it back.
    pub fn is_default(&self, label: &str) -> bool {
        let input = INPUTS.iter().find(|input| input.label == label).expect("an input");
        let reset = self.button(&format!("Reset {}", input.name()));
        reset.has_attribute("disabled")
    }

    // Doing

    /// Presses a key in the field with this label. Returns whether the field has a use for it.
    pub fn press(&self, label: &str, key: &str) -> bool {
        let options = KeyboardEventInit::new();
        options.set_key(key);
        options.set_cancelable(true);
        options.set_bubbles(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &options);
        !self.field(label).dispatch_event(&event.expect("an event")).expect("an event sent")
    }

    /// Types into the field with this label, in place of what is there.
    pub fn type_into(&self, label: &str, typed: &str) {
        let field = self.field(label);
        field.set_value(typed);
        dispatch(&field, "input");
    }

    /// Leaves the field with this label.
    pub fn leave(&self, label: &str) {
        let field = self.field(label);
        dispatch(&field, "change");
        dispatch(&field, "blur");
    }

    /// Puts the slider with this label at a stop.
    pub fn slide(&self, label: &str, stop: &str) {
        let slider = self.slider(label);
        slider.set_value(stop);
        dispatch(&slider, "input");
    }

    /// Clicks the button with this name.
    pub fn click(&self, name: &str) {
        self.button(name).click();
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// The document that the tests share.
pub fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect("a document")
}

/// Lets the browser go on with what is waiting, and comes back.
pub async fn turn() {
    let promise = Promise::new(&mut |resolve, _| {
        let window = web_sys::window().expect("a window");
        window.set_timeout_with_callback(&resolve).expect("a timer");
    });
    JsFuture::from(promise).await.expect("a turn");
}

/// Gives the document the page's styles, since some parts are hidden by them.
fn wear_styles() {
    let document = document();
    if document.query_selector("style[data-page]").expect("valid CSS").is_none() {
        let style = document.create_element("style").expect("an element");
        style.set_attribute("data-page", "").expect("an attribute");
        style.set_text_content(Some(include_str!("../../style/base.css")));
        document.body().expect("a body").append_child(&style).expect("a place for styles");
    }
}

pub fn dispatch(element: &Element, event: &str) {
    element.dispatch_event(&Event::new(event).expect("an event")).expect("an event sent");
}

/// All elements inside of another that fit.
pub fn all_in(element: &Element, css: &str) -> Vec<Element> {
    let list = element.query_selector_all(css).expect("valid CSS");
    (0..list.length()).filter_map(|i| list.item(i)).map(JsCast::unchecked_into).collect()
}

/// The text of an element, each run of spaces as one.
pub fn text(element: &Element) -> String {
    let text = element.text_content().unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

fn described_by(element: &Element) -> Element {
    let id = element.get_attribute("aria-describedby").expect("a description");
    by_id(&id).unwrap_or_else(|| panic!("there is no element #{id}"))
}

/// The accessible name, by the rules that the page uses: aria-labelledby, aria-label, labels, text.
pub fn name_of(element: &Element) -> String {
    if let Some(ids) = element.get_attribute("aria-labelledby") {
        let parts: Vec<_> =
            ids.split_whitespace().filter_map(by_id).map(|part| text(&part)).collect();
        return parts.join(" ");
    }
    if let Some(name) = element.get_attribute("aria-label") {
        return name;
    }
    if matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA") {
        let labels = Reflect::get(element, &"labels".into()).expect("labels of a control");
        let first = Reflect::get(&labels, &0.into()).ok().and_then(|l| l.dyn_into().ok());
        return first.map(|label: Element| text(&label)).unwrap_or_default();
    }
    if matches!(element.tag_name().as_str(), "BUTTON" | "SUMMARY" | "A") {
        return text(element);
    }
    String::new()
}

/// Whether an element can be seen: neither hidden, nor folded away, nor in something that is.
pub fn is_visible(element: &Element) -> bool {
    let options = Object::new();
    Reflect::set(&options, &"visibilityProperty".into(), &true.into()).expect("an option");
    element.unchecked_ref::<Seen>().check_visibility(&options)
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Element)]
    type Seen;
    #[wasm_bindgen(method, js_name = checkVisibility)]
    fn check_visibility(this: &Seen, options: &Object) -> bool;
}
