//! What a number of nodes needs in each month in every growth case, each computed at most once.

use std::ops::Range;

use crate::forecast::growth::{GrowthCase, grown, horizon};
use crate::pricing::load::NodeLoad;
use crate::scenario::Resolved;
use crate::sizing::size;

/// The needs of a number of nodes over the months.
pub(super) struct Needs {
    /// The scenario of today on these nodes.
    pub(super) s: Resolved,
    /// By growth case, then month.
    loads: Vec<Option<NodeLoad>>,
}

impl Needs {
    /// A scenario on a number of nodes.
    pub(super) fn on_nodes(s: &Resolved, n: u32) -> Self {
        let s = if n == s.n { s.clone() } else { s.on_nodes(n) };
        let loads = vec![None; 3 * (horizon(&s) as usize + 1)];
        Self { s, loads }
    }

    /// What each node carries in a month of the horizon.
    pub(super) fn at(&mut self, case: GrowthCase, month: u32) -> NodeLoad {
        let index = case as usize * self.loads.len() / 3 + month as usize;
        *self.loads[index].get_or_insert_with(|| {
            let then = grown(&self.s, case, month);
            NodeLoad::of(&then, &size(&then))
        })
    }

    /// The first month, not before `from`, in which something is so. Needs only grow, so it is found by
    /// halving; `None` is not within the horizon.
    pub(super) fn first(
        &mut self,
        case: GrowthCase,
        from: u32,
        is_so: &dyn Fn(&NodeLoad) -> bool,
    ) -> Option<u32> {
        let end = horizon(&self.s) + 1;
        self.first_in(case, from..end, is_so)
    }

    /// The same among some months.
    pub(super) fn first_in(
        &mut self,
        case: GrowthCase,
        months: Range<u32>,
        is_so: &dyn Fn(&NodeLoad) -> bool,
    ) -> Option<u32> {
        let Range { start: mut low, end } = months;
        let mut high = end;
        while low < high {
            let middle = u32::midpoint(low, high);
            if is_so(&self.at(case, middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        (low < end).then_some(low)
    }
}
