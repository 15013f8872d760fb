//! The program that a browser loads. All of it is in the library; `src/api.rs` there is what JavaScript may
//! call. Compiled for any other machine it does nothing.

// Links the library, and with it what it exports.
use stemedb_sizing as _;

fn main() {}
