//! Prints the machine-readable result of a share link: `cargo run --example size -- 'a=100000&q=1000'`.

fn main() {
    let fragment = std::env::args().nth(1).unwrap_or_default();
    println!("{}", exchange::result::evaluate(&fragment));
}
