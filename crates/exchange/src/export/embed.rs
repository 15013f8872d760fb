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

/// What a site is made with, and where its lines go. In the texts, `{page}` is the calculator's address, `{element}` the element,
/// and `{attributes}` what the element says.
#[derive(Clone, Copy, Debug)]
pub struct Generator {
    /// What its users call it.
    pub name: &'static str,
    /// The file that has to know of the calculator once for the whole site. Empty: none has to.
    pub file: &'static str,
    /// What stands in that file.
    once: &'static str,
    /// What stands in a page.
    page: &'static str,
}

const ELEMENT: &str = "{element}";

/// All of them, in the order of choice. tests/embed builds a site with each, from the lines as docs/embedding.md has them.
pub const GENERATORS: [Generator; 8] = [
    Generator {
        name: "HTML, mdBook, MkDocs, Zensical",
        file: "",
        once: "",
        page: "<script async src=\"{page}embed.js\"></script>\n{element}",
    },
    Generator {
        name: "VitePress",
        file: ".vitepress/config.mjs",
        once: "export default {
  head: [[\"script\", { async: \"\", src: \"{page}embed.js\" }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === \"stemedb-sizing\" } } },
};",
        page: ELEMENT,
    },
    Generator {
        name: "Docusaurus",
        file: "docusaurus.config.js",
        once: "scripts: [{ src: \"{page}embed.js\", async: true }],",
        page: ELEMENT,
    },
    Generator {
        name: "Starlight",
        file: "astro.config.mjs, in starlight({ ... })",
        once: "head: [{ tag: \"script\", attrs: { async: true, src: \"{page}embed.js\" } }],",
        page: ELEMENT,
    },
    Generator {
        name: "Sphinx",
        file: "conf.py",
        once: "html_js_files = [(\"{page}embed.js\", {\"async\": \"\"})]",
        page: ".. raw:: html\n\n   {element}",
    },
    Generator {
        name: "Sphinx with MyST",
        file: "conf.py",
        once: "html_js_files = [(\"{page}embed.js\", {\"async\": \"\"})]",
        page: "```{raw} html\n{element}\n```",
    },
    Generator {
        name: "Hugo",
        file: "layouts/shortcodes/stemedb-sizing.html",
        once: "<script async src=\"{page}embed.js\"></script>
<stemedb-sizing{{ range $name, $value := .Params }} {{ printf \"%s=\\\"%s\\\"\" $name $value | safeHTMLAttr }}{{ end }}></stemedb-sizing>",
        page: "{{< stemedb-sizing{attributes} >}}",
    },
    Generator {
        name: "docsify",
        file: "index.html",
        once: "<script async src=\"{page}embed.js\"></script>",
        page: ELEMENT,
    },
];

impl Generator {
    /// What the file [`Generator::file`] gets.
    #[must_use]
    pub fn once(&self, options: Options) -> String {
        fill(self.once, options)
    }

    /// What a page gets.
    #[must_use]
    pub fn page(&self, options: Options) -> String {
        fill(self.page, options)
    }
}

fn fill(template: &str, options: Options) -> String {
    let Options { page, fragment, theme, show, height } = options;
    let attributes = [
        attribute("scenario", fragment),
        attribute("theme", theme),
        attribute("show", show),
        attribute("height", height),
    ]
    .concat();
    // What is inside is for readers without scripts, and for paper as long as nothing has loaded.
    let link = attribute("href", &[page, "#", fragment].concat());
    template
        .replace(
            ELEMENT,
            &[
                "<stemedb-sizing{attributes}><a",
                &link,
                ">StemeDB sizing calculator</a></stemedb-sizing>",
            ]
            .concat(),
        )
        .replace("{attributes}", &attributes)
        .replace("{page}", &escaped(page))
}

fn escaped(value: &str) -> String {
    // Names of scenarios do not get here, but prices and fragments of old links might hold anything.
    value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// An attribute, unless its value is empty.
fn attribute(name: &str, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    [" ", name, "=\"", &escaped(value), "\""].concat()
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
        // Rules such as "iframe { height: auto }" are in many style sheets, and where a policy forbids styles the attribute holds.
        "<iframe title=\"StemeDB sizing calculator\" width=\"100%\"",
        &attribute("height", height),
        &attribute("style", &["height: ", height, "px; border: 0"].concat()),
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
    const INSIDE: &str =
        "<a href=\"https://sizing.example.org/#v=1&amp;a=10\">StemeDB sizing calculator</a>";

    #[test]
    fn says_only_what_was_chosen() {
        let options = Options { page: PAGE, fragment: "v=1&a=10", ..Options::default() };
        assert_eq!(
            GENERATORS[0].page(options),
            format!(
                "<script async src=\"https://sizing.example.org/embed.js\"></script>\n<stemedb-sizing scenario=\"v=1&amp;a=10\">{INSIDE}</stemedb-sizing>"
            )
        );
        assert_eq!(
            plain_frame(options),
            "<iframe title=\"StemeDB sizing calculator\" width=\"100%\" height=\"720\" style=\"height: 720px; border: 0\" loading=\"lazy\" allow=\"clipboard-write\" src=\"https://sizing.example.org/#v=1&amp;a=10\"></iframe>"
        );
    }

    #[test]
    fn says_all_that_was_chosen() {
        let options = Options {
            page: PAGE,
            fragment: "v=1&a=10",
            theme: "dark",
            show: "results cost",
            height: "500",
        };
        let attributes =
            "scenario=\"v=1&amp;a=10\" theme=\"dark\" show=\"results cost\" height=\"500\"";
        for generator in GENERATORS {
            let expected = if generator.name == "Hugo" {
                format!("{{{{< stemedb-sizing {attributes} >}}}}")
            } else {
                format!("<stemedb-sizing {attributes}>{INSIDE}</stemedb-sizing>")
            };
            assert!(generator.page(options).contains(&expected), "{}", generator.page(options));
            // The script is named once: for the site, or in the page.
            let all = [generator.once(options), generator.page(options)].concat();
            assert_eq!(all.matches("https://sizing.example.org/embed.js").count(), 1, "{all}");
            assert_eq!(generator.file.is_empty(), generator.once(options).is_empty());
        }
        assert!(plain_frame(options).contains(
            "height=\"500\" style=\"height: 500px; border: 0\" loading=\"lazy\" allow=\"clipboard-write\" src=\"https://sizing.example.org/?theme=dark&amp;show=results,cost#v=1&amp;a=10\">"
        ));
    }

    #[test]
    fn nothing_gets_out_of_an_attribute() {
        let options = Options { page: PAGE, fragment: "\"><script>{page}", ..Options::default() };
        for snippet in
            [GENERATORS[0].page(options), GENERATORS[6].page(options), plain_frame(options)]
        {
            assert!(snippet.contains("&quot;>&lt;script>"), "{snippet}");
        }
    }
}
