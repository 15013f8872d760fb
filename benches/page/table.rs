//! Numbers and their limits as a Markdown table, as docs/performance.md has them.

/// A line of the table.
pub struct Row {
    what: String,
    measured: String,
    limit: String,
    holds: bool,
}

impl Row {
    /// Median and 95th percentile of samples; the limit is on the latter.
    pub fn times(what: &str, samples: &[f64], limit: f64) -> Self {
        let (median, p95) = (percentile(samples, 50.0), percentile(samples, 95.0));
        Self {
            what: what.into(),
            measured: format!("{median:.1} ms, p95 {p95:.1} ms (n = {})", samples.len()),
            limit: format!("{limit} ms"),
            holds: p95 <= limit,
        }
    }

    /// A number with what it is compared with.
    pub fn number(what: &str, value: f64, unit: &str, limit: f64) -> Self {
        Self {
            what: what.into(),
            measured: format!("{} {unit}", short(value)),
            limit: format!("{} {unit}", short(limit)),
            holds: value <= limit,
        }
    }

    /// A number at which nothing is limited.
    pub fn plain(what: &str, measured: String) -> Self {
        Self { what: what.into(), measured, limit: String::new(), holds: true }
    }

    /// A score, which has to reach its limit from below.
    pub fn score(what: &str, value: f64, limit: f64) -> Self {
        Self {
            what: what.into(),
            measured: short(value),
            limit: format!("at least {}", short(limit)),
            holds: value >= limit,
        }
    }
}

fn short(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').into()
}

/// The sample that so many per cent of all do not exceed; NaN of none.
pub fn percentile(samples: &[f64], per_cent: f64) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (per_cent / 100.0 * sorted.len() as f64).ceil() as usize;
    sorted.get(place.max(1) - 1).copied().unwrap_or(f64::NAN)
}

/// Prints the rows, and says whether all limits hold.
pub fn print(rows: &[Row]) -> bool {
    println!("| what | measured | limit | |\n|---|---|---|---|");
    for Row { what, measured, limit, holds } in rows {
        let verdict = match (limit.is_empty(), holds) {
            (true, _) => "",
            (_, true) => "holds",
            _ => "**missed**",
        };
        println!("| {what} | {measured} | {limit} | {verdict} |");
    }
    println!();
    rows.iter().all(|row| row.holds)
}
