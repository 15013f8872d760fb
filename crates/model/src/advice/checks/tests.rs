use super::*;
use crate::forecast::date::Date;
use crate::scenario::Scenario;

fn scenario(text: &str) -> Scenario {
    text.parse().unwrap_or_else(|e| panic!("{e}"))
}

/// 180 days after 1 July 2024, the day of the oldest dated price in the bills of default regions.
const TODAY: Date = Date { year: 2024, month: 12, day: 28 };

fn found_on(today: Date, text: &str) -> Vec<Check> {
    checks(&Outcome::on(today, &scenario(text)))
}

fn found(text: &str) -> Vec<Check> {
    found_on(TODAY, text)
}

fn ids(text: &str) -> Vec<&'static str> {
    found(text).into_iter().map(|check| check.id).collect()
}

/// A scenario for which no check has anything to say.
const CALM: &str = "a=50000&q=400&i=100&d=300&n=3&ha=1&drill=1&bt=object&iops=10000";

/// Every check, with a scenario in which it applies and one in which it does not.
const TABLE: [(&str, &str, &str); 44] = [
    // The bill is 128.10 on AWS and 77.23 on Google Cloud.
    ("above-budget", "budget=128", "budget=129"),
    ("above-budget", "budget=70", "budget=77.23&p=gcp"),
    // Nobody says when credits for t4g were read; m5 has none.
    ("old-prices", "arm=1&q=900&sus=50&i=100", CALM),
    // More than any machine has, on one node as set.
    ("no-machine", "q=20000&n=1", "q=20000"),
    ("no-machine", "cache=1024", CALM),
    // The guide's t3.medium has 2 vCPU of 2.27.
    ("order-fails", "pick=guide", "pick=guide&a=200000&q=1000&i=500"),
    // 0.001 a second are 86.4 a day, and a tenth of 5,000 is 500.
    ("daily-above-peak", "i=0.001", "i=0.006"),
    ("daily-above-peak", "d=900000", "d=864000"),
    // 500 a day are at most 15,500 a month.
    ("growth-above-ingest", "g=linear&gr=15501", "g=linear&gr=15500"),
    // 1,000 a month are 32.9 a day: twice as much is 65.7.
    ("ingest-above-growth", "d=66", "d=65"),
    ("ingest-above-growth", "", "g=ingest"),
    ("no-load", "q=0&i=0", "q=1&i=0"),
    ("log-record-below-assertion", "kb=11", "kb=10"),
    ("ha-needs-three", "ha=1&n=2", "ha=1"),
    ("drill-on-one-node", "drill=1", "drill=1&n=3"),
    // 12 vCPU on two machines of 4; with one carried, of 8.
    ("failure-not-carried", "q=1000&i=500&n=3", "q=1000&i=500&n=3&drill=1"),
    // Two nodes that need not survive anything.
    ("failure-not-carried", "q=1000&i=500&n=3&ha=1", "q=1000&i=500&n=2"),
    ("single-copy", "n=3&rf=1", "n=1&rf=1"),
    ("fewer-nodes-than-guide", "a=60000&n=1", "a=60000&n=3"),
    ("far-more-nodes", "n=99", "n=2"),
    ("far-more-nodes", "a=60000&n=7", "a=60000&n=6"),
    // 50,000 is where three nodes begin; a tenth above it is 55,000.
    ("tier-border", "a=55000", "a=55001"),
    ("tier-border", "a=50000", "a=49999"),
    // With high availability it is three on either side.
    ("tier-border", "a=51000", "a=51000&ha=1"),
    ("no-backups", "bk=0", CALM),
    ("backups-on-node", "", "bt=object"),
    ("beyond-guide", "a=1e6", "a=999999"),
    ("beyond-guide", "q=10000", "q=9999"),
    // 10 KB each; with two copies on three nodes a node writes two thirds.
    ("disk-throughput", "i=10001&n=1", "i=10000&n=1"),
    ("disk-throughput", "i=15001&n=3", "i=15000&n=3"),
    ("iops-below-recommended", "a=60000", "a=60000&iops=10000"),
    ("cache-above-data", "cache=5", "cache=4"),
    // (0.02 + 2) + 0.005 q of 4 vCPU: 90 % are 3.6. Sustained it is 2 + 60 %.
    ("room-at-peak", "q=320&sus=40&n=1", "q=315&sus=40&n=1"),
    // What c4a passes on to Hyperdisk is not known.
    ("not-checked", "iops=20000&arm=1&p=gcp", "iops=20000&p=gcp"),
    ("restricted-region", "aws=us-gov-west-1", "aws=us-west-1"),
    // westus is not divided, japanwest has two zones, and nobody knows how many jioindiawest has.
    ("zones-missing", "n=3&p=azure&azure=westus", "n=1&p=azure&azure=westus"),
    ("zones-missing", "ha=1&p=azure&azure=japanwest", "ha=1&p=azure&azure=japaneast"),
    ("zones-unknown", "n=3&p=azure&azure=jioindiawest", "p=azure&azure=jioindiawest&n=1"),
    // The guide's B2s is of a family that cannot be committed; D4s_v3 is of one that can.
    ("not-committed", "p=azure&pick=guide&term=1y", "p=azure&term=1y"),
    // Six weeks are two months.
    ("horizon-below-lead", "h=1", "h=2"),
    // 41,000 + 1,000 a month are 50,000 in month 9.
    ("committed-before-move", "a=41000&term=1y", "a=37000&term=1y"),
    ("more-nodes-before-last", "a=41000&last=9", "a=41000&last=8"),
    ("more-nodes-before-last", "a=41000&last=12", "a=41000&last=12&ha=1"),
    // The guide's machine is full before a tier is entered.
    ("more-nodes-before-last", "a=41000&last=12", "a=41000&last=12&pick=guide&q=400"),
];

