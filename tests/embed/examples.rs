//! The examples of docs/embedding.md.

use std::fs;

use harness::project;

/// Where docs/embedding.md has the calculator published.
const EXAMPLE: &str = "https://sizing.example.org/";

/// The fenced block of docs/embedding.md that follows a comment with this name, for a calculator that is published here.
pub fn example(name: &str, calculator: &str) -> String {
    let text = fs::read_to_string(project().join("docs/embedding.md")).expect("docs/embedding.md");
    let (_, rest) = text.split_once(&format!("<!-- example: {name} -->\n")).expect(name);
    // The first line is the fence and the language; the block may have shorter fences in it.
    let fence: String = rest.chars().take_while(|c| *c == '`').collect();
    let (_, rest) = rest.split_once('\n').expect("a line");
    let (block, _) = rest.split_once(&format!("\n{fence}\n")).expect("the fence's end");
    block.replace(EXAMPLE, calculator)
}
