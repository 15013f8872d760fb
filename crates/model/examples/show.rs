use model::outcome::Outcome;
fn main() {
    for text in std::env::args().skip(1) {
        let o = Outcome::of(&text.parse().unwrap());
        println!("== {text}");
        for q in &o.quotes {
            if q.pick != o.s.pick {
                continue;
            }
            println!(
                "{:6} {} {:?} raised {:?} {}",
                q.provider.code(),
                q.order.map_or(String::new(), |x| x.words()),
                q.monthly_usd(),
                q.nodes_raised_from,
                q.error.map_or(String::new(), |e| e.sentence())
            );
            if let Some(f) = q.fullness() {
                println!(
                    "        {:.2} {:.2} {:.2} ram {:.2} disk {:.2} {:?} {:?} {:?} nc {:?} fails {:?}",
                    f.cpu_peak,
                    f.cpu_sustained,
                    f.cpu_average,
                    f.ram,
                    f.disk,
                    f.iops,
                    f.throughput,
                    f.network,
                    q.not_checked(),
                    q.failures()
                );
            }
        }
        let p = o.plan();
        for s in &p.steps {
            println!(
                "   month {} ({:?}-{:?}) {:?} {} -> {} {:?}",
                s.month,
                s.early,
                s.late,
                s.causes,
                s.before.order.words(),
                s.after.map_or("-".into(), |a| a.order.words()),
                s.after.and_then(|a| a.cents)
            );
        }
        println!("   paid {:?} pays {:?}", p.paid_cents, p.commitment_pays_from);
    }
}
