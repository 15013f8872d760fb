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

    /// The first of some months in which something is so; `None` if there is none. Needs only grow, so it is
    /// searched for: from `guess` on in growing strides, then by halving. The guess decides how long that takes,
    /// not what is found.
    pub(super) fn first(
        &mut self,
        case: GrowthCase,
        months: Range<u32>,
        guess: u32,
        is_so: &dyn Fn(&NodeLoad) -> bool,
    ) -> Option<u32> {
        let Range { start: mut low, end } = months;
        let mut high = end.max(low);
        let (mut probe, mut stride) = (guess, 1);
        let (mut any_is, mut any_is_not) = (false, false);
        while low < high {
            let month = probe.clamp(low, high - 1);
            if is_so(&self.at(case, month)) {
                (high, any_is) = (month, true);
                probe = month.saturating_sub(stride);
            } else {
                (low, any_is_not) = (month + 1, true);
                probe = month + stride;
            }
            stride *= 2;
            if any_is && any_is_not {
                probe = u32::midpoint(low, high);
            }
        }
        (low < end).then_some(low)
    }

    /// The months of the horizon.
    pub(super) fn months(&self) -> Range<u32> {
        0..horizon(&self.s) + 1
    }
}
