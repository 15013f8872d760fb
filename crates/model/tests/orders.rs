//! What is offered holds: by rules that are worked out here once more, from the facts of the catalogue and
//! the formulas of the model, without the code that chose the order. In one file, however long: the rules serve
//! the properties and the first answers, and most of the rest is a table.
#![cfg(not(target_arch = "wasm32"))]

use model::advice::verdict::Verdict;
use model::forecast::growth::{GrowthCase, grown};
use model::forecast::plan::Cause;
use model::inputs::{BackupTarget, Key, Pick, Provider, Reading};
use model::outcome::Outcome;
use model::pricing::error::QuoteError;
use model::pricing::line_item::{ItemKind, text as usd};
use model::pricing::quote::Quote;
use model::pricing::rules::{RULES, Rule};
use model::scenario::{Resolved, Scenario};
use model::testing::any_scenario;
use proptest::prelude::*;

/// The answers of the first visit: assertions with their ingest, queries, and what a failure may do.
const SIZES: [(f64, f64); 4] = [(5e3, 10.0), (5e4, 50.0), (4e5, 200.0), (5e6, 1e3)];
const RATES: [f64; 4] = [50.0, 400.0, 2e3, 1e4];
const FAILURES: [&str; 3] = ["ha=0", "ha=1&drill=1", "ha=1&drill=1&head=70"];

fn outcome(text: &str) -> Outcome {
    Outcome::of(&text.parse().unwrap_or_else(|e| panic!("{e}")))
}

/// Not more, but for the noise of binary numbers.
fn at_most(need: f64, has: f64) -> bool {
    need <= has * (1.0 + 1e-9)
}

/// What fails for a quote's order under a load, by the formulas written out again.
fn failures(quote: &Quote, s: &Resolved) -> Vec<&'static str> {
    let order = quote.order.expect("an order");
    let (machine, disk) = (order.instance, order.disk);
    let n = f64::from(order.nodes);
    let factor = 1.0 + if order.nodes >= 2 { 0.5 } else { 0.0 } + s.lens / 100.0;
    let load = s.q * s.cq + s.i * s.ci;
    let carrying = if s.drill && order.nodes >= 2 { n - 1.0 } else { n };
    let peak = (load + s.cb) * factor / carrying;
    let sustained = (load * s.sus / 100.0 + s.cb) * factor / n;
    let average = (load * s.avg / 100.0 + s.cb) * factor / n;

    let share = (s.rf / n).min(1.0);
    let (per_assertion, index) = match s.rd {
        Reading::Printed => (0.0001 * s.kb, s.ix / 1000.0),
        Reading::Consistent | Reading::Examples => (s.kb / 1e6, s.ix / 100.0),
    };
    let ram = s.a * per_assertion * (1.0 + index) * share + s.cache + s.rb;
    let log = s.d * s.wr * s.walkb / 1e6;
    let log = if s.rd == Reading::Examples { (log - 1e-9).ceil() / 1e3 } else { log };
    let stored = log + s.a * s.kb * (1.0 + s.ix / 100.0) / 1e6;
    let backups = if s.bt == BackupTarget::Disk { stored * s.bk } else { 0.0 };
    let disk_gb = (stored + backups) * share;

    let written = s.i * s.walkb / 1e3 * share;
    let copies = if order.nodes >= 2 { s.rf } else { 0.0 };
    let network = (s.i * s.kb * (1.0 + copies) + s.q * s.resp) * 8.0 / 1e3 / n;

    let kind = disk.kind;
    let volumes = f64::from(disk.volumes);
    let each = disk.gb / volumes;
    let included = kind.included_iops + kind.included_iops_per_gb * each;
    let iops_sold = if kind.iops_month.is_some() {
        kind.max_iops.min(kind.max_iops_per_gb.map_or(f64::MAX, |r| r * each).max(included))
    } else {
        included.min(kind.max_iops)
    } * volumes;
    let included = (kind.included_mbps + kind.included_mbps_per_gb * each) * volumes;
    let mbps_sold = kind
        .max_mbps_per_iops
        .map_or(included, |r| (r * iops_sold).max(included))
        .min(kind.max_mbps * volumes);
    let passes = machine.disk_limit(kind);
    let known = |limit: Option<f64>| limit.unwrap_or(f64::MAX);

    let mut failures = Vec::new();
    let mut need = |name, holds: bool| {
        if !holds {
            failures.push(name);
        }
    };
    need("cpu-peak", at_most(peak, s.head / 100.0 * machine.vcpu()));
    need("cpu-sustained", at_most(sustained, 0.7 * machine.vcpu()));
    let throttled = machine.baseline_vcpu().filter(|_| machine.surplus_credit().is_none());
    need("cpu-credits", at_most(average, known(throttled)));
    need("ram", at_most(ram, 0.8 * machine.memory_gb()));
    need("disk", at_most(disk_gb, 0.8 * disk.gb));
    need("iops", at_most(s.iops, iops_sold) && at_most(s.iops, known(passes.iops)));
    let throughput = at_most(written.max(100.0), mbps_sold) && at_most(written, known(passes.mbps));
    need("throughput", throughput);
    let slots = machine.max_disks().map_or(f64::MAX, f64::from);
    let sold = (kind.min_gb..=kind.max_gb).contains(&each) && volumes <= slots;
    need("disk-kind", machine.attaches(kind) && sold);
    need("network", at_most(network, known(machine.network_gbps()) * 1e3));
    need("offered", machine.not_offered().is_none());
    failures
}

