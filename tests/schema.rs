//! The JSON Schema of the result, and the documentation that is made of it.
#![cfg(not(target_arch = "wasm32"))]

use std::{fs, path::Path};

use exchange::result::schema;
use serde_json::Value;

/// Every object with fields in a schema, with a name for messages.
fn objects<'a>(schema: &'a Value, name: &str, found: &mut Vec<(String, &'a Value)>) {
    if schema["properties"].is_object() {
        found.push((name.to_owned(), &schema["properties"]));
    }
    for (key, one) in schema.as_object().into_iter().flatten() {
        objects(one, &format!("{name}.{key}"), found);
    }
}

#[test]
fn every_field_of_inputs_and_result_is_documented() {
    let [result, inputs] = [schema::result(), schema::inputs()];
    let mut all = Vec::new();
    objects(&result, "result", &mut all);
    objects(&inputs, "inputs", &mut all);
    assert!(all.len() > 20, "only {} objects were seen", all.len());
    for (object, properties) in all {
        for (name, field) in properties.as_object().expect("fields") {
            let words = field["description"].as_str().unwrap_or_default();
            assert!(
                words.len() > 3 && words.ends_with('.'),
                "{object}: the field {name} has no docstring that is a sentence: {words:?}"
            );
        }
    }
}

#[test]
fn the_documentation_has_every_field_of_the_result() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/result.md");
    let docs = fs::read_to_string(docs).expect("docs/result.md");
    let table = schema::table();
    assert!(
        docs.ends_with(&format!("\n\n{table}")),
        "docs/result.md should end with what `cargo run --example schema -- table` prints:\n{table}"
    );
}
