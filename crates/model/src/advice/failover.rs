//! Failover: what the rest of a cluster has to carry when a node, or a zone, is lost.
//!
//! Three things are assumed, and the page says so: the peak is still to be carried; the copies that are lost
//! are made again on the nodes that are left, as many as these allow; and copies of the same data are on
//! different nodes.

use crate::guide::coefficients as c;
use crate::number::{ceil_to, power_of_two_for, tidy};
use crate::pricing::order::Order;
use crate::pricing::quote::Quote;
use crate::sizing::size;

/// Zones that a cluster is spread over.
pub const ZONES: u32 = 3;

/// What happens to the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    /// A copy of everything is left, wherever the copies were.
    Complete,
    /// A copy of everything is left if no zone had held them all.
    IfSpread,
    /// What only the lost nodes held is gone until it is restored from a backup.
    Incomplete,
}

/// What has to be different for the rest to hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Remedy {
    /// As many nodes.
    Nodes(u32),
    /// As many copies.
    Copies(u32),
    /// As many vCPU per node.
    Vcpu(f64),
    /// As much RAM per node, in GB.
    Ram(f64),
    /// As much disk per node, in GB.
    Disk(f64),
}

/// What is left of an order when some nodes are lost, and what it has to carry.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Nodes that are lost.
    pub lost: u32,
    /// Nodes that are left. With none the service is down, and the shares below are 0.
    pub left: u32,
    /// CPU of each node at peak, as a share of what the machine has: above 1 it cannot.
    pub cpu_peak: f64,
    /// RAM of each node, as a share of what the machine has.
    pub ram: f64,
    /// Disk of each node, as a share of what it has.
    pub disk: f64,
    /// What happens to the data.
    pub data: Data,
    /// What would make it hold; empty if it does.
    pub remedies: Vec<Remedy>,
}

impl Failure {
    /// Whether the service goes on, at peak and with all its data. What needs the copies to be in
    /// different zones is taken to have them there.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.remedies.is_empty()
    }
}

/// One node of a quote's order lost; `None` where there is no order.
#[must_use]
pub fn node_lost(quote: &Quote) -> Option<Failure> {
    quote.order.map(|order| failure(quote, &order, 1))
}

/// The largest of three zones lost, over which the nodes are spread as evenly as they can be. `None` on
/// one node, which is the same as losing the node, and where there is no order.
#[must_use]
pub fn zone_lost(quote: &Quote) -> Option<Failure> {
    let order = quote.order.filter(|order| order.nodes > 1)?;
    Some(failure(quote, &order, order.nodes.div_ceil(ZONES)))
}