/// The load that an order has to hold for besides that of today.
fn until(quote: &Quote) -> Resolved {
    let months = quote.s.last as u32;
    grown(&quote.s, GrowthCase::Expected, months)
}

fn assert_holds(quote: &Quote, what: &str) {
    assert_eq!(failures(quote, &quote.s), [] as [&str; 0], "{what}: {:?}", quote.order);
    assert_eq!(failures(quote, &until(quote)), [] as [&str; 0], "{what}, later: {:?}", quote.order);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_order_that_is_offered_holds(s in any_scenario()) {
        let outcome = Outcome::of(&s);
        for quote in &outcome.quotes {
            let Some(order) = quote.order else {
                prop_assert!(quote.error.is_some() && quote.monthly_cents().is_none());
                continue;
            };
            if quote.pick == Pick::Fit {
                assert_holds(quote, quote.provider.code());
                prop_assert!(quote.holds());
            } else {
                let found = failures(quote, &quote.s);
                let said: Vec<&str> = quote.failures().iter().map(|(rule, _)| rule.name).collect();
                prop_assert_eq!(found, said, "{:?}", order);
            }
            if !outcome.s.is_auto(Key::Nodes) {
                prop_assert_eq!(order.nodes, outcome.s.n, "a number that was set stays");
            }
        }
    }

    #[test]
    fn more_load_never_costs_less_on_a_set_number_of_nodes(
        s in any_scenario(),
        which in 0..3usize,
        factor in 1.0..20.0f64,
    ) {
        let mut less = s;
        let nodes = less.resolve().n;
        let _ = less.set(Key::Nodes, Some(f64::from(nodes)));
        let _ = less.set(Key::Pick, Some(0.0));
        // Load in step with data grows faster from less data, so only today's loads can be compared.
        let _ = less.set(Key::HoldsFor, None);
        less.settle();
        let mut more = less.clone();
        let key = [Key::Assertions, Key::Queries, Key::Ingest][which];
        let value = less.get(key).unwrap_or(1.0);
        let _ = more.set(key, Some(value * factor));
        more.settle();
        let (less, more) = (Outcome::of(&less), Outcome::of(&more));
        for provider in Provider::ALL {
            let (a, b) = (less.quote(*provider), more.quote(*provider));
            if let (Some(a), Some(b)) = (a.monthly_cents(), b.monthly_cents()) {
                prop_assert!(a <= b, "{provider:?}: {a} > {b}\n{}\n{}", exchange::link::format(&less.scenario), exchange::link::format(&more.scenario));
            }
            prop_assert!(a.order.is_some() || b.order.is_none(), "no order for less: {:?}\n{} {}", a.error.map(QuoteError::sentence), exchange::link::format(&less.scenario), exchange::link::format(&more.scenario));
        }
    }

    #[test]
    fn a_plan_begins_with_the_bill_and_never_repeats_an_order(s in any_scenario()) {
        let outcome = Outcome::of(&s);
        let plan = outcome.plan();
        let quote = outcome.focus();
        prop_assert_eq!(plan.months[0].cents, quote.monthly_cents().filter(|_| quote.order.is_some()));
        let mut seen = Vec::new();
        if let Some(start) = plan.start {
            seen.push(start.order);
            prop_assert_eq!(start.cents, quote.monthly_cents());
        }
        let mut month = None;
        for step in &plan.steps {
            prop_assert!(Some(step.month) > month, "two steps in a month");
            month = Some(step.month);
            prop_assert!(!step.causes.is_empty());
            prop_assert!(step.early <= Some(step.month) && step.early.is_some());
            prop_assert!(step.late.is_none_or(|late| late >= step.month));
            let Some(after) = step.after else { continue };
            prop_assert!(!seen.contains(&after.order), "{:?} again", after.order);
            if plan.nodes_set {
                prop_assert_eq!(after.order.nodes, outcome.s.n);
            }
            seen.push(after.order);
        }
        prop_assert_eq!(plan.outgrown_in(), outcome.outgrown_in());
        if quote.pick == Pick::Fit && quote.order.is_some() {
            // Until then no rule fails; the guide may still ask for more nodes.
            let last = outcome.s.last as u32;
            for step in plan.steps.iter().filter(|step| step.month <= last) {
                let only_tier = matches!(step.causes[..], [Cause::Tier(_)]);
                prop_assert!(only_tier || step.before.order != plan.start.expect("a start").order);
            }
        }
    }
}

