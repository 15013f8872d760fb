//! Prints the JSON Schemas of what goes in and what comes out: `cargo run --example schema -- result`, or `inputs`. `make dist`
//! publishes them. `table` prints the result's fields as docs/formats.md has them.

use exchange::result::schema;

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("result") => println!("{:#}", schema::result()),
        Some("inputs") => println!("{:#}", schema::inputs()),
        Some("table") => print!("{}", schema::table()),
        _ => {
            eprintln!("usage: schema result|inputs|table");
            std::process::exit(2);
        }
    }
}
