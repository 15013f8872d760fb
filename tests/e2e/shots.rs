//! Takes pictures of the release build for whoever designs it: `scripts/shots.sh FRAGMENT NAME`.
#![cfg(not(target_arch = "wasm32"))]

mod harness;

use std::{env, path::Path};

fn main() {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [fragment, name] = arguments.as_slice() else {
        panic!("two arguments are needed: a fragment and a name");
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screens");
    harness::with_page(fragment, async |page| {
        for (scheme, dark) in [("light", false), ("dark", true)] {
            page.dark(dark).await;
            for width in [1280, 375] {
                let path = folder.join(format!("{name}-{width}-{scheme}.png"));
                page.screenshot_whole(&path, width).await;
                println!("{}", path.display());
            }
        }
    });
}