#[test]
fn all_first_answers_hold_and_their_plans_do_not_begin_today() {
    let mut answers = 0;
    for (a, i) in SIZES {
        for q in RATES {
            for failure in FAILURES {
                for provider in Provider::ALL {
                    let code = provider.code();
                    let text = format!("a={a}&i={i}&q={q}&{failure}&p={code}");
                    let outcome = outcome(&text);
                    let quote = outcome.focus();
                    assert!(quote.monthly_cents().is_some_and(|cents| cents > 0), "{text}");
                    assert_holds(quote, &text);
                    assert!(Verdict::of(&outcome).holds(), "{text}");
                    let plan = outcome.plan();
                    assert_ne!(plan.outgrown_in(), Some(0), "{text}");
                    assert_eq!(plan.months[0].cents, quote.monthly_cents(), "{text}");
                    answers += 1;
                }
            }
        }
    }
    assert_eq!(answers, 48 * Provider::ALL.len());
}

/// What is bought, and the total of a month; or why there is nothing to buy.
fn bought(text: &str, provider: Provider) -> (String, String) {
    let outcome = outcome(text);
    let quote = outcome.quote(provider);
    let total = quote.monthly_cents().map_or_else(|| "no total".to_owned(), usd);
    let what = quote.order.map_or_else(
        || quote.error.map(QuoteError::sentence).unwrap_or_default(),
        |order| order.words(),
    );
    (what, total)
}

