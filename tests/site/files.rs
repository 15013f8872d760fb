//! The files of the site by themselves.

use std::{collections::BTreeSet, fs, io::Read};

use base64::{Engine, engine::general_purpose::STANDARD};
use model::guide::coefficients::MODEL_VERSION;
use serde_json::Value;
use sha2::{Digest, Sha384};

use crate::folder::{
    between, files, for_programmers, has_fingerprint, root, sha256, site, text, version,
};

/// For everything that a first visit transfers before the calculator is ready, with the page's own budget.
const FIRST_VISIT: usize = 215_000;

/// Without the compressed forms and what is for hosts.
fn published() -> Vec<(String, Vec<u8>)> {
    files(&site())
        .into_iter()
        .filter(|(name, _)| !name.ends_with(".br") && !name.ends_with(".gz") && name != "_headers")
        .collect()
}

fn names() -> BTreeSet<String> {
    published().into_iter().map(|(name, _)| name).collect()
}

/// Every attribute of a tag as name and value, with or without quotes.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = tag.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
    while let Some(start) = rest.find(|c: char| !c.is_whitespace()) {
        rest = &rest[start..];
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let (taken, left) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).expect("a closed quote"),
                _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
            value = taken.to_owned();
            rest = left;
        }
        found.push((name, value));
    }
    found
}

fn attribute<'a>(tag: &'a [(String, String)], name: &str) -> Option<&'a str> {
    tag.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
}

/// The tags of index.html that load or name something, as kind and attributes.
fn tags() -> Vec<(String, Vec<(String, String)>)> {
    let page = text(&site(), "index.html");
    between(&page, "<", ">")
        .filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(|tag| {
            (tag.split(char::is_whitespace).next().unwrap_or_default().into(), attributes(tag))
        })
        .collect()
}

/// What index.html names, as paths in the site.
fn named_by_the_page() -> Vec<String> {
    let mut found = Vec::new();
    for (_, tag) in tags() {
        for (name, value) in tag {
            if name == "href" || name == "src" || name.starts_with("data-") {
                found.push(value);
            }
        }
    }
    found
}

#[test]
fn every_reference_is_relative_and_leads_to_a_file() {
    let names = names();
    let mut seen = 0;
    let mut check = |place: &str, reference: &str| {
        let path = reference.strip_prefix("./").unwrap_or(reference);
        assert!(names.contains(path), "{place} names {reference}, which there is not");
        seen += 1;
    };
    for reference in named_by_the_page() {
        assert!(reference.starts_with("./"), "{reference}");
        check("index.html", &reference);
    }
    let extensions =
        [".js", ".wasm", ".css", ".svg", ".png", ".html", ".txt", ".json", ".webmanifest"];
    for (name, bytes) in published() {
        if !name.ends_with(".js") && !name.ends_with(".webmanifest") {
            continue;
        }
        let text = String::from_utf8(bytes).expect("a text");
        for quote in ['"', '\'', '`'] {
            for literal in text.split(quote) {
                let path =
                    literal.bytes().all(|b| b.is_ascii_alphanumeric() || b"./_-".contains(&b));
                // What wasm-bindgen calls the object with a program's imports; there is no such file.
                if literal == format!("./{}_bg.js", stem(&name)) {
                    continue;
                }
                if path && extensions.iter().any(|e| literal.ends_with(e) && literal != *e) {
                    check(&name, literal);
                }
            }
        }
    }
    assert!(seen > 20, "only {seen} references were seen");
}

/// The name that a file's author gave it, without its ending.
fn stem(name: &str) -> &str {
    name.rsplit_once('-').map_or(name, |(stem, _)| stem)
}

#[test]
fn names_carry_the_fingerprint_of_the_content_or_are_among_the_stable_ones() {
    let stable = [
        "embed.js",
        "evaluate.js",
        "index.html",
        "licences.txt",
        "manifest.webmanifest",
        "sw.js",
        "version.json",
    ];
    for (name, bytes) in published() {
        if has_fingerprint(&name) {
            assert!(name.contains(&sha256(&bytes)[..16]), "{name}");
        } else {
            let stable = stable.contains(&name.as_str()) || name.ends_with(".html");
            assert!(stable || for_programmers(&name), "{name}");
        }
    }
}

