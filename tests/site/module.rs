//! `evaluate.js`, for scripts and other sites.

use std::process::Command;

use exchange::result::evaluate;

use crate::folder::{Temporary, files, site};
use crate::server::Server;
use harness::with_browser;

const FRAGMENT: &str = "a=100000&q=1000";

#[test]
fn a_script_without_a_browser_gets_the_same_result() {
    let program = files(&site())
        .into_keys()
        .find(|name| name.starts_with("stemedb-sizing_bg-") && name.ends_with(".wasm"))
        .expect("the program");
    // Node.js takes a file for a module only if its name or its package says so.
    let folder = Temporary::with("", &site());
    folder.write("package.json", r#"{ "type": "module" }"#);
    folder.write(
        "run.js",
        format!(
            "import {{ readFileSync }} from 'node:fs';
            import init, {{ evaluate }} from './evaluate.js';
            await init({{ module_or_path: readFileSync('{program}') }});
            process.stdout.write(evaluate('{FRAGMENT}'));"
        ),
    );
    let output =
        Command::new("node").arg("run.js").current_dir(folder.path()).output().expect("node");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout), evaluate(FRAGMENT));
}

#[test]
fn a_page_beside_it_gets_the_same_result() {
    let folder = Temporary::with("sizing/", &site());
    folder.write("index.html", "<!doctype html><title>Docs</title>");
    let server = Server::start(folder.path());
    with_browser(async |page| {
        page.driver.goto(&server.url()).await.expect("a page");
        let script = format!(
            "const done = arguments[0]; import('./sizing/evaluate.js').then(async m => {{ await m.default(); done(m.evaluate('{FRAGMENT}')); }}).catch(e => done(`${{e}}`))"
        );
        let answer = page.driver.execute_async(&script, vec![]).await.expect("an answer");
        assert_eq!(*answer.json(), evaluate(FRAGMENT));
    });
}