/// Orders that were worked out by hand, each for a reason. Prices are those of the default regions.
#[test]
fn worked_orders() {
    use Provider::{Aws, Azure, Gcp};
    for (text, provider, what, total) in [
        // 2.27 vCPU at peak, so 4; 3.0055 GB of RAM, so 4; the guide's smallest disk, 50 GB.
        // t3.xlarge is 730 x 0.1664 = 121.47, but keeps up 1.6 vCPU, and the average is 0.27 x 30 % + 2 =
        // 2.081: 0.481 x 730 x 0.05 = 17.56 of credits. c6i.xlarge is 730 x 0.17 = 124.10; + 50 x 0.08.
        ("", Aws, "1 × c6i.xlarge, 50 GB gp3", "$128.10"),
        // 3.0055 GB are at most 80 % of 4: 3.2. 730 x 0.09894 = 72.23; + 50 x 0.10. e2-medium has 2 vCPU.
        ("", Gcp, "1 × e2-highcpu-4, 50 GB pd-balanced", "$77.23"),
        // Standard_B4ms (121.18) keeps up 0.9 vCPU and sells no credits; F4s_v2 (123.37) is being retired.
        // 730 x 0.192 = 140.16; + 50 x 0.081 = 4.05.
        ("", Azure, "1 × Standard_D4s_v3, 50 GB Premium SSD v2", "$144.21"),
        // 866 x 0.005 + 2 = 6.33 vCPU, so 8. The average is 4.33 x 30 % + 2 = 3.299, 0.099 above the 3.2 that
        // t3.2xlarge keeps up: 242.94 + 0.099 x 730 x 0.05 = 3.61 is less than 248.20 for c6i.2xlarge.
        ("q=866&i=0&n=1", Aws, "1 × t3.2xlarge, 50 GB gp3", "$250.55"),
        // 7 queries more: 0.1095 above the baseline cost 4.00; still less by 1.26.
        ("q=873&i=0&n=1", Aws, "1 × t3.2xlarge, 50 GB gp3", "$250.94"),
        // 910: (4.55 x 30 % + 2 - 3.2) x 36.5 = 6.02, so 248.96 and no longer less than 248.20.
        ("q=910&i=0&n=1", Aws, "1 × c6i.2xlarge, 50 GB gp3", "$252.20"),
        // 10,000 IOPS: c6i.xlarge passes 6,000 and t3.2xlarge 4,000; c6i.2xlarge 12,000 for 248.20.
        // 4.00 of disk, and 7,000 IOPS above the included 3,000 x 0.005 = 35.00.
        ("iops=10000", Aws, "1 × c6i.2xlarge, 50 GB gp3", "$287.20"),
        // e2-highcpu-4 passes 15,000. pd-ssd has 6,000 + 30 a GB: 134 GB x 0.17 = 22.78; pd-balanced would
        // take (10,000 - 3,000) / 6 = 1,167 GB x 0.10 = 116.70.
        ("iops=10000", Gcp, "1 × e2-highcpu-4, 134 GB pd-ssd", "$95.01"),
        // Standard_D4s_v3 passes 6,400, D8s_v3 12,800: 280.32 + 4.05 + 35.00.
        ("iops=10000", Azure, "1 × Standard_D8s_v3, 50 GB Premium SSD v2", "$319.37"),
        // gp3 sells 500 IOPS a GB, so 30,000 take 60 GB; c6i.4xlarge passes 20,000, c6i.8xlarge 40,000.
        // 730 x 1.36 = 992.80; + 60 x 0.08 = 4.80; + 27,000 x 0.005 = 135.00.
        ("iops=30000", Aws, "1 × c6i.8xlarge, 60 GB gp3", "$1132.60"),
        // Standard_D16s_v3 passes 25,600, D16s_v6 33,333: 588.38 + 60 x 0.081 = 4.86; + 135.00.
        ("iops=30000", Azure, "1 × Standard_D16s_v6, 60 GB Premium SSD v2", "$728.24"),
        // 1,000 x 800 KB = 800 MB/s, of which 4 IOPS each are taken: 3,200. 675 MB/s above 125 x 0.04 = 27.00;
        // 200 IOPS x 0.005 = 1.00. c6i.4xlarge passes 625 MB/s, c6i.8xlarge 1,250. 500 a day x 7 x 800 KB is a
        // log of 2.8 GB, with seven backups 22.4 of 50 GB: 992.80 + 4.00 + 1.00 + 27.00.
        ("i=1000&walkb=800&n=1", Aws, "1 × c6i.8xlarge, 50 GB gp3", "$1024.80"),
        // Arm, and 20,000 IOPS: with 4 vCPU persistent disks pass 15,000, with 16 e2-highcpu 25,000 for 288.91.
        // c4a takes Hyperdisk only, and what it passes is not known, which is no failure: 730 x 0.1796 = 131.11;
        // + 50 x 0.08 = 4.00; + 17,000 x 0.005 = 85.00.
        ("iops=20000&arm=1", Gcp, "1 × c4a-standard-4, 50 GB Hyperdisk Balanced", "$220.11"),
        // Without Arm the same on n4: 730 x 0.1814 = 132.42.
        ("iops=20000", Gcp, "1 × n4-standard-4, 50 GB Hyperdisk Balanced", "$221.42"),
        // 1e6 a day x 8 x 10 MB = 80 TB at 80 % of the disk: 100 TB, in steps of 16 TB 112. A volume is at most
        // 65,536 GB, so two. 100 MB/s are written, and t3.xlarge passes 86.875: 124.10 + 112,000 x 0.08.
        (
            "d=1000000&walkb=10000&wr=8&bk=0",
            Aws,
            "1 × c6i.xlarge, 112,000 GB gp3 in 2 volumes",
            "$9084.10",
        ),
        // pd-balanced is 0.10 a GB and Hyperdisk 0.08: n4-standard-4 for 132.42 + 8,960.
        (
            "d=1000000&walkb=10000&wr=8&bk=0",
            Gcp,
            "1 × n4-standard-4, 112,000 GB Hyperdisk Balanced in 2 volumes",
            "$9092.42",
        ),
        // Standard_D4s_v3 passes 96 MB/s; D4s_v5, which costs the same, 145: 140.16 + 112,000 x 0.081.
        (
            "d=1000000&walkb=10000&wr=8&bk=0",
            Azure,
            "1 × Standard_D4s_v5, 112,000 GB Premium SSD v2 in 2 volumes",
            "$9212.16",
        ),
        // io2 sells 256,000 IOPS, but no machine here passes as many: the largest 120,000.
        (
            "iops=256000",
            Aws,
            "Nothing sold here holds this. 256,000 IOPS are asked of each node; r6i.24xlarge with io2 brings 120,000.",
            "no total",
        ),
        // gp3 sells 80,000. io2 sells and c6i.24xlarge passes 100,000, but the price of an IOPS is only known up
        // to 32,000.
        (
            "iops=100000",
            Aws,
            "Not computable: the price of io2, more IOPS (AWS, per IOPS-month) is not known.",
            "no total",
        ),
        // 1,024 + 2 GB and 5.5 MB of data: more than 80 % of 768 GB.
        (
            "cache=1024",
            Aws,
            "Nothing sold here holds this. Each node needs 1,026.01 GB of RAM; 80% of r6i.24xlarge is 614.4 GB.",
            "no total",
        ),
        // A number that was set stays: 20,000 x 0.005 + 0.02 + 2 vCPU on one machine of at most 96.
        (
            "q=20000&n=1",
            Aws,
            "Nothing sold here holds this. At peak each node needs 102.02 vCPU; of r6i.24xlarge it may use 96.",
            "no total",
        ),
        // The guide's production example: 8 vCPU, 5.6 of them sustained, which is 70 % of 8 and no more.
        ("q=1000&i=500&n=1", Aws, "1 × c6i.2xlarge, 50 GB gp3", "$252.20"),
        // With 61 % sustained it is 6 x 61 % + 2 = 5.66, above 70 % of 8.
        ("q=1000&i=500&n=1&sus=61", Aws, "1 × c6i.4xlarge, 50 GB gp3", "$500.40"),
        // 2 vCPU each, 4.292 GB of RAM: 80 % of m5.large is 6.4. 350.40 + 80.00 of disk + 16.43 of balancer;
        // (0.08 + 6 Mbps) x 0.3 x 328.5 = 599.184 GB: x 0.006 = 3.60 through it, 2 of 3 between zones x 0.02 = 7.99;
        // 72,000 a day x 2 copies x 1 KB x 730 / 24 = 4.38 GB x 0.02 = 0.09.
        ("a=720000&q=150&ha=1", Aws, "5 × m5.large, 200 GB gp3 each", "$458.51"),
    ] {
        let found = bought(text, provider);
        assert_eq!((found.0.as_str(), found.1.as_str()), (what, total), "{text} {provider:?}");
    }
}

