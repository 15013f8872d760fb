//! Steps that can be undone and redone.

/// Steps that are remembered at most.
const MOST: usize = 250;

/// A state, the states before it, and those that were undone.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps<T> {
    past: Vec<T>,
    present: T,
    future: Vec<T>,
    /// Whether the step being made is back where it started.
    back: bool,
}

impl<T: PartialEq> Steps<T> {
    /// No steps yet.
    pub const fn new(present: T) -> Self {
        Self { past: Vec::new(), present, future: Vec::new(), back: false }
    }

    /// The state as it is.
    pub const fn present(&self) -> &T {
        &self.present
    }

    /// Goes on to another state. `same` makes it part of the step before: a slider on its way.
    pub fn go(&mut self, next: T, same: bool) {
        self.future.clear();
        let last = std::mem::replace(&mut self.present, next);
        // A step that is back at its start, and now leaves it again, has begun anew.
        if !same || std::mem::take(&mut self.back) {
            if self.past.len() == MOST {
                self.past.remove(0);
            }
            self.past.push(last);
            self.back = false;
        } else if self.past.last() == Some(&self.present) {
            // The slider is back where it started: nothing to undo.
            self.past.pop();
            self.back = true;
        }
    }

    /// Whether there is something to undo, or to redo.
    pub const fn can(&self, redo: bool) -> bool {
        !if redo { &self.future } else { &self.past }.is_empty()
    }

    /// Undoes a step, or redoes one. Returns whether there was one.
    pub fn turn(&mut self, redo: bool) -> bool {
        let (from, to) = if redo {
            (&mut self.future, &mut self.past)
        } else {
            (&mut self.past, &mut self.future)
        };
        let Some(next) = from.pop() else { return false };
        self.back = false;
        to.push(std::mem::replace(&mut self.present, next));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_steps_go_back_and_forth() {
        let mut steps = Steps::new(0);
        for i in 1..=100 {
            steps.go(i, false);
        }
        for i in (0..100).rev() {
            assert!(steps.turn(false));
            assert_eq!(*steps.present(), i);
        }
        assert!(!steps.turn(false));
        for _ in 0..100 {
            assert!(steps.turn(true));
        }
        assert!(!steps.turn(true));
        assert_eq!(*steps.present(), 100);
    }

    #[test]
    fn a_slider_on_its_way_is_one_step() {
        let mut steps = Steps::new(0);
        for i in 1..50 {
            steps.go(i, i > 1);
        }
        assert!(steps.turn(false));
        assert_eq!(*steps.present(), 0);
        assert!(!steps.can(false) && steps.can(true));
    }

    #[test]
    fn a_slider_that_comes_back_leaves_no_step() {
        let mut steps = Steps::new(0);
        steps.go(1, false);
        steps.go(0, true);
        assert!(!steps.can(false));
    }

    #[test]
    fn a_slider_that_passes_its_start_is_one_step() {
        let mut steps = Steps::new(5);
        for i in 0..10 {
            steps.go(i, i > 0);
        }
        assert!(steps.turn(false));
        assert_eq!(*steps.present(), 5);
        assert!(!steps.can(false));
    }

    #[test]
    fn a_new_step_ends_what_could_be_redone_and_the_oldest_are_forgotten() {
        let mut steps = Steps::new(0);
        for i in 1..=MOST + 10 {
            steps.go(i, false);
        }
        steps.turn(false);
        steps.go(0, false);
        assert!(!steps.can(true));
        let mut count = 0;
        while steps.turn(false) {
            count += 1;
        }
        assert_eq!((count, *steps.present()), (MOST, 10));
    }
}