#[test]
fn scripts_and_style_sheets_carry_the_fingerprint_that_browsers_check() {
    let mut checked = 0;
    for (kind, tag) in tags() {
        let rel = attribute(&tag, "rel");
        let must = (kind == "script" && attribute(&tag, "src").is_some())
            || matches!(rel, Some("stylesheet" | "modulepreload"));
        let integrity = attribute(&tag, "integrity");
        assert_eq!(integrity.is_some(), must, "{kind} {tag:?}");
        if let Some(integrity) = integrity {
            let target = attribute(&tag, "src").or(attribute(&tag, "href")).expect("an address");
            let bytes = fs::read(site().join(target)).expect("a file");
            let expected = format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)));
            assert_eq!(integrity, expected, "{target}");
            checked += 1;
        }
    }
    assert!(checked >= 4, "only {checked} were seen");
}

#[test]
fn the_service_worker_lists_every_file_with_its_fingerprint() {
    let worker = text(&site(), "sw.js");
    let list = between(&worker, "FILES=", "]]").next().expect("a list").to_owned() + "]]";
    let list: Vec<(String, String, u8)> = serde_json::from_str(&list).expect("a list");
    let mut listed = BTreeSet::new();
    for (path, integrity, stable) in list {
        let name = if path == "./" { "index.html" } else { path.strip_prefix("./").expect("./") };
        let bytes = fs::read(site().join(name)).expect("a file");
        assert_eq!(integrity, format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes))));
        assert_eq!(stable == 0, has_fingerprint(name), "{name}");
        listed.insert(name.to_owned());
    }
    let mut expected = names();
    expected.retain(|name| name != "sw.js" && name != "version.json" && !for_programmers(name));
    assert_eq!(listed, expected);
}

#[test]
fn compressed_forms_are_there_and_hold_the_same() {
    let mut compared = 0;
    let all = files(&site());
    for (name, bytes) in published() {
        if name.ends_with(".png") {
            assert!(!all.contains_key(&format!("{name}.br")), "{name} is compressed already");
            continue;
        }
        let mut unpacked = Vec::new();
        let packed = &all[&format!("{name}.br")];
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut unpacked).expect("brotli");
        assert!(unpacked == bytes, "{name}.br");
        unpacked.clear();
        let packed = &all[&format!("{name}.gz")];
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).expect("gzip");
        assert!(unpacked == bytes, "{name}.gz");
        compared += 1;
    }
    let packed = all.keys().filter(|name| name.ends_with(".br") || name.ends_with(".gz")).count();
    assert_eq!(packed, 2 * compared, "a compressed form of something that there is not");
}

#[test]
fn a_first_visit_stays_within_the_budget() {
    let all = files(&site());
    let mut table = String::new();
    let mut sum = 0;
    let named =
        named_by_the_page().into_iter().map(|path| path.trim_start_matches("./").to_owned());
    let loaded: BTreeSet<_> = named
        .chain(["index.html".to_owned()])
        .filter(|name| !name.starts_with("frame") && name != "licences.txt")
        .collect();
    for name in loaded {
        let bytes = all.get(&format!("{name}.br")).unwrap_or_else(|| &all[&name]).len();
        table += &format!("{bytes:>9}  {name}\n");
        sum += bytes;
    }
    println!("{table}{sum:>9}  of {FIRST_VISIT}");
    assert!(sum > 50_000 && sum <= FIRST_VISIT, "{sum} bytes:\n{table}");
}

#[test]
fn the_licences_name_what_is_compiled_in_and_nothing_else() {
    let list = text(&site(), "licences.txt");
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    for name in ["leptos", "reactive_graph", "tachys", "serde", "wasm-bindgen", "js-sys"] {
        let entry = format!("name = \"{name}\"\nversion = \"");
        let version = between(&lock, &entry, "\"").next().expect("a version");
        assert!(list.contains(&format!("\n{name} {version}: ")), "{name} {version} is not listed");
    }
    assert!(list.contains("\nThe Rust standard library 1."));
    assert!(list.contains("Permission is hereby granted, free of charge"));
    // Tests, build scripts and macros are not in it.
    for name in ["axum", "thirtyfour", "serde_derive", "wasm-bindgen-macro"] {
        assert!(!list.contains(&format!("\n{name} ")), "{name} is listed");
    }
    assert!(named_by_the_page().contains(&"./licences.txt".into()));
}