#[test]
fn each_check_speaks_when_it_should_and_only_then() {
    for (id, speaks, silent) in TABLE {
        assert!(ids(speaks).contains(&id), "{id} is silent on {speaks}: {:?}", ids(speaks));
        assert!(!ids(silent).contains(&id), "{id} speaks on {silent}");
    }
    let (id, speaks, silent) = OUTGROWN;
    assert!(ids(speaks).contains(&id) && !ids(silent).contains(&id));
    assert_eq!(ids(CALM), [] as [&str; 0]);
}

/// 3.998 of 4 GB x 80 % on e2-highcpu-4 is full a month later; a tier that is entered is no fullness.
const OUTGROWN: (&str, &str, &str) =
    ("outgrown-before-lead", "a=5000&kb=33&p=gcp&g=linear&gr=1000&gq=0&n=1", "a=49500&q=10");

#[test]
fn every_check_is_in_the_table() {
    // Of the functions, by how many names they give.
    let mut names: Vec<&str> = TABLE.iter().map(|row| row.0).collect();
    names.push(OUTGROWN.0);
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), CHECKS.len());
}

#[test]
fn warnings_come_first_and_everything_is_said_in_sentences() {
    let all = found("a=2e6&q=0&i=0&n=1&bk=0&cache=64&ha=1&drill=1");
    assert!(all.len() > 5);
    assert!(all.windows(2).all(|w| w[0].level <= w[1].level));
    for (_, speaks, _) in TABLE.into_iter().chain([OUTGROWN]) {
        for check in found(speaks) {
            assert!(check.says.ends_with('.') && check.next.ends_with('.'), "{check:?}");
            assert!(!check.says.contains("NaN") && !check.says.contains("  "), "{check:?}");
        }
    }
}

