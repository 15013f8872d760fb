//! The lines that put the calculator into a page of somebody else's: see docs/embedding.md.

/// What can be chosen about an embedded calculator. Empty texts are the defaults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options<'a> {
    /// The calculator's address: without a query or a fragment, with a slash at the end.
    pub page: &'a str,
    /// The inputs, as a share link's fragment.
    pub fragment: &'a str,
    /// `light` or `dark`; otherwise it follows the page around.
    pub theme: &'a str,
    /// The parts to show, with spaces between.
    pub show: &'a str,
    /// The height in pixels; otherwise it follows the content.
    pub height: &'a str,
}

/// An attribute, unless its value is empty.
fn attribute(name: &str, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    // Names of scenarios do not get here, but prices and fragments of old links might hold anything.
    let value = value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    [" ", name, "=\"", &value, "\""].concat()
}

/// The script, and the element that follows its content and the page's theme.
#[must_use]
pub fn element(options: Options) -> String {
    let Options { page, fragment, theme, show, height } = options;
    [
        "<script async",
        &attribute("src", &[page, "embed.js"].concat()),
        "></script>\n<stemedb-sizing",
        &attribute("scenario", fragment),
        &attribute("theme", theme),
        &attribute("show", show),
        &attribute("height", height),
        "></stemedb-sizing>",
    ]
    .concat()
}

/// A frame for pages without scripts.
#[must_use]
pub fn plain_frame(options: Options) -> String {
    let mut address = options.page.to_owned();
    let mut mark = "?";
    for (name, value) in [("theme=", options.theme), ("show=", options.show)] {
        if !value.is_empty() {
            address = [&address, mark, name, &value.replace(' ', ",")].concat();
            mark = "&";
        }
    }
    let height = if options.height.is_empty() { "720" } else { options.height };
    [
        "<iframe title=\"StemeDB sizing calculator\" width=\"100%\"",
        &attribute("height", height),
        " loading=\"lazy\" allow=\"clipboard-write\"",
        &attribute("src", &[&address, "#", options.fragment].concat()),
        "></iframe>",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "https://sizing.example.org/";

    #[test]
    fn says_only_what_was_chosen() {
        let options = Options { page: PAGE, fragment: "v=1&a=10", ..Options::default() };
        assert_eq!(
            element(options),
            "<script async src=\"https://sizing.example.org/embed.js\"></script>\n<stemedb-sizing scenario=\"v=1&amp;a=10\"></stemedb-sizing>"
        );
        assert_eq!(
            plain_frame(options),
            "<iframe title=\"StemeDB sizing calculator\" width=\"100%\" height=\"720\" loading=\"lazy\" allow=\"clipboard-write\" src=\"https://sizing.example.org/#v=1&amp;a=10\"></iframe>"
        );
    }

    #[test]
    fn says_all_that_was_chosen() {
        let options = Options {
            page: PAGE,
            fragment: "v=1",
            theme: "dark",
            show: "results cost",
            height: "500",
        };
        assert!(element(options).ends_with(
            "<stemedb-sizing scenario=\"v=1\" theme=\"dark\" show=\"results cost\" height=\"500\"></stemedb-sizing>"
        ));
        assert!(plain_frame(options).contains(
            "height=\"500\" loading=\"lazy\" allow=\"clipboard-write\" src=\"https://sizing.example.org/?theme=dark&amp;show=results,cost#v=1\">"
        ));
    }

    #[test]
    fn nothing_gets_out_of_an_attribute() {
        let options = Options { page: PAGE, fragment: "\"><script>", ..Options::default() };
        for snippet in [element(options), plain_frame(options)] {
            assert!(snippet.contains("&quot;>&lt;script>\""), "{snippet}");
        }
    }
}
