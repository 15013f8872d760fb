//! Sites made with other people's generators, with the lines that docs/embedding.md tells to put there: the folders in
//! tests/embed/sites/, built, and served from another origin than the calculator.
//!
//! They take what `scripts/setup.sh generators` fetches, so they are ignored unless `make test-embed` has it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::json;

use harness::host::{
    FRAMES, folder, frames, heights, inside, noted, type_into, visit, wait_fitted,
};
use harness::{Page, project, wait_for, with_browser};

use crate::{examples::example, paper};

/// A generator, and what has to be known of the sites that it makes.
struct Site {
    /// Its folder in tests/embed/sites/.
    name: &'static str,
    /// Program, and its arguments; `SITE` is the folder, and `TOOLS` where the generators are.
    build: &'static [&'static str],
    /// The folder that it makes, in the site's.
    made: &'static str,
    /// Paths of the page with the calculator, and of the one that has it where it is not seen at first.
    large: &'static str,
    tabs: Option<&'static str>,
    /// Whether the site is dark, by its own word for it.
    dark: &'static str,
    /// Presses the generator's own switch, once: JavaScript.
    switch: &'static str,
    /// Opens what hides the calculator: JavaScript.
    open: &'static str,
}

const VITEPRESS: Site = Site {
    name: "vitepress",
    build: &["node", "TOOLS/node_modules/vitepress/bin/vitepress.js", "build", "SITE"],
    made: ".vitepress/dist",
    large: "/large.html",
    tabs: Some("/tabs.html"),
    dark: "document.documentElement.classList.contains('dark')",
    switch: "document.querySelector('.VPNavBarAppearance .VPSwitchAppearance').click()",
    open: "document.querySelector('details.custom-block').open = true",
};

const DOCUSAURUS: Site = Site {
    name: "docusaurus",
    build: &["node", "TOOLS/node_modules/@docusaurus/core/bin/docusaurus.mjs", "build", "SITE"],
    made: "build",
    large: "/large",
    tabs: Some("/tabs"),
    dark: "document.documentElement.dataset.theme === 'dark'",
    switch: "document.querySelector('nav button[class*=toggleButton]').click()",
    open: "document.querySelectorAll('[role=tab]')[1].click()",
};

const STARLIGHT: Site = Site {
    name: "starlight",
    build: &["node", "TOOLS/node_modules/astro/astro.js", "build", "--root", "SITE"],
    made: "dist",
    large: "/large/",
    tabs: Some("/tabs/"),
    dark: "document.documentElement.dataset.theme === 'dark'",
    switch: "
        const select = document.querySelector('starlight-theme-select select');
        select.value = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
        select.dispatchEvent(new Event('change', { bubbles: true }))",
    open: "document.querySelectorAll('[role=tab]')[1].click()",
};

const MKDOCS: Site = Site {
    name: "mkdocs",
    build: &["python3", "-m", "mkdocs", "build", "--quiet", "--config-file", "SITE/mkdocs.yml"],
    made: "site",
    large: "/large/",
    tabs: Some("/tabs/"),
    dark: "document.body.dataset.mdColorScheme === 'slate'",
    switch: "document.querySelector('[data-md-component=palette] label:not([hidden])').click()",
    open: "document.querySelectorAll('.tabbed-labels label')[1].click()",
};

const ZENSICAL: Site = Site {
    name: "zensical",
    build: &["python3", "TOOLS/python/bin/zensical", "build", "--config-file", "SITE/mkdocs.yml"],
    tabs: None,
    ..MKDOCS
};

const SPHINX: Site = Site {
    name: "sphinx",
    build: &["python3", "-m", "sphinx", "-q", "-b", "html", "SITE", "SITE/made"],
    made: "made",
    large: "/large.html",
    tabs: Some("/tabs.html"),
    dark: "document.body.dataset.theme === 'dark'",
    switch: "document.querySelector('.theme-toggle-header.theme-toggle, .theme-toggle').click()",
    open: "document.querySelector('article details').open = true",
};

