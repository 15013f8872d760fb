use super::*;
use crate::forecast::growth;
use crate::scenario::resolved;

fn planned(fragment: &str) -> (Resolved, Plan) {
    let s = resolved(fragment);
    let plan = plan(&s, &size(&s), &OwnPrices::default());
    (s, plan)
}

/// Scenarios of many kinds, each with what comes first.
const FIRST: [(&str, &str); 8] = [
    ("a=20000&q=100&i=50", "cpu"),
    ("q=1000&i=500&n=1", "cpu"),
    ("a=110000&q=60&gq=0&i=0&n=1&cache=3&d=0&kb=10&bk=0&g=linear&gr=9000", "ram"),
    ("a=60000&q=60&gq=0&i=0&n=1&cache=3&bk=150&g=linear&gr=2000", "disk"),
    ("", "tier"),
    ("a=20000&q=410&gq=5&i=0&n=1&cache=3&g=linear&gr=1", "tier"),
    ("a=1&q=60&i=0&g=linear&gr=0", "nothing"),
    ("a=1&q=60&gq=0&i=0&g=linear&gr=100&h=90", "nothing"),
];

#[test]
fn each_resource_and_the_tier_can_be_first_or_never_come() {
    for (fragment, first) in FIRST {
        let (_, plan) = planned(fragment);
        let cause = plan.steps.first().map_or("nothing", |step| step.causes[0].name());
        assert_eq!(cause, first, "{fragment}");
    }
}

#[test]
fn the_guides_three_timelines_enter_the_next_tier_when_they_say() {
    for (fragment, month, tier) in [
        ("a=10000&q=0&h=120", 40, Tier::Under100K),
        ("a=50000&q=0&h=120", 10, Tier::Under500K),
        ("a=100000&q=0&h=120", 40, Tier::Under1M),
    ] {
        let (_, plan) = planned(fragment);
        let step = plan.steps.iter().find(|step| step.causes.contains(&EventKind::Tier(tier)));
        assert_eq!(step.map(|step| step.month), Some(month), "{fragment}");
    }
}

const MANY: [&str; 12] = [
    "h=120",
    "a=8000&h=60",
    "a=90000&q=900&i=400&h=120",
    "a=10000&g=compound&gr=12&gq=3&h=60",
    "q=1000&i=500&n=1",
    "a=450000&g=linear&gr=20000&cache=6&bt=object&egress=20",
    "a=900000&g=compound&gr=12&h=36",
    "a=900000&g=compound&gr=12&h=36&pick=guide&p=gcp",
    "a=100000&q=1000&h=120&n=1&lead=52&term=3y",
    "a=100000&q=1000&h=120&ha=1&drill=1&lead=0&gu=1",
    "a=1e9&q=1e6&i=1e6&h=120",
    "a=1e9&q=1e6&i=1e6&g=compound&gr=1000&gq=1000&gu=10&h=120&kb=10000&walkb=100000&wr=365&bk=365",
];

#[test]
fn events_are_those_found_one_by_one_and_by_a_walk_over_the_months() {
    for fragment in MANY {
        let (s, plan) = planned(fragment);
        let bought = size(&s);
        assert_eq!(plan.events, events(&s, &bought), "{fragment}");
        for event in &plan.events {
            let first = |pace| growth::first_month(&s, &bought, event.kind, pace);
            assert_eq!(event.month, first(Pace::Expected), "{fragment} {event:?}");
            assert_eq!(event.early, first(Pace::Fast), "{fragment} {event:?}");
            assert_eq!(event.late, first(Pace::Slow), "{fragment} {event:?}");
            let walked = plan.months.iter().zip(0..).position(|(m, month)| match event.kind {
                EventKind::Cpu => m.cpu > c::CPU_FULL.value + 1e-12,
                EventKind::Ram => m.ram > c::RAM_FULL.value + 1e-12,
                EventKind::Disk => m.disk > c::DISK_FULL.value + 1e-12,
                EventKind::Tier(border) => {
                    let then = grown(&s, Pace::Expected, month);
                    Tier::of(m.assertions, then.q) >= border
                }
            });
            assert_eq!(event.month, walked.map(|month| month as u32), "{fragment} {event:?}");
        }
    }
}

