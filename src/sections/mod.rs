//! The sections of the page, one module per heading, and the table that lists them.

mod contents;
mod failure_drill;
mod guide_instances;
mod how_it_grows;
mod how_this_reads_the_guide;
pub mod link_notices;
mod monitoring;
mod pilots;
mod quick_reference;
mod report;
pub mod summary;
mod what_it_costs;
mod what_it_needs;
mod when_to_scale;
mod worth_knowing;

use crate::deferred::deferred;
use crate::dom::{El, el};
use crate::saved;
use crate::state::App;

pub use contents::contents;

/// A section of the page. To add one, write a module that makes it and add a row to [`SECTIONS`].
pub struct Section {
    /// The id of its element. The id of its heading is the same with `-title` after it.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// What the list of contents calls it; `None` if it is not in there.
    pub in_contents: Option<&'static str>,
    /// Whether it is updated later while it is out of sight.
    pub deferred: bool,
    /// Whether it is made in a frame of another page. What is made there may still be hidden by a style.
    pub in_frames: bool,
    /// Whether it is beside the inputs; the others are below them.
    pub beside_inputs: bool,
    /// Makes it.
    pub make: fn(&'static Section, App) -> El,
}

impl Section {
    /// A section of usual traits: deferred, below the inputs, in frames, not in the list of contents.
    const fn new(
        id: &'static str,
        heading: &'static str,
        make: fn(&'static Section, App) -> El,
    ) -> Self {
        Self {
            id,
            heading,
            in_contents: None,
            deferred: true,
            in_frames: true,
            beside_inputs: false,
            make,
        }
    }

    /// The section, made for a page.
    pub fn element(&'static self, app: App) -> El {
        if self.deferred {
            deferred(app, |app| (self.make)(self, app))
        } else {
            (self.make)(self, app)
        }
    }

    /// The id of the heading.
    pub fn title_id(&self) -> String {
        [self.id, "-title"].concat()
    }

    /// The heading.
    fn title(&self) -> El {
        el("h2").id(&self.title_id()).text(self.heading)
    }

    /// The element of the section, without its heading.
    fn frame(&self) -> El {
        el("section").id(self.id).attr("aria-labelledby", &self.title_id())
    }

    /// The element of the section with its heading.
    fn with_title(&self) -> El {
        self.frame().child(self.title())
    }
}

/// The sections in the order of the page.
pub static SECTIONS: [Section; 15] = [
    Section {
        in_contents: Some("What it needs"),
        beside_inputs: true,
        ..Section::new("results", "What it needs", what_it_needs::make)
    },
    Section { beside_inputs: true, ..Section::new("checks", "Worth knowing", worth_knowing::make) },
    Section {
        in_contents: Some("What it costs"),
        ..Section::new("costs", "What it costs", what_it_costs::make)
    },
    Section::new("capacity", "When to scale", when_to_scale::make),
    Section {
        in_contents: Some("How it grows"),
        ..Section::new("growth", "How it grows", how_it_grows::make)
    },
    Section::new("drill", "Failure drill", failure_drill::make),
    Section {
        in_contents: Some("Saved scenarios"),
        in_frames: false,
        ..Section::new("library", "Saved scenarios", |section, app| {
            saved::library(section.frame(), section.title(), app)
        })
    },
    Section {
        in_frames: false,
        ..Section::new("compare", "Side by side", |section, app| {
            saved::comparison(section.with_title(), app)
        })
    },
    Section {
        in_frames: false,
        ..Section::new("embed", "In a page of your own", |section, app| {
            saved::embedding(section.with_title(), app)
        })
    },
    Section {
        in_contents: Some("Report"),
        deferred: false,
        ..Section::new("report", "Report", report::make)
    },
    Section {
        in_contents: Some("Quick reference"),
        ..Section::new("quick", "Quick reference", quick_reference::make)
    },
    Section::new("pilots", "Pilots", pilots::make),
    Section::new("instances", "The guide's instances", guide_instances::make),
    Section {
        in_contents: Some("Monitoring"),
        ..Section::new("monitoring", "Monitoring", monitoring::make)
    },
    Section::new("readings", "How this reads the guide", how_this_reads_the_guide::make),
];
