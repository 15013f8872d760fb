//! The page's state: one scenario, and everything that follows from it.

use std::rc::Rc;
use std::time::Duration;

use crate::debounce::Debounce;
use crate::dom::signals::*;
use crate::dom::{Batch, document, effect, on_window, window};
pub use crate::outcome::{Outcome, Shared};
use crate::outcome::{Part, latest};
use crate::storage;
use exchange::export::monitoring::Settings;
use exchange::link::snapshot::Pin;
use exchange::link::{self, Notice};
use model::inputs::Key;
use model::scenario::Scenario;

/// The state of the page. Copies share it.
#[derive(Clone, Copy)]
pub struct App {
    /// The one source of truth.
    pub source: RwSignal<Scenario>,
    /// What follows from it. Computed once, however many parts show it.
    pub latest: Memo<Shared>,
    /// What this part of the page shows: the latest outcome, or an earlier one while the part is out of sight.
    shown: Memo<Shared>,
    /// The parts that may be behind.
    pub parts: RwSignal<Vec<Part>>,
    /// What of the opened link was not taken as written.
    pub notices: RwSignal<Vec<Notice>>,
    /// The text of that link, as it was.
    pub opened: RwSignal<String>,
    /// What has changed since that link was made; empty if nothing has.
    pub since: RwSignal<String>,
    /// What the inputs are compared with, as the end of a link.
    pub end: RwSignal<String>,
    /// How the deployment is monitored, as the end of a link: see [`App::settings`].
    pub watch: RwSignal<String>,
    /// Goes up when the scenario is replaced as a whole; half-typed text is then dropped.
    pub generation: RwSignal<u32>,
}

impl App {
    /// A page on the scenario of a link.
    pub fn new(fragment: &str) -> Self {
        let parsed = link::parse(fragment);
        let source = RwSignal::new(parsed.scenario);
        let latest = latest(source);
        let watch = if parsed.watch.is_empty() { remembered() } else { parsed.watch };
        let app = Self {
            source,
            latest,
            shown: latest,
            parts: RwSignal::new(Vec::new()),
            notices: RwSignal::new(parsed.notices),
            opened: RwSignal::new(fragment.to_owned()),
            since: RwSignal::new(String::new()),
            end: RwSignal::new(parsed.end),
            watch: RwSignal::new(watch),
            generation: RwSignal::new(0),
        };
        app.compare(parsed.pin);
        app
    }

    /// Says what has changed since a link was made.
    fn compare(self, then: Option<Pin>) {
        let since = then.and_then(|then| then.since(&self.pin()));
        self.since.set(since.unwrap_or_default());
    }

    /// What the results are computed from.
    fn pin(self) -> Pin {
        self.latest.with(|Shared(o)| Pin::now(o.focus()))
    }

    /// The same page for a part of it that shows an outcome of its own.
    pub fn showing(self, shown: RwSignal<Shared>) -> Self {
        Self { shown: Memo::new(move |_| shown.get()), ..self }
    }

    /// Looks at the outcome that is shown, and follows it.
    pub fn with<T>(self, look: impl FnOnce(&Outcome) -> T) -> T {
        self.shown.with(|Shared(outcome)| look(outcome))
    }

    /// Follows the outcome that is shown.
    pub fn track(self) {
        self.shown.track();
    }

    /// Bindings that show the outcome.
    pub fn batch(self) -> Batch<Outcome> {
        let look = move |look: &mut dyn FnMut(&Outcome)| {
            self.shown.with_untracked(|Shared(outcome)| look(outcome));
        };
        Batch::over(Box::new(move || self.track()), Rc::new(look))
    }

    /// How the deployment is monitored.
    pub fn settings(self) -> Settings {
        Settings::read(&self.watch.get())
    }

    /// Drops half-typed text, because the values have been changed elsewhere.
    pub fn drop_drafts(self) {
        self.generation.update(|g| *g += 1);
    }

    /// Sets one input; `None` is *auto*, or the default where there is none.
    pub fn set(self, key: Key, value: Option<f64>) {
        self.put_with(self.source.get_untracked(), key, value);
    }

    /// Sets one input in a scenario, which then takes the place of the present one.
    pub fn put_with(self, mut scenario: Scenario, key: Key, value: Option<f64>) {
        // Fields check what is typed and sliders stay in range; anything else is moved to the nearest bound.
        let _ = scenario.set(key, value);
        if key == Key::GrowthModel {
            // A number of assertions a month means nothing as a percentage, and the other way round.
            scenario.reset(Key::GrowthRate);
        }
        scenario.settle();
        self.put(scenario);
    }

