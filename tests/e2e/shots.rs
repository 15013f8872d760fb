//! Takes pictures of the release build for whoever designs it: see scripts/shots.sh.
#![cfg(not(target_arch = "wasm32"))]

mod states;

use std::{env, path::PathBuf};

use harness::Page;
use states::State;

fn main() {
    let arguments: Vec<_> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["states", wanted @ ..] => {
            for state in State::ALL {
                let name = format!("{state:?}").to_lowercase();
                if wanted.is_empty() || wanted.contains(&&*name) {
                    harness::with_browser(async |page| {
                        state.enter(page).await;
                        pictures(page, &name, state.about()).await;
                    });
                }
            }
        }
        [fragment, name] => {
            harness::with_page(fragment, async |page| pictures(page, name, None).await);
        }
        _ => panic!("needed: a fragment and a name, or states and the names of some"),
    }
}

/// Wide and narrow, light and dark, of an element or of the whole page.
async fn pictures(page: &Page, name: &str, about: Option<&str>) {
    for (scheme, dark) in [("light", false), ("dark", true)] {
        page.dark(dark).await;
        for width in [1280, 375] {
            let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
                .join(format!("target/screens/{name}-{width}-{scheme}.png"));
            page.screenshot_whole(&path, width).await;
            if let Some(css) = about {
                page.find(css).await.screenshot(&path).await.expect("a screenshot");
            }
            println!("{}", path.display());
        }
    }
}