#[test]
fn every_mend_mends_and_costs_what_it_says() {
    let mut mended: Vec<&str> = Vec::new();
    for (_, speaks, _) in TABLE.into_iter().chain([OUTGROWN]) {
        let before = scenario(speaks);
        let old = Outcome::of(&before);
        for check in checks(&old) {
            let Some(mend) = check.mend else { continue };
            let mut after = before.clone();
            for (key, value) in &mend.changes {
                assert_eq!(after.set(*key, *value), Ok(()), "{speaks}: {}", mend.label);
            }
            after.settle();
            let new = Outcome::of(&after);
            let left: Vec<&str> = checks(&new).iter().map(|check| check.id).collect();
            assert!(
                !left.contains(&check.id),
                "{} still speaks: {speaks}, {}",
                check.id,
                mend.label
            );
            let difference = new
                .focus()
                .monthly_cents()
                .zip(old.focus().monthly_cents())
                .map(|(new, old)| new - old);
            assert_eq!(mend.difference_cents, difference, "{speaks}: {}", mend.label);
            assert!(new.order().is_some() || old.order().is_none(), "{speaks}: nothing to buy");
            mended.push(check.id);
        }
    }
    mended.sort_unstable();
    mended.dedup();
    assert!(mended.len() >= 20, "{mended:?}");
}

#[test]
fn a_mend_after_which_nothing_can_be_bought_is_not_offered() {
    // 95 vCPU on one node: 98.9 % of the largest machine, which has no room to be filled to 70 %.
    let all = found("q=18600&i=0&n=1&sus=10");
    let room = all.iter().find(|check| check.id == "room-at-peak").expect("little room");
    assert_eq!(room.mend, None);
}

#[test]
fn what_carrying_the_peak_does_not_mend_is_not_offered_as_its_mend() {
    // 30 GB of data twice on three nodes: two thirds of 33 GB, and all of it on the two that are left. CPU is idle.
    let all = found("a=30e6&n=3&q=0&i=0&cache=1&bk=0&d=0&ha=1&drill=0&p=gcp");
    let failure = all.iter().find(|check| check.id == "failure-not-carried");
    if let Some(failure) = failure {
        assert_eq!((failure.level, failure.mend.as_ref()), (Level::Warning, None), "{failure:?}");
    } else {
        panic!("the copies that are made again fit: {all:?}");
    }
}

#[test]
fn a_failure_that_is_not_carried_is_a_warning_where_it_has_to_be() {
    let level = |text: &str| {
        let all = found(text);
        let check = all.iter().find(|check| check.id == "failure-not-carried").expect("a check");
        (check.level, check.says.clone())
    };
    // 12 vCPU on two of 4: 150 %.
    let says = "With one node down, the other 2 would have to carry the peak with CPU at 150%.";
    assert_eq!(level("q=1000&i=500&n=3"), (Level::Note, says.to_owned()));
    assert_eq!(level("q=1000&i=500&n=3&ha=1"), (Level::Warning, says.to_owned()));
}

#[test]
fn what_nobody_set_is_only_noted() {
    let level = |text: &str, id: &str| {
        found(text).into_iter().find(|check| check.id == id).map(|check| check.level)
    };
    assert_eq!(level("", "ingest-above-growth"), Some(Level::Note));
    assert_eq!(level("d=500", "ingest-above-growth"), Some(Level::Warning));
    assert_eq!(level("i=0.001", "daily-above-peak"), Some(Level::Note));
    assert_eq!(level("i=0.001&d=500", "daily-above-peak"), Some(Level::Warning));
}

#[test]
fn prices_are_old_after_180_days_and_their_age_is_unknown_without_a_day() {
    let speaks =
        |outcome: &Outcome| checks(outcome).into_iter().find(|check| check.id == "old-prices");
    let day_after = Date { day: 29, ..TODAY };
    assert_eq!(speaks(&Outcome::on(TODAY, &scenario(CALM))), None);
    let old = speaks(&Outcome::on(day_after, &scenario(CALM))).expect("a check");
    assert_eq!(
        old.says,
        "The oldest price in the bill of AWS is of 2024-07, more than 180 days ago."
    );
    assert_eq!(speaks(&Outcome::of(&scenario(CALM))), None);
}
