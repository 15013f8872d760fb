use model::outcome::Outcome;
fn main() { let o = Outcome::of(&"a=1000&g=compound&gr=12&h=120".parse().unwrap()); let mut n=0; for _ in 0..5000 { n += std::hint::black_box(o.plan()).steps.len(); } println!("{n}"); }