    /// Puts a scenario in the place of the present one.
    pub fn put(self, scenario: Scenario) {
        if self.source.with_untracked(|now| *now != scenario) {
            self.source.set(scenario);
        }
    }

    /// Sets several inputs, as a button does that answers a check or takes an offer.
    pub fn set_all(self, changes: &[(Key, Option<f64>)]) {
        for (key, value) in changes {
            self.set(*key, *value);
        }
        self.drop_drafts();
    }

    /// Sets a price or discount of the customer's own; `None` goes back to the list. Returns whether
    /// the value was taken as it is.
    pub fn set_own(self, code: &str, value: Option<f64>) -> bool {
        let mut taken = true;
        self.source.update(|scenario| match value {
            Some(value) => taken = scenario.own_prices.set(code, value).is_ok(),
            None => scenario.own_prices.remove(code),
        });
        taken
    }

    /// Puts one input back to its default.
    pub fn reset(self, key: Key) {
        self.set(key, key.input().default);
        self.drop_drafts();
    }

    /// The scenario as a link to be passed on.
    pub fn pinned_link(self) -> String {
        let pin = self.pin();
        self.source.with(|scenario| link::pinned(scenario, "", &pin))
    }

    /// What stands in the address bar: also what is being compared, and how the deployment is monitored.
    pub fn address(self) -> String {
        let (pin, end) = (self.pin(), self.end.get() + &self.watch.get());
        self.source.with(|scenario| link::pinned(scenario, &end, &pin))
    }

    /// The scenario as a link's fragment.
    pub fn link(self) -> String {
        self.source.with(link::format)
    }

    /// Replaces the whole scenario by that of a link.
    pub fn open(self, fragment: &str) {
        let parsed = link::parse(fragment);
        self.opened.set(fragment.to_owned());
        self.notices.set(parsed.notices);
        if !parsed.end.is_empty() {
            self.end.set(parsed.end);
        }
        if !parsed.watch.is_empty() {
            self.watch.set(parsed.watch);
        }
        self.source.set(parsed.scenario);
        untrack(|| self.compare(parsed.pin));
        self.drop_drafts();
    }

    /// Says that a link in the address may have lost its end. In a frame, links are written by hand.
    pub fn warn_if_cut(self, fragment: &str) {
        const MESSAGE: &str = "The end of this link is missing: it may have been cut, and inputs with it. Ask for it again, or check the inputs.";
        if !embedded() && link::mend::is_cut(fragment) {
            let notice = Notice { key: "pin".to_owned(), message: MESSAGE.to_owned() };
            self.notices.update(|notices| notices.push(notice));
        }
    }

    /// Writes the scenario into the address bar, and opens an address that is typed there.
    pub fn follow_address(self) {
        // Browsers refuse more than a hundred changes in half a minute; a drag makes more.
        let rest = Debounce::new(Duration::from_millis(150));
        effect(Box::new(move || {
            self.source.track();
            self.end.track();
            self.watch.track();
            rest.call(Box::new(move || write_fragment(&untrack(|| self.address()))));
        }));
        let typed = move |_| {
            let fragment = read_fragment();
            if fragment != untrack(|| self.address()) {
                self.open(&fragment);
                self.warn_if_cut(&fragment);
            }
        };
        on_window("hashchange", Box::new(typed));
    }
}

/// The settings of monitoring as the visitor left them, as the end of a link. None in a frame, as of the inputs.
fn remembered() -> String {
    if embedded() {
        return String::new();
    }
    let stored = storage::read(storage::Key::Monitoring).ok().flatten().unwrap_or_default();
    // The storage is read like a link.
    Settings::read(&stored).write()
}

/// Whether the page is in a frame of another page: see `src/web/frame.js`. There it does not touch the visitor's
/// own inputs, nor the address.
pub fn embedded() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute("data-embedded"))
}

/// The address of the page, without what a frame's address asks for and without the inputs.
pub fn page_address() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// The address of the page with a link's fragment.
pub fn address_of(fragment: &str) -> String {
    [&page_address(), "#", fragment].concat()
}

/// The fragment of the address bar, without `#`.
pub fn read_fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

fn write_fragment(fragment: &str) {
    // A browser that goes back to the page around a frame would open the frame at its last address instead of
    // the one that this page gives it.
    if read_fragment() != fragment
        && !embedded()
        && let Ok(history) = window().history()
    {
        // Refused in some sandboxes; the page works without its address bar.
        let _ = history.replace_state_with_url(
            &wasm_bindgen::JsValue::NULL,
            "",
            Some(&format!("#{fragment}")),
        );
    }
}