/// What is over its threshold when a deployment meets a month.
fn over(s: &Resolved, d: &Deployment, month: u32) -> [bool; 3] {
    let z = size(&grown(&s.on_nodes(d.nodes), Pace::Expected, month));
    [
        growth::over(z.cpu.per_node_vcpu, d.node.vcpu, c::CPU_FULL.value),
        growth::over(z.ram.need_gb, d.node.ram_gb, c::RAM_FULL.value),
        growth::over(z.disk.need_gb, d.node.disk_gb, c::DISK_FULL.value),
    ]
}

#[test]
fn every_deployment_holds_from_its_step_to_the_next_and_for_the_lead_time() {
    for fragment in MANY {
        let (s, plan) = planned(fragment);
        let (mut now, mut from) = (plan.start, 0);
        for step in &plan.steps {
            for month in from..step.month {
                assert_eq!(over(&s, &now, month), [false; 3], "{fragment} {month} {now:?}");
            }
            let resource = step.causes.iter().any(|kind| !matches!(kind, EventKind::Tier(_)));
            assert_eq!(over(&s, &now, step.month).contains(&true), resource, "{fragment} {step:?}");
            let Some(after) = step.after else { break };
            if resource {
                for month in step.month..=step.month + plan.lasts {
                    assert_eq!(over(&s, &after, month), [false; 3], "{fragment} {step:?}");
                }
            }
            assert!(
                after.nodes >= now.nodes && (s.is_auto(Key::Nodes) || after.nodes == s.n),
                "{fragment}"
            );
            assert!(step.early <= Some(step.month), "{fragment} {step:?}");
            assert!(step.late.is_none_or(|late| late >= step.month), "{fragment} {step:?}");
            (now, from) = (after, step.month + 1);
        }
    }
}

#[test]
fn no_smaller_machine_would_do() {
    for fragment in MANY {
        let (s, plan) = planned(fragment);
        for step in plan.steps.iter().filter(|step| step.is_change()) {
            let Some(after) = step.after else { continue };
            if after.node == step.before.node && after.nodes == step.before.nodes {
                continue;
            }
            let end = step.month + plan.lasts;
            let below = |ladder: &[f64], x: f64| ladder.iter().rev().copied().find(|s| *s < x);
            if let Some(vcpu) = below(c::CPU_LADDER, after.node.vcpu) {
                assert!(
                    over(&s, &Deployment { node: Node { vcpu, ..after.node }, ..after }, end)[0],
                    "{fragment} {step:?}"
                );
            }
            if after.node.ram_gb > 1.0 {
                let ram_gb = after.node.ram_gb / 2.0;
                assert!(
                    over(&s, &Deployment { node: Node { ram_gb, ..after.node }, ..after }, end)[1],
                    "{fragment} {step:?}"
                );
            }
        }
    }
}

#[test]
fn nodes_follow_the_guide_unless_they_are_set() {
    let nodes = |fragment: &str| -> Vec<u32> {
        let (_, plan) = planned(fragment);
        std::iter::once(plan.start.nodes)
            .chain(plan.steps.iter().filter_map(|step| step.after).map(|after| after.nodes))
            .fold(Vec::new(), |mut seen, n| {
                if seen.last() != Some(&n) {
                    seen.push(n);
                }
                seen
            })
    };
    assert_eq!(nodes("a=40000&q=10&h=120"), [1, 3, 5]);
    assert_eq!(nodes("a=40000&q=10&h=120&ha=1"), [3, 5]);
    assert_eq!(nodes("a=40000&q=10&h=120&n=2"), [2]);
}

