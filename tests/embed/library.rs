//! The calculator as a library: `evaluate` without the page, in Node.js and in somebody else's page.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use exchange::result::evaluate;

use harness::host::{host, open_to_all, visit};
use harness::{dist, wait_for, with_browser};

const FRAGMENTS: [&str; 4] =
    ["a=100000&q=1000", "", "v=1&a=1e9&q=1e6&g=compound&gr=7.5", "q=abc&%00&n=🦀"];

/// The page's program: its JavaScript and its WebAssembly, in dist/.
fn program() -> [PathBuf; 2] {
    let names = |end: &str| {
        let mut found: Vec<_> = fs::read_dir(dist())
            .expect("dist/")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| {
                let name = path.file_name().expect("a name").to_string_lossy();
                name.starts_with("stemedb-sizing-") && name.ends_with(end)
            })
            .collect();
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    };
    [names(".js"), names("_bg.wasm")]
}

#[test]
fn node_evaluates_as_the_native_library_does() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("node");
    fs::create_dir_all(&folder).expect("a folder");
    let [js, wasm] = program();
    fs::copy(js, folder.join("sizing.mjs")).expect("a copy");
    fs::copy(wasm, folder.join("sizing.wasm")).expect("a copy");
    let script = "
        import { readFileSync } from 'node:fs';
        import { initSync, evaluate } from './sizing.mjs';
        initSync({ module: readFileSync(new URL('sizing.wasm', import.meta.url)) });
        console.log(JSON.stringify(process.argv.slice(2).map(fragment => evaluate(fragment))));";
    fs::write(folder.join("evaluate.mjs"), script).expect("a file");
    let output = Command::new("node")
        .arg(folder.join("evaluate.mjs"))
        .args(FRAGMENTS)
        .output()
        .expect("node, which the build needs, too");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers: Vec<String> = serde_json::from_slice(&output.stdout).expect("a list of texts");
    assert_eq!(answers, FRAGMENTS.map(evaluate));
}

#[test]
fn a_page_of_another_site_makes_a_table_of_it() {
    with_browser(async |page| {
        let names = program().map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            format!("{}{name}", open_to_all())
        });
        let [js, wasm] = names;
        let body = format!(
            "<table></table><script type=module>
            import init, {{ evaluate }} from '{js}';
            await init({{ module_or_path: '{wasm}' }});
            const table = document.querySelector('table');
            for (const a of [1e3, 1e5, 1e7]) {{
                const {{ nodes, ram }} = JSON.parse(evaluate(`a=${{a}}&q=1000`));
                const row = table.insertRow();
                for (const text of [a, nodes, ram.provision_gb]) row.insertCell().textContent = text;
            }}
            table.id = 'made'</script>"
        );
        visit(page, &host("", &[("/", body)])).await;
        page.find("#made").await;
        let rows = page.texts("#made tr").await;
        let expected = ["1000", "100000", "10000000"].map(|a| {
            let result: serde_json::Value =
                serde_json::from_str(&evaluate(&format!("a={a}&q=1000"))).expect("JSON");
            format!(
                "{a}\t{}\t{}",
                result["nodes"],
                result["ram"]["provision_gb"].as_f64().expect("GB")
            )
        });
        wait_for("the table", async || (rows == expected).then_some(())).await;
        page.assert_no_console_errors().await;
    });
}
