//! What one move of a slider costs, with everything on the page open.

use std::time::Duration;

use serde_json::{Value, json};

use harness::{Page, with_browser_at, with_flags};

use crate::{
    load::{add_probe, prepare, shifts, slow_down, visit},
    table::Row,
};

/// Three nodes at first, growth over ten years.
pub const SCENARIO: &str = "a=100000&q=1000&i=500&h=120&g=compound";
/// Moves of each slider.
const MOVES: u32 = 150;
/// Ticks before memory is looked at for the first and for the last time.
const FEW: usize = 1_000;
const MANY: usize = 10_000;

/// The times of ticks, and what moved meanwhile.
pub fn rows(origin: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    with_browser_at(origin, async |page| {
        open(page, origin).await;
        for (what, times, limits) in
            [("", 1, [2.0, 16.0]), (", 4x slower processor", 4, [8.0, 50.0])]
        {
            slow_down(page, times).await;
            page.js("probe.ticks = []; probe.tasks = []; probe.shifts = []").await;
            for code in ["a", "q"] {
                drag(page, code).await;
            }
            let probe = page.js("return probe").await;
            let column = |i: usize| -> Vec<f64> {
                let ticks = probe["ticks"].as_array().expect("a list");
                ticks.iter().filter_map(|tick| tick[i].as_f64()).collect()
            };
            rows.push(Row::times(
                &format!("slider tick, handler and effects{what}"),
                &column(0),
                limits[0],
            ));
            rows.push(Row::times(
                &format!("slider tick, to the end of the frame{what}"),
                &column(1),
                limits[1],
            ));
            if times == 1 {
                rows.push(Row::number(
                    "layout shift during ticks",
                    shifts(&probe["shifts"], false),
                    "",
                    0.0,
                ));
                rows.push(Row::number(
                    "longest task during ticks",
                    longest(&probe["tasks"]),
                    "ms",
                    50.0,
                ));
                for shift in probe["shifts"].as_array().expect("a list").iter().take(5) {
                    eprintln!("shift: {shift}");
                }
            }
        }
    });
    rows
}

/// Opens the page with everything on it open.
pub async fn open(page: &Page, origin: &str) {
    prepare(page).await;
    visit_open(page, origin).await;
}

async fn visit_open(page: &Page, origin: &str) {
    visit(page, &format!("{origin}#{SCENARIO}")).await;
    page.js("probe.openAll()").await;
    // What opens makes its content when it is told so.
    page.find("#network code").await;
}

/// Only tasks over 50 ms are reported at all.
fn longest(tasks: &Value) -> f64 {
    let tasks = tasks.as_array().expect("a list");
    tasks.iter().filter_map(|task| task["ms"].as_f64()).fold(0.0, f64::max)
}

/// Drags a slider to and fro, as a mouse does, each move a frame of its own.
pub async fn drag(page: &Page, code: &str) {
    let place = page
        .js_with(
            "const s = probe.slider(arguments[0]); s.scrollIntoView({ block: 'center' });
             const r = s.getBoundingClientRect();
             const at = r.x + 8 + (r.width - 16) * s.value / s.max;
             return { x: r.x, w: r.width, y: r.y + r.height / 2, at }",
            vec![code.into()],
        )
        .await;
    let number = |name: &str| place[name].as_f64().expect("a number");
    let mouse = async |kind: &str, x: f64| {
        let event = json!({ "type": kind, "x": x, "y": number("y"), "button": "left", "buttons": 1, "clickCount": 1 });
        page.devtools("Input.dispatchMouseEvent", event).await;
    };
    mouse("mousePressed", number("at")).await;
    for step in 0..MOVES {
        let across = f64::from(step) / f64::from(MOVES) * 4.0;
        let across = if across % 2.0 < 1.0 { across % 1.0 } else { 1.0 - across % 1.0 };
        mouse("mouseMoved", number("x") + (0.05 + 0.9 * across) * number("w")).await;
        page.driver.execute_async("probe.afterFrame(arguments[0])", vec![]).await.expect("a frame");
    }
    mouse("mouseReleased", number("x") + 0.05 * number("w")).await;
}

/// What the browser holds.
#[derive(Clone, Copy)]
struct Held {
    heap: f64,
    wasm: f64,
    nodes: f64,
    listeners: f64,
}

/// Without V8's optimizing compilers, whose code is in the same heap: they go on for minutes, whatever the page does.
const PLAIN_SCRIPT: &str = "--js-flags=--no-opt --no-maglev --no-sparkplug";
/// What the heap may have more, because V8's notes on functions that ran for the first time are in it.
const NOTES_KB: f64 = 1.0;

/// What is held after few ticks and after many.
pub fn memory(origin: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    with_flags(&[PLAIN_SCRIPT], origin, async |page| {
        add_probe(page).await;
        visit_open(page, origin).await;
        tick(page, FEW).await;
        let few = held(page).await;
        tick(page, MANY - FEW).await;
        let many = held(page).await;
        for (what, unit, more, read) in [
            ("JavaScript heap", "kB", NOTES_KB, (|h| h.heap / 1000.0) as fn(Held) -> f64),
            ("WebAssembly memory", "kB", 0.0, |h| h.wasm / 1000.0),
            ("DOM nodes", "", 0.0, |h| h.nodes),
            ("event listeners", "", 0.0, |h| h.listeners),
        ] {
            let more_text = if more > 0.0 { format!(" and {more} {unit}") } else { String::new() };
            let what = format!("{what} after {MANY} ticks; limit: after {FEW}{more_text}");
            rows.push(Row::number(&what, read(many), unit, read(few) + more));
        }
    });
    rows
}

async fn tick(page: &Page, count: usize) {
    // In one piece: each script that WebDriver sends leaves something in the heap.
    page.driver.set_script_timeout(Duration::from_secs(300)).await.expect("a time limit");
    let script = "const [count, done] = arguments; probe.many('a', count).then(done)";
    page.driver.execute_async(script, vec![count.into()]).await.expect("ticks");
    // The outcome is announced last of all that waits for rest.
    let announced = "const [before, done] = arguments; const said = document.getElementById('announcer');
        const look = () => said.textContent && said.textContent !== before ? done() : setTimeout(look, 50);
        said.textContent = ''; look()";
    page.driver.execute_async(announced, vec![Value::Null]).await.expect("an announcement");
}

async fn held(page: &Page) -> Held {
    page.js("probe.ticks = []; probe.shifts = []; probe.tasks = []").await;
    for _ in 0..3 {
        page.devtools("HeapProfiler.collectGarbage", json!({})).await;
    }
    let number = |value: &Value| value.as_f64().expect("a number");
    let counters = page.devtools("Memory.getDOMCounters", json!({})).await;
    let heap = page.devtools("Runtime.getHeapUsage", json!({})).await;
    let wasm = "const done = arguments[0]; wasmBindings.default().then(w => done(w.memory.buffer.byteLength))";
    let wasm = page.driver.execute_async(wasm, vec![]).await.expect("a size").json().clone();
    Held {
        heap: number(&heap["usedSize"]),
        wasm: number(&wasm),
        nodes: number(&counters["nodes"]),
        listeners: number(&counters["jsEventListeners"]),
    }
}