const HUGO: Site = Site {
    name: "hugo",
    build: &["python3", "TOOLS/python/bin/hugo", "--quiet", "--source", "SITE"],
    made: "public",
    large: "/large/",
    tabs: None,
    dark: "document.body.classList.contains('night')",
    switch: "document.getElementById('night').click()",
    open: "",
};

const DOCSIFY: Site = Site {
    name: "docsify",
    build: &[
        "cp",
        "TOOLS/node_modules/docsify/dist/docsify.js",
        "TOOLS/node_modules/docsify/dist/themes/core.css",
        "SITE",
    ],
    made: "",
    large: "/#/large",
    ..HUGO
};

/// Copies a folder, and puts the examples of docs/embedding.md where their names stand in double brackets, indented as these are.
fn fill(from: &Path, to: &Path, calculator: &str) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            fill(&path, &target, calculator);
            continue;
        }
        let mut text = String::new();
        for line in fs::read_to_string(&path).expect("a text").lines() {
            let name = line.trim().strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
            let Some(name) = name else {
                text = text + line + "\n";
                continue;
            };
            let indent = &line[..line.len() - line.trim_start().len()];
            for line in example(name, calculator).lines() {
                text = if line.is_empty() { text + "\n" } else { text + indent + line + "\n" };
            }
        }
        fs::write(target, text).expect("a file");
    }
}

/// Where `scripts/setup.sh generators` has put them.
fn tools() -> PathBuf {
    env::var_os("GENERATORS_DIR")
        .expect("GENERATORS_DIR: run make test-embed, which sets it")
        .into()
}

