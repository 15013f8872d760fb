//! The example `size`, as somebody runs it in a shell.
#![cfg(not(target_arch = "wasm32"))]

use std::{
    env,
    io::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use exchange::result::evaluate;
use serde_json::Value;

const LINK: &str = "https://sizing.example.org/#v=1&a=100000&q=1000";
const FILE: &str = r#"{"format": "stemedb-sizing", "version": 1, "scenarios": [
  {"id": "one", "name": "Production", "link": "v=1&a=100000&q=1000"},
  {"id": "two", "name": "Pilot", "link": "v=1"}
]}"#;

/// The program, which cargo builds beside the tests.
fn program() -> PathBuf {
    let tests = env::current_exe().expect("a path");
    let built = tests.parent().and_then(|deps| deps.parent()).expect("the folder of the build");
    let program = built.join("examples/size");
    assert!(program.is_file(), "there is no {}: run cargo build --examples", program.display());
    program
}

fn run(arguments: &[&str], input: &str) -> Output {
    let mut size = Command::new(program())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    // Who does not read is not waited for.
    let _ = size.stdin.take().expect("standard input").write_all(input.as_bytes());
    size.wait_with_output().expect("its end")
}

/// What it writes, and what it says on standard error, if it ends with this code.
fn ends(code: i32, arguments: &[&str], input: &str) -> (String, String) {
    let output = run(arguments, input);
    let [out, said] = [output.stdout, output.stderr].map(|b| String::from_utf8(b).expect("a text"));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
    (out, said)
}

#[test]
fn a_link_is_sized_however_it_is_given() {
    let expected = evaluate("a=100000&q=1000") + "\n";
    for (arguments, input) in [
        (&[LINK][..], ""),
        (&["a=100000&q=1000"], ""),
        (&["#a=100000&q=1000"], ""),
        (&["-"], LINK),
        (&["--as", "json", "-"], "a=100000&q=1000\n"),
    ] {
        assert_eq!(ends(0, arguments, input), (expected.clone(), String::new()), "{arguments:?}");
    }
    assert_eq!(ends(0, &[], "").0, evaluate("") + "\n");
}

#[test]
fn each_scenario_of_a_file_is_sized() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join("scenarios.json");
    std::fs::write(&file, FILE).expect("a file");
    let (out, said) = ends(0, &[&file.to_string_lossy()], "");
    let nodes: Vec<_> = out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["nodes"].clone())
        .collect();
    assert_eq!((nodes, said.as_str()), (vec![5.into(), 1.into()], ""));
    assert_eq!(ends(0, &["-"], FILE).0, out);
    // Its name is in the report.
    let (report, _) = ends(0, &["--as", "markdown", "-"], FILE);
    assert!(report.contains("Production") && report.contains("Pilot"));
}

#[test]
fn every_form_is_what_it_says() {
    let form = |name| ends(0, &["--as", name, LINK], "").0;
    assert!(form("markdown").starts_with("# ") && form("markdown").contains("\n| "));
    assert!(form("csv").starts_with("\u{feff}\"Section\","));
    assert!(form("rules").contains("\ngroups:") || form("rules").starts_with("groups:"));
    assert!(form("operator").contains("kind: PrometheusRule"));
    let dashboard: Value = serde_json::from_str(&form("dashboard")).expect("JSON");
    assert!(dashboard["panels"].as_array().is_some_and(|panels| panels.len() > 3));
    assert!(ends(0, &["--help"], "").0.starts_with("usage: size"));
}

#[test]
fn what_cannot_be_read_is_said_and_told_by_the_exit_code() {
    // In part: a value, and a scenario of a file.
    let (out, said) = ends(1, &["a=100000&q=abc"], "");
    assert_eq!(out, evaluate("a=100000&q=abc") + "\n");
    assert!(said.starts_with("q: "), "{said}");
    let (out, said) = ends(1, &["-"], &FILE.replace(r#""id": "two", "#, ""));
    assert_eq!((out.lines().count(), said.contains("has no id")), (1, true), "{said}");
    // Nothing: no file, none of scenarios.
    assert!(ends(2, &["/no/such/file.json"], "").1.contains("cannot be read"));
    assert!(ends(2, &["-"], "{\"a\": 1}").1.contains("no file of scenarios"));
    assert!(ends(2, &["-"], "{").1.contains("no readable JSON"));
    // Not understood.
    for wrong in [&["--as", "pdf", LINK][..], &["--as"], &["--no-such"], &[LINK, LINK]] {
        let (out, said) = ends(64, wrong, "");
        assert!(out.is_empty() && said.contains("usage: size"), "{wrong:?}: {said}");
    }
}
