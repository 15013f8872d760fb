//! What a bill leaves out although it is usually paid.

use crate::inputs::Provider;
use crate::pricing::catalogue::region::table;
use crate::pricing::catalogue::{Read, read};

/// What there is of something in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Its hours.
    Hour,
    /// One for each node.
    Node,
    /// One for each hour of each node.
    NodeHour,
    /// The GB that are used on all disks.
    UsedGb,
    /// The parts in which the backups of a month are written to object storage, if they are kept there.
    BackupPart,
    /// The parts of one backup, read back from there.
    RestoredPart,
}

/// Something that bills of a provider leave out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeftOutRow {
    /// What it is.
    pub what: &'static str,
    /// What the estimate takes for granted, or what is known without one.
    pub note: &'static str,
    /// What there is of it in a month; `None` where no estimate is made.
    pub per: Option<Per>,
    /// Most nodes that are charged for.
    pub most_nodes: f64,
    /// USD for one; `None` where it is not known.
    pub usd: Option<f64>,
    pub(super) read: Option<u16>,
}

impl LeftOutRow {
    /// Where and when its price was read.
    #[must_use]
    pub fn read(&self) -> Option<&'static Read> {
        self.read.map(read)
    }
}

/// What bills of a provider leave out.
#[must_use]
pub fn left_out(provider: Provider) -> &'static [LeftOutRow] {
    table(provider).left_out
}
