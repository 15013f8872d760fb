//! A link, whatever it holds, opens; what was understood of it says so itself; its results are numbers.
#![no_main]

use exchange::link;
use exchange::link::comparison::{Comparison, compare};
use libfuzzer_sys::fuzz_target;
use model::sizing::size;

fuzz_target!(|text: &str| {
    let parsed = link::parse(text);
    let canonical = link::format(&parsed.scenario);
    let again = link::parse(&canonical);
    assert!(again.notices.is_empty(), "{canonical}");
    assert_eq!(again.scenario, parsed.scenario);
    let z = size(&parsed.scenario.resolve());
    for figure in [z.cpu.total_vcpu, z.ram.need_gb, z.disk.need_gb, z.network.total_mbps] {
        assert!(figure.is_finite() && figure >= 0.0, "{figure} of {canonical}");
    }
    let comparison = Comparison::read(&parsed.end);
    assert_eq!(Comparison::read(&comparison.write()).others.len(), comparison.others.len());
    let others = comparison.others.iter().map(|column| link::parse(&column.link).scenario);
    let scenarios: Vec<_> = std::iter::once(parsed.scenario.clone()).chain(others).collect();
    let parts = compare(&scenarios);
    assert!(
        parts.iter().all(|part| part.rows.iter().all(|row| row.cells.len() == scenarios.len()))
    );
});
