//! What goes over the wire, and which crates the program's code comes from.

use std::{collections::BTreeMap, fs};

use crate::{named, serve::File, table::Row};

/// Crates with less than this many bytes are added up.
const SMALL: usize = 2_000;

/// Bytes of everything that the page is made of, and code by crate.
pub fn rows(files: &[File]) -> Vec<Row> {
    let sum = |fits: &dyn Fn(&str) -> bool| -> f64 {
        files.iter().filter(|file| fits(&file.name)).map(|file| file.sent as f64).sum::<f64>()
            / 1000.0
    };
    let ends = |end: &'static str| move |name: &str| name.ends_with(end);
    let mut rows = vec![
        Row::number("everything, brotli", sum(&|_| true), "kB", 215.0),
        Row::plain("of it WebAssembly", format!("{:.1} kB", sum(&ends(".wasm")))),
        Row::plain("of it JavaScript", format!("{:.1} kB", sum(&ends(".js")))),
        Row::plain("of it style", format!("{:.1} kB", sum(&ends(".css")))),
    ];
    let named = fs::read(named::wasm()).expect("the named program");
    for (name, bytes) in by_crate(&named) {
        rows.push(Row::plain(
            &format!("code: {name}"),
            format!("{:.1} kB raw", bytes as f64 / 1e3),
        ));
    }
    rows
}

/// Bytes of functions by crate, most first; our own are told apart by module. Then data and the rest.
fn by_crate(wasm: &[u8]) -> Vec<(String, usize)> {
    let (mut code, mut data, mut imported, mut names) = (Vec::new(), 0, 0, BTreeMap::new());
    let mut reader = Reader { bytes: wasm, at: 8 };
    while reader.at < wasm.len() {
        let id = reader.byte();
        let end = reader.number() + reader.at;
        match id {
            0 if reader.text() == "name" => names = function_names(&mut reader, end),
            2 => imported = imports(&mut reader),
            10 => {
                for _ in 0..reader.number() {
                    let size = reader.number();
                    code.push(size);
                    reader.at += size;
                }
            }
            11 => data = end - reader.at,
            _ => {}
        }
        reader.at = end;
    }
    let mut sums: BTreeMap<String, usize> = BTreeMap::new();
    for (i, size) in code.iter().enumerate() {
        let name = names.get(&(i + imported)).map_or("?", |name: &String| name);
        *sums.entry(owner(name)).or_default() += size;
    }
    let small: usize = sums.values().filter(|size| **size < SMALL).sum();
    sums.retain(|_, size| *size >= SMALL);
    let mut list: Vec<_> = sums.into_iter().collect();
    list.sort_by_key(|(_, size)| usize::MAX - size);
    list.push(("others".into(), small));
    list.push(("(data: texts, prices, tables)".into(), data));
    list
}

/// `<alloc[hash]::vec::Vec<T> as ...>::method` is of alloc. The standard library's crates are one, and Leptos's too.
fn owner(name: &str) -> String {
    let path = name.trim_start_matches(['<', '&', '(', '*', '[']);
    let path = path.strip_prefix("dyn ").or(path.strip_prefix("mut ")).unwrap_or(path);
    let (first, rest) = path.split_once('[').unwrap_or((path, ""));
    match first {
        "stemedb_sizing" => {
            let module = rest.split("::").nth(1).unwrap_or_default();
            let module = module.split(['<', '>', ':']).next().unwrap_or_default();
            format!("ours, {module}")
        }
        "core" | "alloc" | "std" | "dlmalloc" | "compiler_builtins" | "hashbrown" => "std".into(),
        "leptos" | "leptos_dom" | "reactive_graph" | "tachys" | "any_spawner" | "or_poisoned"
        | "slotmap" | "send_wrapper" | "indexmap" | "rustc_hash" | "guardian" => {
            "Leptos and its signals".into()
        }
        "wasm_bindgen" | "js_sys" | "web_sys" | "wasm_bindgen_futures" => {
            "wasm-bindgen, web-sys".into()
        }
        other if other.chars().all(|c| c.is_alphanumeric() || c == '_') => other.into(),
        _ => "others".into(),
    }
}

fn imports(reader: &mut Reader) -> usize {
    let mut functions = 0;
    for _ in 0..reader.number() {
        reader.text();
        reader.text();
        match reader.byte() {
            0 => {
                reader.number();
                functions += 1;
            }
            // A table or a memory has limits, a global a type and whether it changes.
            kind @ (1 | 2) => {
                reader.at += usize::from(kind == 1);
                let limits = reader.byte();
                reader.number();
                if limits & 1 == 1 {
                    reader.number();
                }
            }
            _ => reader.at += 2,
        }
    }
    functions
}

fn function_names(reader: &mut Reader, end: usize) -> BTreeMap<usize, String> {
    let mut names = BTreeMap::new();
    while reader.at < end {
        let (kind, size) = (reader.byte(), reader.number());
        let next = reader.at + size;
        if kind == 1 {
            for _ in 0..reader.number() {
                let place = reader.number();
                names.insert(place, reader.text());
            }
        }
        reader.at = next;
    }
    names
}

/// Reads what a WebAssembly file is made of.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn byte(&mut self) -> u8 {
        self.at += 1;
        self.bytes[self.at - 1]
    }

    /// A number in LEB128.
    fn number(&mut self) -> usize {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            value |= usize::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 {
                return value;
            }
        }
    }

    fn text(&mut self) -> String {
        let size = self.number();
        self.at += size;
        String::from_utf8_lossy(&self.bytes[self.at - size..self.at]).into_owned()
    }
}
