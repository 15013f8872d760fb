//! Where the time of slider ticks goes: by function, and by what the browser does between scripts.

use std::{collections::HashMap, fs};

use serde_json::{Value, json};

use harness::{Page, with_browser_at};

use crate::{named, serve::folder, table::Row, ticks};

/// Functions that are listed.
const LISTED: usize = 40;

/// Profiles ticks with the named program in the place of the page's.
pub fn rows(origin: &str) -> Vec<Row> {
    let named = fs::read(named::wasm()).expect("the named program");
    for entry in fs::read_dir(folder().join("served")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.starts_with("stemedb-sizing") && name.ends_with(".wasm") {
            fs::write(&path, &named).expect("a file");
            fs::remove_file(path.with_extension("wasm.br")).expect("a file");
        }
    }
    let mut rows = Vec::new();
    with_browser_at(origin, async |page| {
        ticks::open(page, origin).await;
        page.devtools("Performance.enable", json!({})).await;
        page.devtools("Profiler.enable", json!({})).await;
        page.devtools("Profiler.setSamplingInterval", json!({ "interval": 100 })).await;
        let before = metrics(page).await;
        page.devtools("Profiler.start", json!({})).await;
        ticks::drag(page, "a").await;
        let profile = page.devtools("Profiler.stop", json!({})).await;
        let after = metrics(page).await;
        let count = page.js("return probe.ticks.length").await.as_f64().expect("a number");
        for name in ["TaskDuration", "ScriptDuration", "RecalcStyleDuration", "LayoutDuration"] {
            let ms = (after[name] - before[name]) * 1000.0 / count;
            rows.push(Row::plain(&format!("{name} a tick"), format!("{ms:.2} ms")));
        }
        for name in ["RecalcStyleCount", "LayoutCount"] {
            let times = (after[name] - before[name]) / count;
            rows.push(Row::plain(&format!("{name} a tick"), format!("{times:.2}")));
        }
        rows.extend(functions(&profile["profile"], count));
    });
    rows
}

async fn metrics(page: &Page) -> HashMap<String, f64> {
    let metrics = page.devtools("Performance.getMetrics", json!({})).await;
    let list = metrics["metrics"].as_array().expect("a list").iter();
    list.filter_map(|m| Some((m["name"].as_str()?.to_owned(), m["value"].as_f64()?))).collect()
}

/// The functions with the most time of their own, and with the most in all they call.
fn functions(profile: &Value, ticks: f64) -> Vec<Row> {
    let mut own: HashMap<u64, f64> = HashMap::new();
    let ids = profile["samples"].as_array().expect("samples").iter();
    for (id, delta) in ids.zip(profile["timeDeltas"].as_array().expect("times")) {
        *own.entry(id.as_u64().unwrap_or(0)).or_default() += delta.as_f64().unwrap_or(0.0) / 1000.0;
    }
    let nodes: HashMap<u64, &Value> = profile["nodes"]
        .as_array()
        .expect("nodes")
        .iter()
        .filter_map(|node| Some((node["id"].as_u64()?, node)))
        .collect();
    let (mut selves, mut totals) = (HashMap::new(), HashMap::new());
    let root = profile["nodes"][0]["id"].as_u64().expect("an id");
    walk(root, &nodes, &own, &mut Vec::new(), &mut selves, &mut totals);
    let mut rows = Vec::new();
    for (what, times) in [("own", selves), ("in all", totals)] {
        let mut list: Vec<_> = times.into_iter().collect();
        list.sort_by(|a, b| f64::total_cmp(&b.1, &a.1));
        for (name, ms) in list.into_iter().take(LISTED) {
            let name = name.chars().take(110).collect::<String>();
            rows.push(Row::plain(&format!("{what}: {name}"), format!("{:.3} ms", ms / ticks)));
        }
    }
    rows
}

fn walk(
    id: u64,
    nodes: &HashMap<u64, &Value>,
    own: &HashMap<u64, f64>,
    above: &mut Vec<String>,
    selves: &mut HashMap<String, f64>,
    totals: &mut HashMap<String, f64>,
) -> f64 {
    let node = nodes[&id];
    let name = node["callFrame"]["functionName"].as_str().unwrap_or("?").to_owned();
    let mut sum = own.get(&id).copied().unwrap_or(0.0);
    *selves.entry(name.clone()).or_default() += sum;
    let again = above.contains(&name);
    above.push(name.clone());
    for child in node["children"].as_array().into_iter().flatten() {
        sum += walk(child.as_u64().expect("an id"), nodes, own, above, selves, totals);
    }
    above.pop();
    if !again {
        *totals.entry(name).or_default() += sum;
    }
    sum
}
