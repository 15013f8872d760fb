//! The saved scenarios: what can be done with them, and how two tabs' versions become one.
//!
//! Nothing here knows a clock, a browser or chance: times and ids are handed in. A scenario is held
//! as the text of its share link, so that links are the only format that scenarios have.

use serde::Serialize;

/// Longest name, in characters.
pub const MAX_NAME: usize = 200;

/// Longest notes, in characters.
pub const MAX_NOTES: usize = 10_000;

/// The latest time that a browser can show, in milliseconds since 1970.
const LATEST: u64 = 8_640_000_000_000_000;

/// A scenario under a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Saved {
    /// Its id, which stays the same whatever it is called.
    pub id: String,
    /// What it is called: one line, never empty.
    pub name: String,
    /// What its owner wrote about it.
    pub notes: String,
    /// The scenario, as a share link's fragment.
    pub link: String,
    /// When it was changed last, in milliseconds since 1970.
    pub changed: u64,
}

impl Saved {
    /// A saved scenario of parts from anywhere, made to fit: see [`clean_name`].
    #[must_use]
    pub fn new(id: String, name: &str, notes: &str, link: String, changed: u64) -> Self {
        Self {
            id,
            name: clean_name(name),
            notes: notes.chars().take(MAX_NOTES).collect(),
            link,
            changed: changed.min(LATEST),
        }
    }

    /// Records a change. The time always goes up between two changes, even where a
    /// clock does.
    fn touch(&mut self, now: u64) {
        self.changed = now.max(self.changed + 1).min(LATEST);
    }

    /// Whether both say the same, whatever their ids.
    fn says_the_same(&self, other: &Self) -> bool {
        (&self.name, &self.notes, &self.link) == (&other.name, &other.notes, &other.link)
    }

    /// What decides between two versions: the later one, and any one rule between contemporaries.
    fn rank(&self) -> (u64, &str, &str, &str) {
        (self.changed, &self.name, &self.notes, &self.link)
    }
}

/// A name that fits on one line: no control characters, no blanks around it, at most [`MAX_NAME`]
/// characters, and never empty.
#[must_use]
pub fn clean_name(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let cut: String = line.trim().chars().take(MAX_NAME).collect();
    let name = cut.trim_end();
    if name.is_empty() { "Untitled".to_owned() } else { name.to_owned() }
}

/// Saved scenarios, in their owner's order. No two have the same id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    scenarios: Vec<Saved>,
}

impl Library {
    /// A library of these; of several with one id, the first.
    #[must_use]
    pub fn of(scenarios: Vec<Saved>) -> Self {
        let mut library = Self::default();
        for saved in scenarios {
            if library.get(&saved.id).is_none() {
                library.scenarios.push(saved);
            }
        }
        library
    }

    /// All of them, in order.
    #[must_use]
    pub fn scenarios(&self) -> &[Saved] {
        &self.scenarios
    }

