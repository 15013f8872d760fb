//! The failure drill: what the rest of a cluster has to carry when a node, or a zone, is lost.
//!
//! Three things are assumed, and the page says so: the peak is still to be carried; the copies that
//! are lost are made again on the nodes that are left, as many as these allow; and copies of the
//! same data are on different nodes.

use crate::guide::coefficients as c;
use crate::number::{ceil_to, power_of_two_for, tidy};
use crate::scenario::Resolved;
use crate::sizing::{Sizing, size};

/// Zones that a cluster is spread over.
pub const ZONES: u32 = 3;

/// What becomes of the data.
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

/// What is left when some nodes are lost, and what it has to carry.
#[derive(Clone, Debug, PartialEq)]
pub struct Drill {
    /// Nodes that are lost.
    pub lost: u32,
    /// Nodes that are left. With none the service is down, and the shares below are 0.
    pub left: u32,
    /// CPU of each node at peak, as a share of its provision: above 1 it cannot.
    pub cpu: f64,
    /// RAM of each node, as a share of its provision.
    pub ram: f64,
    /// Disk of each node, as a share of its provision.
    pub disk: f64,
    /// What becomes of the data.
    pub data: Data,
    /// What would make it hold; nothing if it does.
    pub remedies: Vec<Remedy>,
}

impl Drill {
    /// Whether the service goes on, at peak and with all its data. What needs the copies to be in
    /// different zones is taken to have them there.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.remedies.is_empty()
    }
}

/// One node lost.
#[must_use]
pub fn node_lost(s: &Resolved, z: &Sizing) -> Drill {
    drill(s, z, 1)
}

/// The largest of three zones lost, over which the nodes are spread as evenly as they can be.
/// `None` on one node, which is the same as losing the node.
#[must_use]
pub fn zone_lost(s: &Resolved, z: &Sizing) -> Option<Drill> {
    (s.n > 1).then(|| drill(s, z, s.n.div_ceil(ZONES)))
}

fn drill(s: &Resolved, z: &Sizing, lost: u32) -> Drill {
    let left = s.n - lost;
    let data = if s.rf > f64::from(lost) {
        Data::Complete
    } else if s.rf >= 2.0 && s.n > 1 {
        Data::IfSpread
    } else {
        Data::Incomplete
    };
    let mut drill = Drill { lost, left, cpu: 0.0, ram: 0.0, disk: 0.0, data, remedies: Vec::new() };
    if left == 0 {
        drill.remedies.push(Remedy::Nodes(ZONES));
        return drill;
    }
    // What the formulas give for so many nodes; the load stays that of the whole cluster.
    let rest = size(&s.on_nodes(left));
    let vcpu = tidy(z.cpu.total_vcpu / f64::from(left));
    let over = |need: f64, has: f64| tidy(need / has) > 1.0;
    drill.cpu = tidy(vcpu / z.cpu.provision_vcpu);
    drill.ram = tidy(rest.ram.need_gb / z.ram.provision_gb);
    drill.disk = tidy(rest.disk.need_gb / z.disk.provision_gb);
    if data == Data::Incomplete {
        drill.remedies.push(Remedy::Copies(2));
    }
    if over(vcpu, z.cpu.provision_vcpu) {
        drill.remedies.push(Remedy::Vcpu(ceil_to(vcpu, c::CPU_LADDER)));
    }
    if over(rest.ram.need_gb, z.ram.provision_gb) {
        drill.remedies.push(Remedy::Ram(power_of_two_for(rest.ram.need_gb, 1.0)));
    }
    if over(rest.disk.need_gb, z.disk.provision_gb) {
        drill.remedies.push(Remedy::Disk(ceil_to(rest.disk.need_gb, c::DISK_LADDER)));
    }
    drill
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::resolved;

    fn lost(fragment: &str) -> (Drill, Option<Drill>) {
        let s = resolved(fragment);
        let z = size(&s);
        (node_lost(&s, &z), zone_lost(&s, &z))
    }

    #[test]
    fn one_node_is_the_service() {
        let (node, zone) = lost("");
        assert_eq!((node.left, node.holds(), zone), (0, false, None));
        assert_eq!(node.remedies, [Remedy::Nodes(3)]);
    }

    #[test]
    fn three_nodes_carry_on_two() {
        // 12 vCPU over 3 nodes of 4; two thirds of the data on each, then all of it.
        let (node, zone) = lost("q=1000&i=500&n=3&a=1e6");
        assert_eq!((node.lost, node.left), (1, 2));
        assert_eq!(node.cpu, 1.5);
        assert_eq!(node.remedies, [Remedy::Vcpu(8.0)]);
        assert_eq!(node.ram, 7.1 / 16.0);
        assert_eq!(node.data, Data::Complete);
        // One node a zone: the same.
        assert_eq!(zone, Some(node));
        // The switch of the form is there for this.
        assert!(lost("q=1000&i=500&n=3&a=1e6&drill=1").0.holds());
    }

    #[test]
    fn the_switch_makes_cpu_hold_for_any_cluster() {
        for n in 2..=99 {
            for q in [0, 10, 1000, 77_777] {
                let (node, _) = lost(&format!("n={n}&q={q}&drill=1"));
                assert!(node.cpu <= 1.0, "{n} {q} {node:?}");
            }
        }
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
        let data = |fragment| lost(fragment).1.map(|zone| (zone.lost, zone.data));
        assert_eq!(data("n=5&rf=2"), Some((2, Data::IfSpread)));
        assert_eq!(data("n=5&rf=3"), Some((2, Data::Complete)));
        assert_eq!(data("n=9&rf=3"), Some((3, Data::IfSpread)));
        assert_eq!(data("n=2&rf=2"), Some((1, Data::Complete)));
    }

    #[test]
    fn ram_and_disk_hold_the_copies_that_are_made_again() {
        // Two thirds of the data on a node become all of it: 25 of 32 GB become 36.
        let (node, _) = lost("a=30e6&n=3&q=0&i=0&cache=1&bk=0&wr=0");
        assert!(node.ram > 1.0 && node.disk < 1.0, "{node:?}");
        assert!(node.remedies.contains(&Remedy::Ram(64.0)), "{node:?}");
        let (node, _) = lost("a=1e6&n=3&q=0&i=0");
        assert!(node.ram < 1.0 && node.disk < 1.0, "{node:?}");
    }

    #[test]
    fn what_would_make_it_hold_does() {
        for fragment in
            ["q=1000&i=500&n=3", "a=30e6&n=3&cache=1", "a=3e8&q=1e5&n=7&rf=1", "a=1e9&n=2"]
        {
            let s = resolved(fragment);
            let mut z = size(&s);
            let mut s = s;
            for drill in [node_lost(&s.clone(), &z), zone_lost(&s.clone(), &z).expect("a cluster")]
            {
                for remedy in &drill.remedies {
                    match *remedy {
                        Remedy::Vcpu(vcpu) => z.cpu.provision_vcpu = vcpu,
                        Remedy::Ram(gb) => z.ram.provision_gb = gb,
                        Remedy::Disk(gb) => z.disk.provision_gb = gb,
                        Remedy::Copies(rf) => s.rf = f64::from(rf),
                        Remedy::Nodes(_) => panic!("it is a cluster"),
                    }
                }
            }
            // More copies ask for more room, so they are looked at alone.
            for drill in [node_lost(&s, &z), zone_lost(&s, &z).expect("a cluster")] {
                assert!(drill.cpu <= 1.0 && drill.data != Data::Incomplete, "{fragment} {drill:?}");
            }
        }
    }
}
