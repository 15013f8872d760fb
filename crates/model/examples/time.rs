use model::outcome::Outcome;
use model::forecast::growth::*;
use model::sizing::size;
use model::pricing::load::NodeLoad;
use std::hint::black_box;
use std::time::Instant;
fn t(name: &str, mut f: impl FnMut()) { let n=2000; for _ in 0..200 {f()} let s=Instant::now(); for _ in 0..n {f()} println!("{name}: {:.2} us", s.elapsed().as_secs_f64()*1e6/n as f64); }
fn main() {
    let o = Outcome::of(&"h=120".parse().unwrap());
    let s = o.s.clone();
    t("plan", || { black_box(o.plan()); });
    t("121 grown", || for m in 0..121 { black_box(grown(black_box(&s), GrowthCase::Expected, m)); });
    t("121 grown+size", || for m in 0..121 { let g=grown(black_box(&s), GrowthCase::Expected, m); let z=size(&g); black_box(NodeLoad::of(&g,&z)); });
    t("242 assertions", || for m in 0..121 { black_box(assertions_at(black_box(&s), GrowthCase::Fast, m)); black_box(assertions_at(black_box(&s), GrowthCase::Slow, m)); });
    let l = o.focus().load; let ord = *o.order().unwrap();
    t("242 fullness", || for _ in 0..242 { black_box(ord.fullness(black_box(&l))); });
    t("121 quote_order", || for _ in 0..121 { black_box(model::pricing::quote::quote_order(&o.context(o.s.p), black_box(&s), ord)); });
    t("quote", || { black_box(o.changed(&[])); });
    t("holds", || { black_box(model::pricing::rules::holds(&ord, black_box(&l))); });
    println!("{}", o.plan().steps.len());
}
