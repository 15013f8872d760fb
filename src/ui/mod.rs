//! The page. It reads the model and never computes anything itself.

mod charts;
mod costs;
pub mod dom;
mod field;
mod form;
pub(crate) mod format;
mod growth;
mod history;
mod notes;
pub mod outside;
mod own_prices;
mod report;
mod results;
pub(crate) mod save;
pub(crate) mod share;
mod sight;
mod start;
mod state;
mod tables;
mod watch;

use std::time::Duration;

use leptos::mount::UnmountHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use dom::{El, Rest, effect, el};

pub use state::App;

/// How long the inputs must rest before the outcome is announced.
const ANNOUNCE_AFTER: Duration = Duration::from_millis(1000);

/// Puts the page into the element `#app`, in place of its skeleton.
pub fn mount(open_desk: js_sys::Function) {
    outside::admit_desk(open_desk);
    if let Some(root) = document().get_element_by_id("app") {
        let mut fragment = state::read_fragment();
        // A link wins over anything stored.
        if fragment.is_empty() {
            fragment = history::draft().unwrap_or_default();
        }
        mount_to(root, &fragment).forget();
    }
}

/// Puts the page into an element, on the scenario of a link. The page lives until the handle is
/// dropped.
pub fn mount_to(root: web_sys::Element, fragment: &str) -> UnmountHandle<impl Mountable + use<>> {
    root.set_text_content(None);
    let parent = root.clone().unchecked_into();
    let fragment = fragment.to_owned();
    // Leptos provides the owner of everything reactive; the elements are already in place.
    leptos::mount::mount_to(parent, move || {
        page(root, &fragment);
    })
}

fn page(root: web_sys::Element, fragment: &str) {
    let app = App::new(fragment);
    let restored = !fragment.is_empty() && state::read_fragment().is_empty();
    app.follow_address();
    outside::admit(app);
    let root = El(root);
    let history = history::start(app, &root);
    let part = |make: fn(App) -> El| sight::part(app, Box::new(make));
    let outcome = el("div.outcome")
        .add(part(results::results))
        .add(part(notes::checks))
        .add(part(notes::capacity));
    let workbench =
        el("div.workbench").add(results::summary(app)).add(form::form(app, history)).add(outcome);
    root.all(vec![
        notes::notices(app),
        notes::since(app),
        history::welcome(app, restored),
        start::start(app, fragment.is_empty()),
        workbench,
        part(costs::costs),
        part(growth::growth),
        part(growth::drill),
        outside::desk(app),
        report::reports(app),
        part(tables::quick_reference),
        part(tables::pilots),
        part(tables::instance_tables),
        part(watch::watch),
        part(notes::readings),
        announcer(app),
    ]);
}

/// Says the outcome once the inputs have come to rest, for screen readers.
fn announcer(app: App) -> El {
    let announcer = el("p.visually-hidden").id("announcer").attr("role", "status");
    let said = announcer.0.clone();
    let rest = Rest::new(ANNOUNCE_AFTER);
    let mut opened = false;
    effect(Box::new(move || {
        app.outcome.track();
        // Nothing has changed yet when the page opens.
        if std::mem::replace(&mut opened, true) {
            let said = said.clone();
            rest.then(Box::new(move || {
                let sentence = app.outcome.with_untracked(results::sentence);
                said.set_text_content(Some(&sentence));
            }));
        }
    }));
    announcer
}