#[test]
fn what_is_out_of_range_is_not_computed_and_everything_stays_finite() {
    for (fragment, ends) in [
        ("a=1e9&q=1e6&i=1e6&g=compound&gr=1000&gq=1000&gu=10&h=120", true),
        (
            "a=1e9&q=1e6&i=1e6&g=compound&gr=1000&gu=10&h=120&kb=10000&walkb=100000&wr=365&bk=365&n=1",
            true,
        ),
        ("a=1e8&g=linear&gr=1e9&gu=10&h=120", true),
        ("a=1&q=1e6&g=linear&gr=1e9&gu=10&h=120", true),
        ("a=1&g=linear&gr=0&h=120", false),
        ("a=1e9&g=linear&gr=1&h=1", false),
        ("cache=1024&h=120", false),
    ] {
        let (_, plan) = planned(fragment);
        assert_eq!(plan.steps.last().is_some_and(|s| s.after.is_none()), ends, "{fragment}");
        for m in &plan.months {
            for x in [m.assertions, m.slow, m.fast, m.cpu, m.ram, m.disk] {
                assert!(x.is_finite() && x >= 0.0, "{fragment} {m:?}");
            }
        }
        if ends {
            assert!(plan.months.last().is_some_and(|m| m.cents.is_none()), "{fragment}");
        }
    }
}

#[test]
fn costs_are_those_of_the_quotes_and_add_up() {
    for fragment in MANY {
        let (s, plan) = planned(fragment);
        let today = quote(&s, &size(&s), &OwnPrices::default(), s.p, s.pick, s.term);
        assert_eq!(plan.start.cents, today.monthly_cents(), "{fragment}");
        let mut spent = Some(0);
        for month in &plan.months {
            assert_eq!(month.spent_cents, spent, "{fragment}");
            spent = spent.zip(month.cents).map(|(spent, cents)| spent + cents);
        }
        for step in &plan.steps {
            let paid = plan.months[step.month as usize].cents;
            assert_eq!(paid, step.after.and_then(|after| after.cents), "{fragment} {step:?}");
        }
    }
}

#[test]
fn rates_that_ask_for_more_nodes_are_found() {
    let months = |fragment: &str| {
        let (_, plan) = planned(fragment);
        (plan.queries_month, plan.writes_month)
    };
    assert_eq!(months("q=1001&i=1000&gq=0"), (Some(0), None));
    assert_eq!(months("q=500&i=990&g=linear&gr=1&gq=1"), (None, Some(2)));
    assert_eq!(months("q=500&i=10&gq=100&g=linear"), (Some(2), Some(7)));
}

#[test]
fn the_lead_time_is_rounded_up_to_months() {
    for (fragment, months) in
        [("lead=0", 1), ("lead=4", 1), ("lead=4.3", 1), ("lead=4.4", 2), ("", 2), ("lead=52", 12)]
    {
        assert_eq!(planned(fragment).1.lasts, months, "{fragment}");
    }
}

#[test]
fn how_long_it_lasts_is_the_first_change_of_the_plan() {
    let mut seen = [0, 0, 0];
    for a in [1.0, 5e3, 9e4, 4.9e5, 1e7, 1e9] {
        for q in [0.0, 50.0, 3e3, 1e6] {
            for rest in [
                "",
                "&n=4",
                "&g=compound&gr=12",
                "&gr=0&g=linear",
                "&h=120&p=gcp",
                "&pick=guide&lead=52",
            ] {
                let fragment = format!("a={a}&q={q}{rest}");
                let (s, plan) = planned(&fragment);
                let first = plan.steps.iter().find(|step| step.is_change()).map(|step| step.month);
                assert_eq!(lasts(&s, &size(&s), &OwnPrices::default()), first, "{fragment}");
                seen[first.map_or(0, |month| 1 + usize::from(month > 0))] += 1;
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 5), "{seen:?}");
}
