//! What a bill leaves out, beside its total.

use crate::inputs::BackupTarget;
use crate::number::tidy;
use crate::pricing::catalogue::{self, LeftOutRow, Per, Read};
use crate::pricing::line_item::HOURS;
use crate::pricing::quote::Quote;

/// MB of the parts in which a backup is written and read.
const PART_MB: f64 = 8.0;
const MB_PER_GB: f64 = 1000.0;

/// What every bill leaves out, and nobody can estimate from the inputs.
const UNKNOWN: [(&str, &str); 3] = [
    ("Monitoring and logs", "they depend on how much is logged and watched"),
    ("Tax", "it depends on who pays, and where"),
    ("Work", "of the people who set the deployment up and keep it running"),
];

/// Something that a bill leaves out although it is usually paid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeftOut {
    /// What it is.
    pub what: &'static str,
    /// What the estimate takes for granted, or what is known without one.
    pub note: &'static str,
    /// USD a month, above zero; `None` where no estimate can be made.
    pub estimate_usd: Option<f64>,
    /// Where and when the price behind the estimate was read.
    pub read: Option<&'static Read>,
}

impl Quote {
    /// What the bill leaves out, with an estimate where one can be made. Nothing is in it that the deployment has
    /// none of.
    #[must_use]
    pub fn left_out(&self) -> Vec<LeftOut> {
        let rows = catalogue::left_out(self.provider).iter().filter_map(|row| {
            let quantity = row.per.map(|per| self.quantity(per, row.most_nodes));
            let estimate_usd = quantity.zip(row.usd).map(|(quantity, usd)| tidy(quantity * usd));
            let LeftOutRow { what, note, .. } = *row;
            (estimate_usd != Some(0.0)).then_some(LeftOut {
                what,
                note,
                estimate_usd,
                read: row.read(),
            })
        });
        let unknown = |(what, note)| LeftOut { what, note, estimate_usd: None, read: None };
        rows.chain(UNKNOWN.map(unknown)).collect()
    }

    /// What there is in a month.
    fn quantity(&self, per: Per, most_nodes: f64) -> f64 {
        let nodes = f64::from(self.nodes());
        let disk = &self.sizing.disk;
        let parts = match self.s.bt {
            BackupTarget::Object if self.s.bk > 0.0 => {
                ((disk.wal_gb + disk.db_gb) * MB_PER_GB / PART_MB).ceil()
            }
            _ => 0.0,
        };
        match per {
            Per::Hour => HOURS,
            Per::Node => nodes,
            Per::NodeHour => nodes.min(most_nodes) * HOURS,
            Per::UsedGb => disk.need_gb * nodes,
            // One backup a day.
            Per::BackupPart => parts * HOURS / 24.0,
            Per::RestoredPart => parts,
        }
    }
}
