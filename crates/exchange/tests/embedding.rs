//! docs/embedding.md has the lines for each generator as the page writes them.

use exchange::export::embed::{GENERATORS, Options, plain_frame};

const PAGE: &str = "https://sizing.example.org/";

/// The fenced block that follows the comment with this name.
fn example<'a>(docs: &'a str, name: &str) -> &'a str {
    let comment = format!("<!-- example: {name} -->\n");
    let (_, rest) = docs.split_once(&comment).unwrap_or_else(|| panic!("no example {name}"));
    let fence = &rest[..rest.find(|c| c != '`').expect("a language")];
    let (_, rest) = rest.split_once('\n').expect("a line");
    rest.split_once(&format!("\n{fence}\n")).expect("the fence's end").0
}

#[test]
fn the_documentation_has_what_the_page_writes() {
    let docs = include_str!("../../../docs/embedding.md");
    let options = Options { page: PAGE, fragment: "a=100000&q=1000", ..Options::default() };
    let mut seen = String::new();
    for generator in GENERATORS {
        let name = generator.name.to_lowercase();
        assert_eq!(example(docs, &format!("{name}, page")), generator.page(options));
        // Sphinx has one file for both of its kinds of pages.
        if !generator.file.is_empty() && !seen.contains(generator.file) {
            assert_eq!(example(docs, &format!("{name}, once")), generator.once(options));
            let file = generator.file.split(',').next().unwrap_or_default();
            assert!(docs.contains(&format!("`{file}`")), "{file}");
        }
        seen.push_str(generator.file);
    }
    let frame = Options { show: "results cost", ..options };
    assert_eq!(example(docs, "plain frame"), plain_frame(frame));
}
