//! JSON Schemas of what goes in and what comes out, made from the types that are written. Only with the feature `schema`, which no
//! build for use has.

use std::borrow::Cow;

use model::inputs::{INPUTS, Input, Kind};
use model::scenario::{Scenario, Value};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value as Json, json};

use super::{Inputs, Report};

/// The schema of the result. A later version may have more fields, and lose none that this one has.
#[must_use]
pub fn result() -> Json {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = generator.into_root_schema_for::<Report>();
    // What the types are called inside is nobody's business; formats of numbers are no part of JSON Schema.
    let text = Json::from(schema).to_string().replace("Json\"", "\"");
    let mut schema: Json = serde_json::from_str(&text).unwrap_or_default();
    without_formats(&mut schema);
    schema["title"] = "Result".into();
    schema
}

/// The schema of the inputs that somebody gives: what stands in a share link, by its keys.
#[must_use]
pub fn inputs() -> Json {
    let mut properties = Map::new();
    for input in &INPUTS {
        let mut values = vec![value(input)];
        if input.default.is_none() {
            values.push(json!({ "const": "auto" }));
        }
        let default =
            input.default.map_or_else(|| json!("auto"), |default| written(input, default));
        properties.insert(
            input.code.to_owned(),
            json!({ "description": description(input), "anyOf": values, "default": default }),
        );
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Inputs",
        "description": "The inputs of the calculator. Joined as in a query (new URLSearchParams(inputs)), they are the fragment that it is given; what is left out has its default.",
        "type": "object",
        "properties": properties,
        "patternProperties": {
            "^price\\.": { "type": "number", "description": "A price of your own, in USD: price.PROVIDER.CODE." },
            "^discount\\.": { "type": "number", "description": "A discount in percent: discount.PROVIDER." },
        },
        "additionalProperties": false,
    })
}

/// Label, unit, and what it is.
fn description(input: &Input) -> String {
    let unit = if input.unit.is_empty() { String::new() } else { format!(", {}", input.unit) };
    format!("{}{unit}. {}", input.label, input.help)
}

/// A value in JSON: options by their codes.
fn written(input: &Input, value: f64) -> Json {
    match input.kind {
        Kind::Number { .. } | Kind::Switch => json!(value),
        _ => json!(input.write(value)),
    }
}

/// What a given value may be.
fn value(input: &Input) -> Json {
    match input.kind {
        Kind::Number { min, max, whole, .. } => {
            json!({ "type": if whole { "integer" } else { "number" }, "minimum": min, "maximum": max })
        }
        Kind::Switch => json!({ "type": "integer", "enum": [0, 1] }),
        kind => {
            let codes: Vec<_> = kind.options().iter().map(|option| option.0).collect();
            json!({ "type": "string", "enum": codes })
        }
    }
}

impl JsonSchema for Inputs {
    fn schema_name() -> Cow<'static, str> {
        "Scenario".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut properties = Map::new();
        let defaults = Scenario::default().resolve();
        for input in &INPUTS {
            // What is automatic follows from the others, and may be beyond what can be typed.
            let mut value = match (input.kind, input.default) {
                // Some follow from nothing: where nobody gives them, they stay automatic.
                (Kind::Number { .. }, None) if defaults.value(input.key) == Value::Code("auto") => {
                    json!({ "anyOf": [{ "type": "number" }, { "const": "auto" }] })
                }
                (Kind::Number { .. }, None) => json!({ "type": "number" }),
                _ => value(input),
            };
            value["description"] = description(input).into();
            properties.insert(input.code.to_owned(), value);
        }
        let required: Vec<_> = properties.keys().cloned().collect();
        json_schema!({
            "type": "object",
            "description": "Every input by its code, with the value that was used.",
            "properties": properties,
            "required": required,
        })
    }
}

fn without_formats(schema: &mut Json) {
    match schema {
        Json::Object(map) => {
            // Not a field that is called so: of those the value is an object.
            if map.get("format").is_some_and(Json::is_string) {
                map.remove("format");
            }
            map.values_mut().for_each(without_formats);
        }
        Json::Array(list) => list.iter_mut().for_each(without_formats),
        _ => {}
    }
}

/// A line of Markdown for every field of the result, by its place: `quotes[].fails[].rule`.
#[must_use]
pub fn table() -> String {
    let schema = result();
    let mut rows = String::from("| field | type | meaning |\n|---|---|---|\n");
    rows_of(&schema, &schema, "", &mut rows);
    rows
}

fn rows_of(root: &Json, object: &Json, place: &str, rows: &mut String) {
    let Some(properties) = object["properties"].as_object() else { return };
    for (name, field) in properties {
        // The inputs have a table of their own.
        let place = format!("{place}{name}");
        let (kind, inner, list) = kind(root, field);
        let words = field["description"].as_str().unwrap_or_default().replace('|', "\\|");
        *rows += &format!("| `{place}` | {kind} | {} |\n", words.replace('\n', " "));
        if place != "scenario"
            && let Some(inner) = inner
        {
            rows_of(root, inner, &format!("{place}{}.", if list { "[]" } else { "" }), rows);
        }
    }
}

/// What a field is in words, the object in it, and whether it is a list of them.
fn kind<'a>(root: &'a Json, field: &'a Json) -> (String, Option<&'a Json>, bool) {
    if let Some(name) = field["$ref"].as_str() {
        let inner = root.pointer(name.trim_start_matches('#')).unwrap_or(&Json::Null);
        return ("object".to_owned(), Some(inner), false);
    }
    if let Some(options) = field["anyOf"].as_array() {
        let (mut words, inner, list) = kind(root, &options[0]);
        words += " or null";
        return (words, inner, list);
    }
    match &field["type"] {
        Json::String(name) if name == "array" => {
            let (words, inner, _) = kind(root, &field["items"]);
            (format!("list of {words}s"), inner, true)
        }
        Json::String(name) => (name.clone(), None, false),
        Json::Array(names) => {
            let names: Vec<_> = names.iter().filter_map(Json::as_str).collect();
            let list = names.contains(&"array");
            let (words, inner, _) =
                if list { kind(root, &field["items"]) } else { (names[0].to_owned(), None, false) };
            let words = if list { format!("list of {words}s") } else { words };
            (format!("{words} or null"), inner, list)
        }
        _ => (String::new(), None, false),
    }
}