impl Site {
    /// Builds the site in `root` and serves it. Returns its origin.
    fn serve(&self, root: &Path, calculator: &str) -> String {
        let tools = tools();
        fill(&project().join("tests/embed/sites").join(self.name), root, calculator);
        let filled = |text: &str| {
            text.replace("TOOLS", &tools.to_string_lossy()).replace("SITE", &root.to_string_lossy())
        };
        let output = Command::new(self.build[0])
            .args(self.build[1..].iter().map(|argument| filled(argument)))
            .current_dir(root)
            .env("PYTHONPATH", tools.join("python"))
            // Nobody else has to know.
            .envs([
                ("ASTRO_TELEMETRY_DISABLED", "1"),
                ("DO_NOT_TRACK", "1"),
                ("NO_MKDOCS_2_WARNING", "1"),
            ])
            .output()
            .unwrap_or_else(|error| panic!("{}: {error}", self.build[0]));
        assert!(
            output.status.success(),
            "{} does not build:\n{}{}",
            self.name,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        let made = root.join(self.made);
        // Browsers ask for it unasked, and complain.
        fs::write(made.join("favicon.ico"), "").expect("a file");
        folder("", &made)
    }
}

/// A folder that goes with the test, below the packages: Node.js looks for them in the folders above, and not every generator follows
/// a link to them.
struct Root(PathBuf);

impl Root {
    fn new(name: &str) -> Self {
        Self(tools().join(format!("sites/{name}-{}", std::process::id())))
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// How often the calculator's page was loaded since the browser started.
async fn loads(page: &Page) -> usize {
    page.requests().await.iter().filter(|url| url.contains("?parent=")).count()
}

/// Waits until the first calculator on the page runs, and notes what it tells from then on.
async fn wait_running(page: &Page) {
    wait_for("the calculator runs", async || {
        if frames(&page.driver).await.is_empty() {
            return None;
        }
        page.js("document.querySelector('stemedb-sizing').scrollIntoView({ block: 'center' })")
            .await;
        let ready = "return document.documentElement.dataset.ready === 'true'";
        (inside(page, 0, async || page.js(ready).await).await == true).then_some(())
    })
    .await;
    page.js(
        "window.told = [];
        document.querySelector('stemedb-sizing').addEventListener('change', e => told.push({ type: e.type, ...e.detail }))",
    )
    .await;
}

/// As wide as the column that it stands in, and as high as its content.
async fn assert_fits(page: &Page) {
    wait_fitted(page, 0).await;
    let widths = format!(
        "const frame = ({FRAMES})[0], column = document.querySelector('stemedb-sizing').parentElement;
        const style = getComputedStyle(column);
        const room = column.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        return [Math.round(frame.getBoundingClientRect().width - room), room > 300, document.documentElement.scrollWidth > innerWidth]"
    );
    assert_eq!(page.js(&widths).await, json!([0, true, false]));
}

async fn follow_link(page: &Page, text: &str) {
    let click = "
        const link = [...document.querySelectorAll('main a, article a, .document a')].find(a => a.textContent.trim() === arguments[0]);
        link?.click();
        return !!link";
    wait_for(&format!("there is a link {text}"), async || {
        (page.js_with(click, vec![text.into()]).await == true).then_some(())
    })
    .await;
}

fn works(site: &Site) {
    with_browser(async |page| {
        let root = Root::new(site.name);
        let origin = site.serve(&root.0, page.origin());
        visit(page, &format!("{origin}{}", site.large)).await;
        wait_running(page).await;
        let first = "return document.querySelector('.figures .nodes b')?.textContent";
        assert_eq!(inside(page, 0, async || page.js(first).await).await, "5 nodes");
        assert_fits(page).await;
        assert_eq!(loads(page).await, 1, "it loads once");

        // By the generator's own switch, and whatever the system prefers.
        for dark in [true, false, true, false] {
            wait_for(&format!("the site is dark: {dark}"), async || {
                let seen = page.js(&format!("return {}", site.dark)).await;
                if seen == dark {
                    return Some(());
                }
                page.js(site.switch).await;
                None
            })
            .await;
            let theme = "return document.documentElement.dataset.theme";
            wait_for(&format!("the calculator is dark: {dark}"), async || {
                let seen = inside(page, 0, async || page.js(theme).await).await;
                (seen == if dark { "dark" } else { "light" }).then_some(())
            })
            .await;
        }

        inside(page, 0, async || type_into(page, "a", "7000").await).await;
        let change =
            wait_for("a change is told", async || noted(page, "told", "change").await.pop()).await;
        assert_eq!(change["scenario"], "v=1&a=7000&q=1000");
        assert_eq!(loads(page).await, 1, "it has loaded once");

        let printed = paper::pages(&paper::print(page).await).concat();
        for figure in ["5nodes", "Totalassertions", "Openthefullcalculator"] {
            assert!(printed.contains(figure), "{figure} is not on paper: {printed}");
        }
        wait_fitted(page, 0).await;

        // To another page and back.
        follow_link(page, "Another page").await;
        wait_for("the other page", async || {
            (page.js("return document.querySelectorAll('stemedb-sizing').length").await == 0)
                .then_some(())
        })
        .await;
        follow_link(page, "How large?").await;
        wait_running(page).await;
        assert_eq!(inside(page, 0, async || page.js(first).await).await, "5 nodes");
        assert_fits(page).await;
        page.assert_no_console_errors().await;

        if let Some(tabs) = site.tabs {
            visit(page, &format!("{origin}{tabs}")).await;
            let seen = "
                const element = document.querySelector('stemedb-sizing');
                return element?.shadowRoot ? element.checkVisibility() : null";
            wait_for("the element is hidden", async || {
                (page.js(seen).await == false).then_some(())
            })
            .await;
            // A framework takes over the page some time after it is shown.
            wait_for("it opens", async || {
                page.js(site.open).await;
                (page.js(seen).await == true).then_some(())
            })
            .await;
            wait_running(page).await;
            assert_fits(page).await;
            assert!(heights(page, 0).await.0 > 300);
        }
        page.assert_no_console_errors().await;
    });
}

macro_rules! sites {
    ($($name:ident: $site:expr;)*) => {$(
        #[test]
        #[ignore = "takes what scripts/setup.sh generators fetches"]
        fn $name() {
            works(&$site);
        }
    )*};
}

sites! {
    vitepress: VITEPRESS;
    docusaurus: DOCUSAURUS;
    starlight: STARLIGHT;
    mkdocs_material: MKDOCS;
    zensical: ZENSICAL;
    sphinx: SPHINX;
    hugo: HUGO;
    docsify: DOCSIFY;
}
