//! The package for npm that `make dist` makes, as its users have it: packed, unpacked into `node_modules`, typed, bundled, run.

use std::{
    collections::BTreeMap,
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use exchange::link;
use exchange::result::evaluate;
use model::testing::{any_own_prices, any_scenario};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::folder::{Temporary, root};

/// A program of the pinned packages from npm, which `scripts/env.sh` has on PATH.
fn run(program: &str, arguments: &[&str], folder: &Path) -> Output {
    Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"))
}

fn stdout(output: &Output) -> String {
    let [out, error] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    assert!(output.status.success(), "{out:.5000}\n{error:.5000}");
    out.trim().to_owned()
}

/// Where the pinned packages from npm are.
fn packages() -> PathBuf {
    let path = env::var_os("PATH").expect("PATH");
    env::split_paths(&path)
        .find(|folder| folder.join("tsc").is_file())
        .and_then(|bin| Some(bin.parent()?.to_owned()))
        .expect("TypeScript: run make test-site, which fetches it")
}

/// A project that has the package, as npm packs and unpacks it, and beside it the other packages.
fn consumer() -> Temporary {
    let folder = Temporary::with("", &root().join("tests/site/consumer"));
    folder.write("package.json", r#"{ "type": "module" }"#);
    let target = folder.path().to_string_lossy().into_owned();
    stdout(&run("npm", &["pack", "--silent", "--pack-destination", &target], &root().join("npm")));
    let archive = fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .find(|path| path.extension().is_some_and(|extension| extension == "tgz"))
        .expect("npm pack makes an archive");
    let modules = folder.path().join("node_modules");
    fs::create_dir(&modules).expect("a folder");
    stdout(&run("tar", &["xzf", &archive.to_string_lossy()], folder.path()));
    fs::rename(folder.path().join("package"), modules.join("stemedb-sizing")).expect("a folder");
    for entry in fs::read_dir(packages()).expect("packages") {
        let entry = entry.expect("an entry");
        std::os::unix::fs::symlink(entry.path(), modules.join(entry.file_name())).expect("a link");
    }
    folder
}

#[test]
fn its_types_hold_in_typescript_in_jsx_and_in_vue() {
    let folder = consumer();
    assert_eq!(stdout(&run("tsc", &["-p", "."], folder.path())), "");
}

#[test]
fn it_runs_in_node() {
    let folder = consumer();
    let answer: Value =
        serde_json::from_str(&stdout(&run("node", &["run.mjs"], folder.path()))).expect("JSON");
    assert_eq!(answer, json!([5, 8, "v=1&a=100000&q=1000"]));
}

#[test]
fn it_runs_from_a_bundle() {
    let folder = consumer();
    let options = [
        "bundle.mjs",
        "--bundle",
        "--format=esm",
        "--platform=browser",
        "--target=es2022",
        "--loader:.wasm=binary",
        "--outfile=bundled.mjs",
        "--log-level=error",
    ];
    stdout(&run("esbuild", &options, folder.path()));
    assert_eq!(stdout(&run("node", &["bundled.mjs"], folder.path())), "5");
}

/// Inputs as somebody gives them who writes JSON: by key, numbers as numbers.
fn given(fragment: &str) -> BTreeMap<String, Value> {
    let pairs = fragment.split('&').filter_map(|pair| pair.split_once('='));
    let value = |text: &str| text.parse::<f64>().map_or_else(|_| text.into(), Value::from);
    pairs.filter(|(key, _)| *key != "v").map(|(key, text)| (key.to_owned(), value(text))).collect()
}

/// Random scenarios, the same in every run: with prices of one's own, and of each its inputs and its result.
fn scenarios(count: usize) -> Vec<Value> {
    let mut runner = TestRunner::deterministic();
    let any = (any_scenario(), any_own_prices());
    let one = |_| {
        let (mut scenario, prices) = any.new_tree(&mut runner).expect("a scenario").current();
        scenario.own_prices = prices;
        let fragment = link::format(&scenario);
        let result: Value = serde_json::from_str(&evaluate(&fragment)).expect("JSON");
        json!({ "inputs": given(&fragment), "result": result })
    };
    (0..count).map(one).collect()
}

/// What a validator has against these, by the schemas of the package.
fn found(folder: &Temporary, scenarios: &[Value]) -> Value {
    let mut node = Command::new("node")
        .arg("validate.mjs")
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node");
    let text = serde_json::to_vec(scenarios).expect("JSON");
    node.stdin.take().expect("standard input").write_all(&text).expect("writing");
    let output = node.wait_with_output().expect("node");
    serde_json::from_str(&stdout(&output)).expect("JSON")
}

#[test]
fn five_hundred_scenarios_are_valid_by_the_schemas_and_a_missing_field_is_found() {
    let folder = consumer();
    let scenarios = scenarios(500);
    let all = found(&folder, &scenarios);
    assert_eq!(all["checked"], 1500);
    assert_eq!(all["found"], json!([]));

    // A result with a field that the schema does not know, at the top and deep inside; one that lacks a field; inputs with a wrong key.
    let one = &scenarios[0];
    let mut wrong = vec![one.clone(), one.clone(), one.clone(), one.clone()];
    wrong[0]["result"]["more"] = json!(1);
    wrong[1]["result"]["quotes"][0]["more"] = json!(1);
    wrong[2]["result"].as_object_mut().expect("an object").remove("failure");
    wrong[3]["inputs"]["no_such"] = json!(1);
    let faults = found(&folder, &wrong)["found"].as_array().expect("a list").len();
    // What is missing breaks both forms of the schema.
    assert_eq!(faults, 5);
}