#[test]
fn credits_are_a_line_of_the_bill() {
    let outcome = outcome("q=866&i=0&n=1");
    let items = &outcome.quote(Provider::Aws).items;
    let credits = items.iter().find(|item| item.kind == ItemKind::CpuCredits).expect("a line");
    assert_eq!(credits.formula(), "1 node x 72.27 vCPU-hours x $0.05 = $3.61");
}

#[test]
fn throughput_takes_iops_with_it() {
    let outcome = outcome("i=1000&walkb=800&n=1");
    let quote = outcome.quote(Provider::Aws);
    let line = |kind| {
        let item = quote.items.iter().find(|item| item.kind == kind).expect("a line");
        item.formula()
    };
    assert_eq!(line(ItemKind::ExtraIops), "1 node x 200 IOPS x $0.005 = $1.00");
    assert_eq!(line(ItemKind::ExtraThroughput), "1 node x 675 MB/s x $0.04 = $27.00");
}

#[test]
fn the_guides_machine_is_shown_with_every_rule_that_it_fails() {
    let fails = |text: &str| -> Vec<&str> {
        outcome(text).focus().failures().into_iter().map(|(rule, _)| rule.name).collect()
    };
    // Standard_B2s: 2 vCPU of 2.27, 70 % of them 1.4 of 2.162, keeps up 0.4 of 2.081, passes 1,280 of 3,000
    // IOPS, and is being retired. Its 4 GB are enough for 3.0055.
    assert_eq!(
        fails("pick=guide&p=azure"),
        ["cpu-peak", "cpu-sustained", "cpu-credits", "iops", "offered"]
    );
    // t3.medium passes 2,000 IOPS, and its credits can be bought.
    assert_eq!(fails("pick=guide&p=aws"), ["cpu-peak", "cpu-sustained", "iops"]);
    // n1-standard-1 has 3.75 GB: 80 % are 3.
    assert_eq!(fails("pick=guide&p=gcp"), ["cpu-peak", "cpu-sustained", "ram"]);
    // What the guide names for five nodes holds.
    assert_eq!(fails("pick=guide&p=aws&a=200000&q=1000&i=500"), [""; 0]);
}

