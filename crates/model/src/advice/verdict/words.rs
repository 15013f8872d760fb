//! The verdict in words.

use super::{Offer, State, Verdict};
use crate::forecast::date::Date;
use crate::number::grouped;

/// How amounts, months and shares are written: by the page in the visitor's locale, plainly elsewhere.
pub trait Words {
    /// An amount in whole dollars.
    fn dollars(&self, cents: i64) -> String;
    /// A month that is so many months from today, inside a sentence: `December 2028`.
    fn month(&self, months: u32) -> String;
    /// A share of one, in whole per cent.
    fn percent(&self, share: f64) -> String;
}

/// English, as in files.
pub struct PlainWords {
    /// The day from which months are counted.
    pub today: Date,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Words for PlainWords {
    fn dollars(&self, cents: i64) -> String {
        ["$", &grouped((cents as f64 / 100.0).round())].concat()
    }

    fn month(&self, months: u32) -> String {
        let Date { year, month, .. } = self.today.add_months(months);
        [MONTHS[(month as usize + 11) % 12], " ", &year.to_string()].concat()
    }

    fn percent(&self, share: f64) -> String {
        [&grouped((share * 100.0).round()), "%"].concat()
    }
}

/// A run of text, and whether it stands out.
pub type Span = (String, bool);

/// Runs of text without what makes them stand out.
#[must_use]
pub fn plain(spans: &[Span]) -> String {
    spans.iter().map(|(text, _)| text.as_str()).collect()
}

/// Runs of text in the making.
#[derive(Default)]
struct Sentence(Vec<Span>);

impl Sentence {
    fn text(&mut self, parts: &[&str]) {
        self.0.push((parts.concat(), false));
    }

    fn strong(&mut self, parts: &[&str]) {
        self.0.push((parts.concat(), true));
    }
}

impl Verdict {
    /// The verdict as a sentence or two.
    #[must_use]
    pub fn sentence(&self, words: &dyn Words) -> Vec<Span> {
        let mut out = Sentence::default();
        let place = [self.provider, " in ", self.place].concat();
        let Some(order) = &self.order else {
            out.strong(&["Nothing to buy on ", &place, "."]);
            if let State::Nothing(why) = &self.state {
                out.text(&[" ", why]);
            }
            return out.0;
        };
        if self.holds() {
            out.text(&["Buy "]);
            out.strong(&[&order.machines()]);
            out.text(&[" on ", &place, ": "]);
            out.strong(&[&self.cost(words)]);
            out.text(&[". It lasts "]);
            out.strong(&[&self.lasts(&|month| words.month(month))]);
            out.text(&[self.survives(), "."]);
        } else if let State::Fails(why, mend) = &self.state {
            out.strong(&["Does not hold. ", &order.machines()]);
            out.text(&[" on ", &place, ", ", &self.cost(words), ". ", why]);
            if let Some(Offer { order: Some(order), .. }) = mend {
                out.text(&[" "]);
                out.strong(&[&order.machines()]);
                out.text(&[" would hold."]);
            }
        }
        out.0
    }

    /// What a month costs: `$1,392 a month`.
    #[must_use]
    pub fn cost(&self, words: &dyn Words) -> String {
        match self.cents {
            Some(cents) => [&words.dollars(cents), " a month"].concat(),
            None => "the cost is not computable".to_owned(),
        }
    }

    /// Until when it lasts: `to December 2028`, `beyond November 2029`.
    #[must_use]
    pub fn lasts(&self, month: &dyn Fn(u32) -> String) -> String {
        match self.outgrown_in() {
            Some(outgrown) => ["to ", &month(outgrown)].concat(),
            None => ["beyond ", &month(self.horizon)].concat(),
        }
    }

    /// What it survives, as the end of a sentence.
    fn survives(&self) -> &'static str {
        match &self.failure {
            Some(failure) if failure.left == 0 => ", and stops when its node is lost",
            Some(failure) if failure.holds() => " and survives the loss of a node",
            Some(_) => ", but does not survive the loss of a node",
            None => "",
        }
    }

    /// What happens when a node is lost, in a word: `holds, 58%`.
    #[must_use]
    pub fn node_lost(&self, words: &dyn Words) -> String {
        match &self.failure {
            Some(failure) if failure.left == 0 => "stops".to_owned(),
            Some(failure) => {
                let word = if failure.holds() { "holds, " } else { "fails, " };
                [word, &words.percent(failure.cpu_peak)].concat()
            }
            None => "–".to_owned(),
        }
    }
}

impl Offer {
    /// What is bought and what it costs: `5 × e2-highcpu-8, $908`.
    #[must_use]
    pub fn order_words(&self, words: &dyn Words) -> String {
        let machines = self.order.map_or_else(String::new, |order| order.machines());
        match self.cents {
            Some(cents) => [&machines, ", ", &words.dollars(cents)].concat(),
            None => machines,
        }
    }

    /// The difference in price with its sign: `−$484`; `same price` where there is none.
    #[must_use]
    pub fn difference_words(&self, words: &dyn Words) -> String {
        match self.difference {
            None => String::new(),
            Some(0) => "same price".to_owned(),
            Some(cents) => {
                [if cents < 0 { "−" } else { "+" }, &words.dollars(cents.abs())].concat()
            }
        }
    }
}