fn failure(quote: &Quote, order: &Order, lost: u32) -> Failure {
    let s = &quote.s;
    let left = order.nodes - lost;
    let data = if s.rf > f64::from(lost) {
        Data::Complete
    } else if s.rf >= 2.0 && order.nodes > 1 {
        Data::IfSpread
    } else {
        Data::Incomplete
    };
    let mut failure =
        Failure { lost, left, cpu_peak: 0.0, ram: 0.0, disk: 0.0, data, remedies: Vec::new() };
    if left == 0 {
        failure.remedies.push(Remedy::Nodes(ZONES));
        return failure;
    }
    // What the formulas give for so many nodes; the load stays that of the whole cluster.
    let mut fewer = s.clone();
    (fewer.n, fewer.rf) = (left, s.rf.min(f64::from(left)));
    let rest = size(&fewer);
    let vcpu = tidy(quote.sizing.cpu.total_vcpu / f64::from(left));
    let (has_vcpu, has_gb) = (order.instance.vcpu(), order.instance.memory_gb());
    failure.cpu_peak = tidy(vcpu / has_vcpu);
    failure.ram = tidy(rest.ram.need_gb / has_gb);
    failure.disk = tidy(rest.disk.need_gb / order.disk.gb);
    if data == Data::Incomplete {
        failure.remedies.push(Remedy::Copies(2));
    }
    if failure.cpu_peak > 1.0 {
        failure.remedies.push(Remedy::Vcpu(ceil_to(vcpu, c::CPU_LADDER)));
    }
    if failure.ram > 1.0 {
        failure.remedies.push(Remedy::Ram(power_of_two_for(rest.ram.need_gb, 1.0)));
    }
    if failure.disk > 1.0 {
        failure.remedies.push(Remedy::Disk(ceil_to(rest.disk.need_gb, c::DISK_LADDER)));
    }
    failure
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Outcome;

    fn outcome(text: &str) -> Outcome {
        Outcome::of(&text.parse().unwrap_or_else(|e| panic!("{e}")))
    }

    fn lost(text: &str) -> (Failure, Option<Failure>) {
        let outcome = outcome(text);
        let quote = outcome.focus();
        (node_lost(quote).expect("an order"), zone_lost(quote))
    }

    #[test]
    fn one_node_is_the_service() {
        let (node, zone) = lost("");
        assert_eq!((node.left, node.holds(), zone), (0, false, None));
        assert_eq!(node.remedies, [Remedy::Nodes(3)]);
    }

    #[test]
    fn nothing_is_lost_where_nothing_is_ordered() {
        let outcome = outcome("cache=1024&n=3");
        assert_eq!((node_lost(outcome.focus()), zone_lost(outcome.focus())), (None, None));
    }

    #[test]
    fn three_nodes_carry_on_two() {
        // 12 vCPU over 3 nodes of 4; two thirds of 1.1 GB on each of them, then all of it, beside 6 GB.
        let (node, zone) = lost("q=1000&i=500&n=3&a=1e6");
        assert_eq!((node.lost, node.left), (1, 2));
        assert_eq!(node.cpu_peak, 1.5);
        assert_eq!(node.remedies, [Remedy::Vcpu(8.0)]);
        // m5.xlarge has 16 GB, because 80 % of 8 are less than 6.73.
        assert_eq!(node.ram, 7.1 / 16.0);
        // 64.8 GB with log and backups, of the guide's 200 GB.
        assert_eq!(node.disk, 0.324);
        assert_eq!(node.data, Data::Complete);
        // One node a zone: the same.
        assert_eq!(zone, Some(node));
        // The switch of the form is there for this: 6 vCPU each on machines of 8.
        let (carried, _) = lost("q=1000&i=500&n=3&a=1e6&drill=1");
        assert_eq!((carried.holds(), carried.cpu_peak), (true, 0.75));
    }

    #[test]
    fn it_is_measured_by_the_machine_that_is_bought() {
        // 2 vCPU are asked for, and t3.large of the guide has them; 2.5 x 1.5 = 3.75 on two nodes is 1.875 each.
        for (text, vcpu) in [("q=100&i=0&n=3", 2.0), ("q=100&i=0&n=3&iops=10000", 8.0)] {
            let outcome = outcome(text);
            assert_eq!(outcome.order().map(|order| order.instance.vcpu()), Some(vcpu), "{text}");
            let failure = node_lost(outcome.focus()).expect("an order");
            assert_eq!(failure.cpu_peak, 1.875 / vcpu, "{text}");
        }
    }

    #[test]
    fn the_switch_makes_cpu_hold_for_any_cluster() {
        let mut held = 0;
        for n in 2..=99 {
            for q in [0, 10, 1000, 77_777] {
                let outcome = outcome(&format!("n={n}&q={q}&drill=1"));
                let Some(node) = node_lost(outcome.focus()) else { continue };
                assert!(node.cpu_peak <= 1.0, "{n} {q} {node:?}");
                held += 1;
            }
        }
        assert!(held > 300, "only {held} could be bought");
    }

    #[test]
    fn one_copy_is_no_copy_when_its_node_is_lost() {
        let (node, zone) = lost("n=3&rf=1");
        assert_eq!(node.data, Data::Incomplete);
        assert_eq!(zone.map(|zone| zone.data), Some(Data::Incomplete));
        assert_eq!(node.remedies, [Remedy::Copies(2)]);
    }

    #[test]
    fn a_zone_can_hold_all_copies_unless_they_are_spread() {
        let data = |text| lost(text).1.map(|zone| (zone.lost, zone.data));
        assert_eq!(data("n=5&rf=2"), Some((2, Data::IfSpread)));
        assert_eq!(data("n=5&rf=3"), Some((2, Data::Complete)));
        assert_eq!(data("n=9&rf=3"), Some((3, Data::IfSpread)));
        assert_eq!(data("n=2&rf=2"), Some((1, Data::Complete)));
    }

    #[test]
    fn ram_and_disk_hold_the_copies_that_are_made_again() {
        // Two thirds of 33 GB and 3 GB more are 25, so machines of 32; all of it is 36.
        let (node, _) = lost("a=30e6&n=3&q=0&i=0&cache=1&bk=0&wr=0");
        assert_eq!((node.ram, node.disk), (36.0 / 32.0, 33.0 / 500.0));
        assert_eq!(node.remedies, [Remedy::Ram(64.0)]);
        let (node, _) = lost("a=1e6&n=3&q=0&i=0");
        assert!(node.ram < 1.0 && node.disk < 1.0, "{node:?}");
    }

    #[test]
    fn what_would_make_it_hold_does() {
        let mut remedies = 0;
        for text in ["q=1000&i=500&n=3", "a=30e6&n=3&cache=1", "a=3e8&q=1e4&n=7&rf=1", "a=3e8&n=2"]
        {
            let outcome = outcome(text);
            let order = outcome.order().unwrap_or_else(|| panic!("{text} can be bought"));
            let (node, zone) = lost(text);
            for failure in [node, zone.expect("a cluster")] {
                for remedy in &failure.remedies {
                    remedies += 1;
                    let (share, has, then) = match *remedy {
                        Remedy::Vcpu(then) => (failure.cpu_peak, order.instance.vcpu(), then),
                        Remedy::Ram(then) => (failure.ram, order.instance.memory_gb(), then),
                        Remedy::Disk(then) => (failure.disk, order.disk.gb, then),
                        Remedy::Copies(copies) => {
                            let (node, zone) = lost(&text.replace("rf=1", &format!("rf={copies}")));
                            let is_left = |f: &Failure| f.data != Data::Incomplete;
                            assert!(is_left(&node) && zone.is_some_and(|f| is_left(&f)), "{text}");
                            continue;
                        }
                        Remedy::Nodes(_) => panic!("{text} is a cluster"),
                    };
                    assert!(share > 1.0 && share * has <= then, "{text} {failure:?}");
                }
            }
        }
        assert!(remedies > 4, "only {remedies} were looked at");
    }
}
