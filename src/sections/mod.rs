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
mod the_guide;
mod what_it_costs;
mod what_it_needs;
mod when_to_scale;
mod worth_knowing;

use crate::deferred::deferred;
use crate::dom::{El, el};
use crate::saved;
use crate::state::{App, embedded};

pub use contents::contents;

/// A part of the page: an entry of the menu. It consists of the sections that name it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What the deployment needs, and what is bought for it.
    Size,
    /// What it costs.
    Cost,
    /// How it grows, and what to buy when.
    Growth,
    /// What happens when something fails.
    Failure,
    /// How sure the figures are, and what they depend on.
    Sure,
    /// What to measure.
    Watch,
    /// The report.
    Report,
    /// Saved scenarios, comparison, embedding.
    Saved,
    /// What the guide says, and where it contradicts itself.
    Guide,
}

impl Part {
    /// All of them, in the order of the menu, with their names there.
    pub const ALL: [(Self, &str); 9] = [
        (Self::Size, "Size"),
        (Self::Cost, "Cost"),
        (Self::Growth, "Growth"),
        (Self::Failure, "Failure"),
        (Self::Sure, "How sure"),
        (Self::Watch, "Watch"),
        (Self::Report, "Report"),
        (Self::Saved, "Saved"),
        (Self::Guide, "The guide"),
    ];

    /// Its sections, in the order of the page.
    pub fn sections(self) -> impl Iterator<Item = &'static Section> {
        SECTIONS.iter().filter(move |section| section.part == self)
    }
}

/// A section of the page. To add one, write a module that makes it and add a row to [`SECTIONS`].
pub struct Section {
    /// The id of its element. The id of its heading is the same with `-title` after it.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// The part of the page that it belongs to. The menu leads to the first section of each.
    pub part: Part,
    /// Whether its heading is one level below that of the first section of its part.
    pub below: bool,
    /// Whether it is updated later while it is out of sight.
    pub deferred: bool,
    /// Whether it is made in a frame of another page. What is made there may still be hidden by a style.
    pub in_frames: bool,
    /// Makes it.
    pub make: fn(&'static Section, App) -> El,
}

impl Section {
    /// A section of usual traits: deferred, in frames, with a heading of the first level.
    const fn new(
        part: Part,
        id: &'static str,
        heading: &'static str,
        make: fn(&'static Section, App) -> El,
    ) -> Self {
        Self { id, heading, part, below: false, deferred: true, in_frames: true, make }
    }

    /// A section below the first one of its part.
    const fn below(
        part: Part,
        id: &'static str,
        heading: &'static str,
        make: fn(&'static Section, App) -> El,
    ) -> Self {
        Self { below: true, ..Self::new(part, id, heading, make) }
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
        // A frame shows sections without the first one of their part.
        el(if self.below && !embedded() { "h3" } else { "h2" })
            .id(&self.title_id())
            .text(self.heading)
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

/// The sections in the order of the page; those of a part stand together.
pub static SECTIONS: [Section; 16] = [
    Section::new(Part::Size, "results", "What it needs", what_it_needs::make),
    Section::new(Part::Size, "checks", "Worth knowing", worth_knowing::make),
    Section::new(Part::Cost, "costs", "What it costs", what_it_costs::make),
    Section::new(Part::Growth, "growth", "How it grows", how_it_grows::make),
    Section::new(Part::Growth, "capacity", "When to scale", when_to_scale::make),
    Section::new(Part::Failure, "drill", "Failure drill", failure_drill::make),
    Section::new(Part::Watch, "monitoring", "Monitoring", monitoring::make),
    Section { deferred: false, ..Section::new(Part::Report, "report", "Report", report::make) },
    Section {
        in_frames: false,
        ..Section::new(Part::Saved, "library", "Saved scenarios", |section, app| {
            saved::library(section.frame(), section.title(), app)
        })
    },
    Section {
        in_frames: false,
        ..Section::new(Part::Saved, "compare", "Side by side", |section, app| {
            saved::comparison(section.with_title(), app)
        })
    },
    Section {
        in_frames: false,
        ..Section::new(Part::Saved, "embed", "In a page of your own", |section, app| {
            saved::embedding(section.with_title(), app)
        })
    },
    Section {
        deferred: false,
        in_frames: false,
        ..Section::new(Part::Guide, "guide", "The guide", the_guide::make)
    },
    Section::below(Part::Guide, "quick", "Quick reference", quick_reference::make),
    Section::below(Part::Guide, "pilots", "Pilots", pilots::make),
    Section::below(Part::Guide, "instances", "The guide's instances", guide_instances::make),
    Section::below(
        Part::Guide,
        "readings",
        "How this reads the guide",
        how_this_reads_the_guide::make,
    ),
];
