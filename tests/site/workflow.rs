//! The workflow that tests and publishes, read by a real parser.

use std::fs;

use saphyr::{LoadableYamlNode, Yaml};

use crate::folder::root;

fn workflow() -> Yaml<'static> {
    let path = root().join(".github/workflows/ci.yml");
    let text = fs::read_to_string(path).expect("the workflow").leak();
    let mut documents = Yaml::load_from_str(text).expect("YAML");
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

fn get<'a>(yaml: &'a Yaml<'static>, path: &[&str]) -> &'a Yaml<'static> {
    path.iter().fold(yaml, |yaml, key| {
        yaml.as_mapping_get(key).unwrap_or_else(|| panic!("there is no {key} of {path:?}"))
    })
}

#[test]
fn tests_before_it_publishes_and_only_what_is_on_main() {
    let workflow = workflow();
    assert_eq!(get(&workflow, &["jobs", "publish", "needs"]).as_str(), Some("test"));
    let condition = get(&workflow, &["jobs", "publish", "if"]).as_str().expect("a condition");
    assert!(condition.contains("github.ref == 'refs/heads/main'"), "{condition}");
    let commands: Vec<_> = steps(&workflow, "test")
        .iter()
        .filter_map(|step| step.as_mapping_get("run")?.as_str())
        .collect();
    let position = |command| commands.iter().position(|run| *run == command);
    assert!(position("make test").expect("make test") < position("make dist").expect("make dist"));
    // Leave to publish is the publishing job's alone.
    assert_eq!(get(&workflow, &["permissions", "contents"]).as_str(), Some("read"));
    assert_eq!(
        get(&workflow, &["jobs", "publish", "permissions", "pages"]).as_str(),
        Some("write")
    );
}

#[test]
fn takes_every_action_by_its_full_version() {
    let workflow = workflow();
    let mut seen = 0;
    for job in ["test", "publish", "advisories"] {
        assert!(get(&workflow, &["jobs", job, "timeout-minutes"]).as_integer().is_some(), "{job}");
        for step in steps(&workflow, job) {
            let Some(action) = step.as_mapping_get("uses").and_then(Yaml::as_str) else { continue };
            let (_, version) = action.split_once("@v").unwrap_or_else(|| panic!("{action}"));
            let parts: Vec<_> = version.split('.').collect();
            assert!(parts.len() == 3 && parts.iter().all(|p| p.parse::<u32>().is_ok()), "{action}");
            seen += 1;
        }
    }
    assert!(seen >= 5, "only {seen} actions were seen");
}

fn steps<'a>(workflow: &'a Yaml<'static>, job: &str) -> &'a Vec<Yaml<'static>> {
    get(workflow, &["jobs", job, "steps"]).as_vec().expect("steps")
}
