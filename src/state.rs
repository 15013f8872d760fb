//! The page's state: one scenario, and everything that follows from it.

use std::time::Duration;

use leptos::prelude::*;

use crate::deferred::Follower;
use crate::dom::{Debounce, effect, embedded, on_window};
use exchange::link::snapshot::Pin;
use exchange::link::{self, Notice};
use model::inputs::{Key, Provider};
use model::pricing::catalogue::{self, Instance};
use model::pricing::price_overrides::OwnPrices;
use model::pricing::quote::{self, Quote};
use model::scenario::{Resolved, Scenario};
use model::sizing::{Sizing, size};

/// Everything computed from the scenario that more than one part of the page reads.
#[derive(Clone, PartialEq)]
pub struct Outcome {
    /// The scenario with nothing left *auto*.
    pub s: Resolved,
    /// Its sizing.
    pub z: Sizing,
    /// What the customer pays instead of list prices.
    pub own: OwnPrices,
    /// What it costs: each provider with each way to pick, at [`quote::place`].
    pub quotes: [Quote; quote::COUNT],
}

impl Outcome {
    /// vCPU of the largest machine of the provider in focus.
    pub fn largest_vcpu(&self) -> f64 {
        let instances = catalogue::default_offer(self.s.p).instances();
        instances.iter().map(Instance::vcpu).fold(0.0, f64::max)
    }

    /// The quote of a provider by the pick that the totals follow.
    pub fn quote(&self, provider: Provider) -> &Quote {
        &self.quotes[quote::place(provider, self.s.pick)]
    }
}

/// What follows from a scenario.
fn outcome(scenario: RwSignal<Scenario>) -> Memo<Outcome> {
    Memo::new(move |_| {
        scenario.with(|scenario| {
            let s = scenario.resolve();
            let z = size(&s);
            let quotes = quote::quotes(&s, &z, &scenario.own_prices);
            Outcome { s, z, own: scenario.own_prices.clone(), quotes }
        })
    })
}

/// The state of the page. Copies share it.
#[derive(Clone, Copy)]
pub struct App {
    /// The one source of truth.
    pub source: RwSignal<Scenario>,
    /// What is shown of it: the same, but for parts of the page that are out of sight.
    pub scenario: RwSignal<Scenario>,
    /// The parts that show it.
    pub followers: StoredValue<Vec<Follower>, LocalStorage>,
    /// What follows from what is shown.
    pub outcome: Memo<Outcome>,
    /// What of the opened link was not taken as written.
    pub notices: RwSignal<Vec<Notice>>,
    /// The text of that link, as it was.
    pub opened: RwSignal<String>,
    /// What has changed since that link was made; empty if nothing has.
    pub since: RwSignal<String>,
    /// What the inputs are compared with, as the end of a link.
    pub end: RwSignal<String>,
    /// Goes up when the scenario was replaced as a whole: half-typed text is then dropped.
    pub generation: RwSignal<u32>,
}

impl App {
    /// A page on the scenario of a link.
    pub fn new(fragment: &str) -> Self {
        let parsed = link::parse(fragment);
        let scenario = RwSignal::new(parsed.scenario);
        let app = Self {
            source: scenario,
            scenario,
            followers: StoredValue::new_local(Vec::new()),
            outcome: outcome(scenario),
            notices: RwSignal::new(parsed.notices),
            opened: RwSignal::new(fragment.to_owned()),
            since: RwSignal::new(String::new()),
            end: RwSignal::new(parsed.end),
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
        self.outcome.with(|o| Pin::now(o.quote(o.s.p)))
    }

    /// The same page for a part of it that shows another scenario at times.
    pub fn part(self) -> Self {
        let scenario = RwSignal::new(self.source.get_untracked());
        Self { scenario, outcome: outcome(scenario), ..self }
    }

    /// Text that follows from the outcome.
    pub fn text(
        self,
        text: impl Fn(&Outcome) -> String + 'static,
    ) -> impl Fn() -> String + 'static {
        move || self.outcome.with(&text)
    }

    /// Lets go of half-typed text: the values have been changed from elsewhere.
    pub fn drop_drafts(self) {
        self.generation.update(|g| *g += 1);
    }

    /// Sets one input; `None` is *auto*, or the default where there is none.
    pub fn set(self, key: Key, value: Option<f64>) {
        self.source.update(|scenario| {
            // Fields check what is typed and sliders stay in range; what is left is at a bound.
            let _ = scenario.set(key, value);
            if key == Key::GrowthModel {
                // Assertions a month are no per cent a month.
                scenario.reset(Key::GrowthRate);
            }
            scenario.settle();
        });
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
        self.source.with(|scenario| link::pinned(scenario, &pin))
    }

    /// What stands in the address bar: also what is being compared.
    fn address(self) -> String {
        self.pinned_link() + &self.end.get()
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
        self.source.set(parsed.scenario);
        untrack(|| self.compare(parsed.pin));
        self.drop_drafts();
    }

    /// Keeps the address bar on the scenario, and the scenario on an address that is typed in.
    pub fn follow_address(self) {
        // Browsers refuse more than a hundred changes in half a minute; a drag makes more.
        let rest = Debounce::new(Duration::from_millis(150));
        effect(Box::new(move || {
            self.source.track();
            self.end.track();
            rest.call(Box::new(move || write_fragment(&untrack(|| self.address()))));
        }));
        let typed = move |_| {
            let fragment = read_fragment();
            if fragment != untrack(|| self.address()) {
                self.open(&fragment);
            }
        };
        on_window("hashchange", Box::new(typed));
    }
}

/// The address of the page, without the scenario in it and without what a frame's address asks for.
pub fn page_address() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// The fragment of the address bar, without `#`.
pub fn read_fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

fn write_fragment(fragment: &str) {
    // A browser that goes back to the page around a frame would come with the frame's last address,
    // instead of the one that is written there.
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
