//! promtool, which checks rules and runs them on series that tests make up.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs};

use serde_json::{Value as Json, json};

/// A folder for programs to work in, which goes away with it.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("monitoring-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).expect("a file");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a variable names, or the program of that name on PATH.
pub fn program(variable: &str, name: &str) -> String {
    env::var(variable).unwrap_or_else(|_| name.to_owned())
}

pub struct Promtool(Folder);

impl Promtool {
    pub fn new() -> Self {
        Self(Folder::new())
    }

    fn run(&self, arguments: &[&str]) -> Result<(), String> {
        let program = program("PROMTOOL", "promtool");
        let output = Command::new(&program).args(arguments).current_dir(&self.0.0).output().unwrap_or_else(|error| {
            panic!("{program} does not start ({error}): run scripts/test.sh native, which installs it, or name it with PROMTOOL")
        });
        let said = [output.stdout, output.stderr].concat();
        if output.status.success() {
            Ok(())
        } else {
            Err(String::from_utf8_lossy(&said).into_owned())
        }
    }

    /// Loads rules as Prometheus does, its advice being binding.
    pub fn check(&self, rules: &str) -> Result<(), String> {
        self.0.write("rules.yml", rules);
        self.run(&["check", "rules", "--lint=all", "--lint-fatal", "rules.yml"])
    }

    /// Runs tests, given as promtool has them, on the rules.
    pub fn test(&self, rules: &str, every: &str, tests: &[Json]) -> Result<(), String> {
        self.0.write("rules.yml", rules);
        let file =
            json!({ "rule_files": ["rules.yml"], "evaluation_interval": every, "tests": tests });
        self.0.write("tests.yml", &ascii(&file));
        self.run(&["test", "rules", "tests.yml"])
    }
}

/// JSON that YAML reads as the same: what JSON takes raw and YAML does not is escaped.
pub fn ascii(json: &Json) -> String {
    let escape = |c: char| match c as u32 {
        code @ 0x7f..=0xffff => format!("\\u{code:04x}"),
        code @ 0x1_0000.. => format!("\\U{code:08x}"),
        _ => c.to_string(),
    };
    json.to_string().chars().map(escape).collect()
}

/// Text as PromQL has it.
pub fn promql(text: &str) -> String {
    ascii(&json!(text))
}

/// That exactly these alerts are firing at this time.
pub fn firing(at: &str, alerts: &[&str]) -> Json {
    let samples: Vec<_> = alerts
        .iter()
        .map(|alert| json!({ "labels": format!("{{alertname=\"{alert}\"}}"), "value": 1 }))
        .collect();
    json!({ "expr": "group by (alertname) (ALERTS{alertstate=\"firing\"})", "eval_time": at, "exp_samples": samples })
}