#[test]
fn the_guides_production_example_meets_its_own_threshold() {
    for (text, nodes) in [("q=1000&i=500&n=1", 1), ("q=1000&i=500&n=3", 3)] {
        let outcome = outcome(text);
        let quote = outcome.focus();
        assert!(quote.holds() && quote.nodes() == nodes, "{text}");
        assert_eq!(quote.fullness().map(|f| (f.cpu_peak, f.cpu_sustained)), Some((1.0, 0.7)));
    }
}

#[test]
fn a_cluster_that_has_room_is_not_told_to_move_to_itself() {
    // 720,000 x 1.1 KB x 2 / 5 + 2 + 2 = 4.3168 GB, of 6.4 that m5.large may use.
    let outcome = outcome("a=720000&q=150&ha=1");
    assert_eq!(outcome.focus().fullness().map(|f| f.ram), Some(0.5396));
    // 10,000 a month: past 1M in month 28 the recommended cache goes from 2 to 4 GB, and 6.44 no longer fit.
    let plan = outcome.plan();
    let step = &plan.steps[0];
    assert_eq!((step.month, outcome.outgrown_in()), (28, Some(28)));
    assert_eq!(step.causes, [Cause::Rule(rule("ram"))]);
    assert_ne!(step.after.expect("an order").order.instance.name, "m5.large");
}

fn rule(name: &str) -> &'static Rule {
    RULES.iter().find(|rule| rule.name == name).expect("a rule")
}

#[test]
fn unset_scenarios_are_the_default() {
    assert_eq!(Outcome::of(&Scenario::default()).s, outcome("").s);
}