#[test]
fn the_version_file_tells_what_was_built_from_what() {
    let version = version(&site());
    assert_eq!(version["name"], env!("CARGO_PKG_NAME"));
    assert_eq!(version["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(version["model_version"], MODEL_VERSION);
    let commit = &version["commit"];
    assert!(commit.is_null() || commit.as_str().is_some_and(|hash| hash.len() == 40), "{commit}");
    let read = version["prices_read"].as_object().expect("an object");
    for (provider, dates) in read {
        // A provider with one region has none of the last three.
        let data: String =
            ["machines", "disks", "traffic", "commitments", "machine_prices", "regional_prices"]
                .map(|file| root().join(format!("data/{provider}/{file}.toml")))
                .into_iter()
                .filter_map(|path| fs::read_to_string(path).ok())
                .collect();
        // Where a second-hand source has no date, it says "unknown".
        let known: BTreeSet<_> =
            between(&data, "read = \"", "\"").filter(|date| date.starts_with("20")).collect();
        assert_eq!(dates["newest"].as_str(), known.last().copied(), "{provider}");
        assert_eq!(dates["oldest"].as_str(), known.first().copied(), "{provider}");
    }
    let providers = fs::read_dir(root().join("data")).expect("data/");
    let folders = providers.filter(|entry| entry.as_ref().expect("an entry").path().is_dir());
    assert_eq!(read.len(), folders.count());
    assert!(!read.is_empty());
    let listed: Vec<_> = version["files"].as_array().expect("a list").iter().collect();
    let others: Vec<_> =
        published().into_iter().filter(|(name, _)| name != "version.json").collect();
    assert_eq!(listed.len(), others.len());
    for (entry, (name, bytes)) in listed.iter().zip(others) {
        assert_eq!(entry["path"], name);
        assert_eq!(entry["bytes"], bytes.len(), "{name}");
        assert_eq!(entry["sha256"], sha256(&bytes), "{name}");
        let packed = fs::metadata(site().join(format!("{name}.br"))).ok().map(|file| file.len());
        assert_eq!(entry["brotli_bytes"], serde_json::to_value(packed).expect("JSON"), "{name}");
    }
    let worker = text(&site(), "sw.js");
    assert!(worker.contains(version["site_version"].as_str().expect("a version")));
}

#[test]
fn the_manifest_names_icons_of_the_sizes_it_says() {
    let manifest: Value =
        serde_json::from_str(&text(&site(), "manifest.webmanifest")).expect("a manifest");
    for key in ["name", "short_name", "start_url", "scope", "display", "theme_color"] {
        assert!(manifest[key].is_string(), "{key}");
    }
    let mut sizes = BTreeSet::new();
    for icon in manifest["icons"].as_array().expect("icons") {
        let bytes = fs::read(site().join(icon["src"].as_str().expect("a path"))).expect("an icon");
        assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n");
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("4 bytes"));
        assert_eq!(icon["sizes"], format!("{}x{}", number(16), number(20)));
        assert!(icon["purpose"].as_str().expect("a purpose").contains("maskable"));
        sizes.insert(number(16));
    }
    assert_eq!(sizes, BTreeSet::from([192, 512]));
}

#[test]
fn the_headers_for_hosts_repeat_the_pages_policy_and_cover_every_file() {
    let headers = text(&site(), "_headers");
    let policy = policy();
    assert!(headers.contains(&format!("  Content-Security-Policy: {policy}; frame-ancestors *\n")));
    for name in names() {
        let path = if name == "index.html" { "/" } else { &format!("/{name}") };
        let start = format!("\n{path}\n  Cache-Control: ");
        let caching = between(&headers, &start, "\n").next();
        let expected =
            if has_fingerprint(&name) { "public, max-age=31536000, immutable" } else { "no-cache" };
        assert_eq!(caching, Some(expected), "{path}");
    }
}

/// The policy that index.html itself carries.
pub fn policy() -> String {
    let tags = tags();
    let meta = tags
        .iter()
        .find(|(_, tag)| attribute(tag, "http-equiv") == Some("Content-Security-Policy"));
    attribute(&meta.expect("a policy").1, "content").expect("a policy").to_owned()
}
