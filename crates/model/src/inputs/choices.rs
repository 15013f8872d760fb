//! The inputs that are a choice from a list, each an enum.

use super::{Field, Value};
use crate::pricing::catalogue::RegionId;

/// Declares a choice: an enum whose variants have a code (used in links) and a label.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident {
        $($(#[$doc:meta])* $variant:ident = $code:literal, $label:literal;)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant),* }

        impl $name {
            /// Every value, in the order that a form shows.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Every value's name in links and its name for people.
            pub const OPTIONS: &[(&str, &str)] = &[$(($code, $label)),*];

            /// The value as [`crate::scenario::Scenario::set`] takes it: its place in [`Self::ALL`].
            #[must_use]
            pub const fn number(self) -> f64 {
                self as u8 as f64
            }

            /// The value's name in links and files.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The value's name for people.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }

            /// The value at a place in [`Self::ALL`], the first one where there is none.
            #[must_use]
            pub fn at(index: usize) -> Self {
                Self::ALL.get(index).copied().unwrap_or(Self::ALL[0])
            }
        }

        impl Field for $name {
            fn from_number(number: f64) -> Self {
                Self::at(number as usize)
            }

            fn value(self) -> Value {
                Value::Code(self.code())
            }
        }
    };
}

choice! {
    /// Where backups are kept.
    BackupTarget {
        /// On the nodes' own disks, as the guide sizes them.
        Disk = "disk", "On the node disks";
        /// In object storage, so that the disks need not hold them.
        Object = "object", "Object storage";
    }
}
choice! {
    /// How the guide's contradictions are read.
    Reading {
        /// Dimensionally right, and in agreement with the guide's results.
        Consistent = "consistent", "Consistent";
        /// Reproduces every intermediate figure that the guide's examples print.
        Examples = "examples", "As in the examples";
        /// The formulas to the letter.
        Printed = "printed", "As printed";
    }
}
choice! {
    /// How an instance is chosen.
    Pick {
        /// The cheapest instance that meets the formulas.
        Fit = "fit", "Cheapest that fits";
        /// The instance that the guide names for the tier.
        Guide = "guide", "The guide's instance";
    }
}
choice! {
    /// Commitment to a cloud provider.
    Term {
        /// Pay as you go.
        OnDemand = "od", "On demand";
        /// One year, nothing upfront.
        OneYear = "1y", "1 year";
        /// Three years, nothing upfront.
        ThreeYears = "3y", "3 years";
    }
}
choice! {
    /// How the number of assertions grows.
    GrowthModel {
        /// The guide's typical rates, by size.
        Staged = "staged", "Typical rates of the guide";
        /// The same number every month.
        Linear = "linear", "Same number every month";
        /// The same percentage every month.
        Compound = "compound", "Same percentage every month";
        /// What is ingested, because nothing is ever deleted.
        Ingest = "ingest", "As much as is ingested";
    }
}
// `Provider`: one variant for each folder in `data/`, written by the build script.
include!(concat!(env!("OUT_DIR"), "/providers.rs"));

// The regions of each provider as options, `AWS_REGIONS` and so on, written by the build script.
include!(concat!(env!("OUT_DIR"), "/regions.rs"));

/// A region of the provider with the place `P` in [`Provider::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionOf<const P: usize>(RegionId);

impl<const P: usize> RegionOf<P> {
    /// The region among those of all providers.
    #[must_use]
    pub const fn id(self) -> RegionId {
        self.0
    }
}

impl<const P: usize> Field for RegionOf<P> {
    fn from_number(number: f64) -> Self {
        let provider = Provider::ALL[P];
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in a short list"
        )]
        let chosen = RegionId::all(provider).nth(number as usize);
        Self(chosen.unwrap_or_else(|| RegionId::default_of(provider)))
    }

    fn value(self) -> Value {
        Value::Code(self.0.region().code)
    }
}