    /// The one with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Saved> {
        self.scenarios.iter().find(|saved| saved.id == id)
    }

    fn get_mut(&mut self, id: &str) -> Option<&mut Saved> {
        self.scenarios.iter_mut().find(|saved| saved.id == id)
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.scenarios.iter().position(|saved| saved.id == id)
    }

    /// The id, or one like it that is free.
    fn free(&self, mut id: String) -> String {
        while self.get(&id).is_some() {
            id.push('x');
        }
        id
    }

    fn insert(&mut self, place: usize, mut saved: Saved) -> String {
        saved.id = self.free(saved.id);
        let id = saved.id.clone();
        self.scenarios.insert(place.min(self.scenarios.len()), saved);
        id
    }

    /// Saves a scenario under a name, at the top. Returns its id: the given one unless that is taken.
    pub fn save(&mut self, id: String, name: &str, link: String, now: u64) -> String {
        self.insert(0, Saved::new(id, name, "", link, now))
    }

    /// Saves a scenario over one that was opened when its last change was `seen`. If that has been
    /// changed since, by another tab, the version there is kept as a copy. Returns whether the
    /// scenario was still there.
    pub fn save_over(&mut self, id: &str, seen: u64, link: String, now: u64) -> bool {
        let Some(place) = self.place(id) else { return false };
        let saved = &mut self.scenarios[place];
        let other = (saved.changed != seen && saved.link != link).then(|| saved.clone());
        saved.link = link;
        saved.touch(now);
        if let Some(other) = other {
            self.keep_aside(place + 1, other);
        }
        true
    }

    /// Keeps another version of a scenario as a copy, unless the very copy is there already.
    fn keep_aside(&mut self, place: usize, mut other: Saved) {
        // The same in every tab that does this, so that merging again makes no second copy.
        other.id = [&other.id, "-", &other.changed.to_string()].concat();
        other.name = clean_name(&with_suffix(&other.name, " (other version)"));
        while let Some(known) = self.get(&other.id) {
            if known.says_the_same(&other) {
                return;
            }
            other.id.push('x');
        }
        self.insert(place, other);
    }

    /// Calls a scenario something else.
    pub fn rename(&mut self, id: &str, name: &str, now: u64) {
        let name = clean_name(name);
        if let Some(saved) = self.get_mut(id).filter(|saved| saved.name != name) {
            saved.name = name;
            saved.touch(now);
        }
    }

    /// Replaces the notes of a scenario.
    pub fn annotate(&mut self, id: &str, notes: &str, now: u64) {
        let notes: String = notes.chars().take(MAX_NOTES).collect();
        if let Some(saved) = self.get_mut(id).filter(|saved| saved.notes != notes) {
            saved.notes = notes;
            saved.touch(now);
        }
    }

    /// Puts a copy of a scenario below it. Returns the copy's id, `None` where there is no such
    /// scenario.
    pub fn duplicate(&mut self, id: &str, copy_id: String, now: u64) -> Option<String> {
        let place = self.place(id)?;
        let Saved { name, notes, link, .. } = self.scenarios[place].clone();
        let copy = Saved::new(copy_id, &with_suffix(&name, " (copy)"), &notes, link, now);
        Some(self.insert(place + 1, copy))
    }

    /// Deletes a scenario.
    pub fn delete(&mut self, id: &str) {
        self.scenarios.retain(|saved| saved.id != id);
    }

    /// Moves a scenario one place up or down, if it is not at the end already.
    pub fn shift(&mut self, id: &str, up: bool) {
        if let Some(from) = self.place(id) {
            let to = if up { from.checked_sub(1) } else { Some(from + 1) };
            if let Some(to) = to.filter(|to| *to < self.scenarios.len()) {
                self.scenarios.swap(from, to);
            }
        }
    }

    /// The scenarios in whose name or notes every word of `query` stands. `fold` makes text that
    /// differs only in case the same.
    pub fn search(&self, query: &str, fold: impl Fn(&str) -> String) -> Vec<&Saved> {
        let query = fold(query);
        let words: Vec<&str> = query.split(' ').filter(|word| !word.is_empty()).collect();
        let has = |saved: &&Saved| {
            if words.is_empty() {
                return true;
            }
            let text = fold(&[&saved.name, "\n", &saved.notes].concat());
            words.iter().all(|word| text.contains(word))
        };
        self.scenarios.iter().filter(has).collect()
    }

    /// Takes scenarios in: one with a known id replaces that, in its place; others go to the end.
    pub fn import(&mut self, scenarios: Vec<Saved>) {
        for saved in scenarios {
            match self.get_mut(&saved.id) {
                Some(known) => *known = saved,
                None => self.scenarios.push(saved),
            }
        }
    }

    /// What two libraries become that were both made from `base`. `merge(base, a, b)` is
    /// `merge(base, b, a)`.
    ///
    /// A change beats no change, and a deletion; of two changes the later one wins, and the other
    /// version is kept as a copy.
    ///
    /// It also undoes: `merge(after, before, now)` takes back the step from `before` to `after`,
    /// and leaves alone whatever else has happened until now.
    #[must_use]
    pub fn merge(base: &Self, a: &Self, b: &Self) -> Self {
        // The side that moved scenarios decides the order.
        let (lead, other) = match (a.is_reordered(base), b.is_reordered(base)) {
            (true, false) => (a, b),
            (false, true) => (b, a),
            _ if a.ids() <= b.ids() => (a, b),
            _ => (b, a),
        };
        let mut order = lead.ids();
        let mut place = 0;
        for id in other.ids() {
            if let Some(known) = order.iter().position(|known| *known == id) {
                place = known;
            } else {
                order.insert(place, id);
            }
            place += 1;
        }
        let mut merged = Self::default();
        let mut aside = Vec::new();
        for id in order {
            let (winner, loser) = resolve(base.get(id), a.get(id), b.get(id));
            merged.scenarios.extend(winner.cloned());
            aside.extend(loser);
        }
        // Last, when it is known which ids are taken.
        for saved in aside {
            let place = merged.place(&saved.id).map_or(usize::MAX, |place| place + 1);
            merged.keep_aside(place, saved.clone());
        }
        merged
    }

    fn ids(&self) -> Vec<&str> {
        self.scenarios.iter().map(|saved| saved.id.as_str()).collect()
    }

    /// Whether the scenarios that are in both stand in another order than in `base`.
    fn is_reordered(&self, base: &Self) -> bool {
        let mut here = self.ids();
        here.retain(|id| base.get(id).is_some());
        let mut there = base.ids();
        there.retain(|id| self.get(id).is_some());
        here != there
    }
}

/// What becomes of one scenario when two libraries are merged: the version that stays, and one that
/// is to be kept as a copy.
fn resolve<'a>(
    base: Option<&Saved>,
    a: Option<&'a Saved>,
    b: Option<&'a Saved>,
) -> (Option<&'a Saved>, Option<&'a Saved>) {
    match (a, b) {
        (Some(a), Some(b)) => {
            if base == Some(a) {
                return (Some(b), None);
            }
            if base == Some(b) {
                return (Some(a), None);
            }
            let (winner, loser) = if a.rank() >= b.rank() { (a, b) } else { (b, a) };
            (Some(winner), (!winner.says_the_same(loser)).then_some(loser))
        }
        // Absent on the other side: deleted there, unless it is new or was changed here.
        (one, other) => (one.or(other).filter(|saved| base != Some(saved)), None),
    }
}

/// A name with something after it, that still fits.
fn with_suffix(name: &str, suffix: &str) -> String {
    let room = MAX_NAME - suffix.chars().count();
    let start: String = name.chars().take(room).collect();
    start + suffix
}

#[cfg(test)]
mod tests;
