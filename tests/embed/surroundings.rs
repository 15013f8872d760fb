//! What the page around may be like: its theme, layout, rules, policies and isolation, a framework that made it, and paper.

use serde_json::{Value, json};

use harness::host::{
    FRAMES, as_published, frames, heights, host, host_with, inside, noted, type_into, visit,
    wait_fitted, wait_noted,
};
use harness::{Page, wait_for, with_browser};

use crate::paper;

/// The two lines, with these attributes.
fn two_lines(page: &Page, attributes: &str) -> String {
    format!(
        "<script async src=\"{}embed.js\"></script>\n<stemedb-sizing {attributes}><a href=x>How large?</a></stemedb-sizing>",
        page.origin()
    )
}

/// Opens a page of another site with this in it, and waits until every calculator on it runs.
async fn embed(page: &Page, policy: &str, body: String) {
    let count = body.matches("<stemedb-sizing").count();
    let origin = host(policy, &[("/", body)]);
    visit(page, &origin).await;
    wait_noted(page, "told", "ready", count).await;
}

/// How often the calculator's page was loaded since the browser started.
async fn loads(page: &Page) -> usize {
    page.requests().await.iter().filter(|url| url.contains("?parent=")).count()
}

async fn scenario(page: &Page) -> Value {
    inside(page, 0, async || page.js("return window.wasmBindings?.link() ?? null").await).await
}

#[test]
fn the_theme_is_that_of_the_text_around() {
    with_browser(async |page| {
        let body = format!("<div id=around>{}</div>", two_lines(page, "id=one show=results"));
        embed(page, "", body).await;
        let dark = "
            const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number);
            return r + g + b < 200";
        let wait = async |what: &str, expected: bool| {
            wait_for(&format!("the calculator is dark: {expected}, after {what}"), async || {
                inside(page, 0, async || (page.js(dark).await == expected).then_some(())).await
            })
            .await;
        };
        page.js("window.sheet = css => {
                const style = document.createElement('style');
                style.textContent = css;
                document.head.append(style);
                return style;
            }")
            .await;
        wait("nothing", false).await;
        for (script, expected) in [
            // Colours in every notation that a style sheet may have.
            ("root.style.color = 'oklch(0.95 0.01 200)'", true),
            ("root.style.color = 'oklch(0.3 0.05 200)'", false),
            ("root.style.color = 'color(display-p3 0.9 0.92 0.9)'", true),
            ("root.style.color = 'lab(20 0 0)'", false),
            ("root.style.color = 'hsla(232, 15%, 90%, 0.82)'", true),
            ("root.style.color = 'rgb(38 38 37)'", false),
            // The darkest text of a dark theme of mdBook's, coal, and grey text on white.
            ("root.style.color = '#98a3ad'", true),
            ("root.style.color = '#767676'", false),
            (
                "root.style.color = 'light-dark(black, white)'; root.style.colorScheme = 'dark'",
                true,
            ),
            ("root.style.color = ''", true),
            ("root.style.colorScheme = ''", false),
            // Words of somebody else's.
            (
                "window.own = sheet('[data-mode=night] { color: #eee }'); root.dataset.mode = 'night'",
                true,
            ),
            ("delete root.dataset.mode", false),
            (
                "own.textContent = '.shell.dusk { color: #ddd }'; around.className = 'shell dusk'",
                true,
            ),
            ("around.className = 'shell'", false),
            // A sheet that comes, one that is changed, one that goes.
            ("window.other = sheet('body { color: white }')", true),
            ("other.sheet.cssRules[0].style.color = 'black'", false),
            ("other.sheet.cssRules[0].style.color = 'white'", true),
            ("other.remove()", false),
            (
                "window.meta = Object.assign(document.createElement('meta'), { name: 'color-scheme', content: 'dark' }); document.head.append(meta)",
                true,
            ),
            ("meta.remove()", false),
            // A colour that fades.
            (
                "window.slow = sheet('body { transition: color .2s } .dim { color: #ddd }'); document.body.className = 'dim'",
                true,
            ),
            ("document.body.className = ''", false),
            // While it was out of sight.
            (
                "around.style.display = 'none'; around.style.color = '#ddd'; setTimeout(() => { around.style.display = '' }, 50)",
                true,
            ),
            ("around.style.color = ''", false),
            ("one.theme = 'dark'", true),
            ("one.theme = 'auto'", false),
        ] {
            page.js(&format!("const root = document.documentElement; {script}")).await;
            wait(script, expected).await;
        }
        // What the reader's system prefers, on a page that follows it.
        page.dark(true).await;
        wait("a page that is light in any case", false).await;
        page.js("document.documentElement.style.colorScheme = 'light dark'").await;
        wait("a page that follows the system", true).await;
        page.dark(false).await;
        wait("the system's preference", false).await;
        assert_eq!(loads(page).await, 1);
        page.assert_no_console_errors().await;
    });
}

#[test]
fn what_is_inside_the_element_stays_and_listeners_set_early_hear_everything() {
    with_browser(async |page| {
        // As a framework does it: the element is there first, with its children, properties and listeners; the script comes late.
        let body = "<stemedb-sizing id=one show=results><a href=x>How large?</a></stemedb-sizing>";
        let origin = host("", &[("/", body.to_owned())]);
        visit(page, &origin).await;
        let before = page.js("return one.innerHTML").await;
        let script = format!(
            "one.scenario = 'a=100000&q=1000';
            one.title = 'How large?';
            window.early = [];
            for (const type of ['ready', 'change', 'error']) one.addEventListener(type, e => early.push(type));
            const bad = document.createElement('stemedb-sizing');
            bad.src = 'javascript:0';
            const script = document.createElement('script');
            script.src = '{}embed.js';
            document.head.append(script);
            script.onload = () => {{
                document.body.append(bad);
                bad.addEventListener('error', e => early.push(e.detail.code));
            }}",
            page.origin()
        );
        page.js(&script).await;
        wait_noted(page, "told", "ready", 1).await;
        assert_eq!(page.js("return one.innerHTML").await, before);
        assert_eq!(scenario(page).await, "v=1&a=100000&q=1000");
        wait_for("both have told", async || {
            let early = page.js("return early.toSorted()").await;
            (early == json!(["ready", "src"])).then_some(())
        })
        .await;
        assert_eq!(page.js("return one.shadowRoot.mode").await, "open");
        assert_eq!(loads(page).await, 1);
        // Frameworks set true and false.
        let set = "
            one.sandbox = true;
            const set = one.getAttribute('sandbox');
            one.sandbox = false;
            return [set, one.hasAttribute('sandbox')]";
        assert_eq!(page.js(set).await, json!(["", false]));
        page.assert_no_console_errors().await;
    });
}

#[test]
fn what_the_reader_entered_stays() {
    with_browser(async |page| {
        embed(page, "", two_lines(page, "id=one scenario='a=100000&amp;q=1000'")).await;
        inside(page, 0, async || type_into(page, "a", "7000").await).await;
        wait_noted(page, "told", "change", 1).await;
        page.js("one.show = 'cost table'").await;
        wait_for("another part is shown", async || {
            let shown = inside(page, 0, async || {
                page.js("return document.documentElement.dataset.show").await
            });
            (shown.await == "cost table").then_some(())
        })
        .await;
        assert_eq!(loads(page).await, 1);
        assert_eq!(scenario(page).await, "v=1&a=7000&q=1000");
        // Taken elsewhere, and with another locale, the frame has to load anew.
        page.js("document.body.prepend(one)").await;
        wait_noted(page, "told", "ready", 2).await;
        assert_eq!(scenario(page).await, "v=1&a=7000&q=1000");
        page.js("one.locale = 'de'").await;
        wait_noted(page, "told", "ready", 3).await;
        assert_eq!(scenario(page).await, "v=1&a=7000&q=1000");
        // Taken elsewhere in one piece, it does not.
        let before = loads(page).await;
        page.js("document.querySelector('main').moveBefore(one, null)").await;
        assert_eq!(scenario(page).await, "v=1&a=7000&q=1000");
        page.js("one.setScenario('a=9000')").await;
        wait_noted(page, "told", "change", 2).await;
        assert_eq!(loads(page).await, before);
        assert_eq!(noted(page, "told", "ready").await.len(), 3);
        page.assert_no_console_errors().await;
    });
}

#[test]
fn rules_of_the_page_around_mean_what_they_say() {
    with_browser(async |page| {
        // The first is in many a style sheet; the others are for the element itself.
        let rules = "<style>
            iframe { height: auto; width: 50px; display: inline; max-width: 10px }
            * { box-sizing: content-box; transition: none !important }
            .none { display: none }
            .narrow { width: 20rem; margin-inline: auto }
            main { width: 700px }
            td { padding: 0 }
        </style>";
        let lines = |attributes: &str| two_lines(page, attributes);
        let body = [
            rules,
            &lines("id=one show=results"),
            "<div style='display: flex'><nav style='flex: 0 0 200px'></nav>",
            &lines("id=flex height=300"),
            "</div><div style='display: flex; flex-direction: column; align-items: center'>",
            &lines("id=column height=300"),
            "</div><table style='border-spacing: 0'><td>",
            &lines("id=cell height=300"),
            "</table><div style='display: grid; grid-template-columns: 1fr 3fr'><i></i>",
            &lines("id=grid height=300"),
            "</div>",
            &lines("id=narrow class=narrow height=300"),
            &lines("id=none class=none height=300"),
            &lines("id=hidden hidden height=300"),
        ]
        .concat();
        visit(page, &host("", &[("/", body)])).await;
        wait_noted(page, "told", "ready", 1).await;
        wait_fitted(page, 0).await;
        let widths = format!("return ({FRAMES}).map(f => f.clientWidth)");
        assert_eq!(page.js(&widths).await, json!([700, 500, 700, 700, 525, 320, 0, 0]));
        let over = "const m = document.querySelector('main'); return m.scrollWidth - m.clientWidth";
        assert_eq!(page.js(over).await, 0);
        let shown = "return [one, none, hidden].map(e => getComputedStyle(e).display)";
        assert_eq!(page.js(shown).await, json!(["block", "none", "none"]));
        // In a tab that is opened later, it is as high as its content then.
        page.js("document.getElementById('hidden').removeAttribute('height')").await;
        page.js("one.remove(); document.getElementById('hidden').hidden = false; document.getElementById('hidden').scrollIntoView()").await;
        wait_fitted(page, 6).await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_page_that_trusts_no_text_and_no_style_can_have_it() {
    with_browser(async |page| {
        let calculator = page.origin().trim_end_matches('/').to_owned();
        let policy = format!(
            "default-src 'none'; connect-src 'self'; script-src 'self' {calculator}; style-src 'none'; frame-src {calculator}; require-trusted-types-for 'script'; trusted-types 'none'"
        );
        embed(page, &policy, two_lines(page, "id=one show=results")).await;
        assert!(wait_fitted(page, 0).await > 300);
        page.js("one.theme = 'dark'; one.setScenario('a=7000'); one.locale = 'de'").await;
        wait_noted(page, "told", "ready", 2).await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn isolated_pages_show_it() {
    with_browser(async |page| {
        let published = as_published();
        let bare = page.origin();
        for embedder_policy in ["require-corp", "credentialless"] {
            let headers = [
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-embedder-policy", embedder_policy),
            ];
            for body in [
                // With the headers as they are published: the two lines, and a frame without a script.
                format!(
                    "<script async src='{published}embed.js'></script><stemedb-sizing scenario='a=7000'></stemedb-sizing>"
                ),
                format!("<iframe title=Sizing height=700 src='{published}#a=7000'></iframe>"),
                // On a server that sends none of them, with the page's own copy of the script.
                format!(
                    "<script async src=/embed.js></script><stemedb-sizing src='{bare}' scenario='a=7000'></stemedb-sizing>"
                ),
            ] {
                visit(page, &host_with(&headers, &[("/", body)])).await;
                assert_eq!(page.js("return crossOriginIsolated").await, true);
                wait_noted(page, "heard", "ready", 1).await;
                assert_eq!(scenario(page).await, "v=1&a=7000");
            }
        }
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_page_prints_what_the_frame_shows() {
    with_browser(async |page| {
        let body = format!(
            "<style>main {{ width: 900px; max-width: 100% }}</style><p>Before.</p>{}<p>Behind.</p>",
            two_lines(page, "id=one scenario='a=100000&amp;q=1000' theme=dark")
        );
        embed(page, "", body).await;
        let height = wait_fitted(page, 0).await;
        assert!(height > 1000, "it takes more than a sheet: {height}");
        let pdf = paper::print(page).await;
        let pages = paper::pages(&pdf);
        // 900 pixels wide on the screen, some 700 on paper: everything is on two sheets, one after the other.
        assert_eq!(pages.len(), 2, "{pages:#?}");
        for figure in ["Before.", "5nodes", "Totalassertions", "Sustainedload"] {
            assert!(pages[0].contains(figure), "{figure} is not on the first sheet: {}", pages[0]);
        }
        assert!(pages[1].contains("Openthefullcalculator") && pages[1].contains("Behind."));
        // Each is there once, and what is for those without a script is not.
        assert_eq!(pages.concat().matches("Openthefullcalculator").count(), 1);
        assert!(!pages.concat().contains("Howlarge?"));
        // Nothing has moved on the screen.
        assert_eq!(wait_fitted(page, 0).await, height);

        page.assert_no_console_errors().await;
    });
}

#[test]
fn on_paper_a_frame_is_light_and_what_is_chosen_is_seen() {
    with_browser(async |page| {
        // The page by itself, as it would be in a frame: the driver tells only the window of another medium.
        page.open("a=100000&q=1000").await;
        page.js("Object.assign(document.documentElement.dataset, { embedded: '', show: 'inputs results', theme: 'dark' })").await;
        page.media("print", &[]).await;
        let seen = "
            const chosen = document.querySelector('.segment :checked + *');
            return [
                getComputedStyle(document.body).colorScheme, getComputedStyle(chosen).printColorAdjust,
                ...['.verdict', '.inputs', '#results', '.paper'].map(s => document.querySelector(s)?.checkVisibility() ?? false)]";
        assert_eq!(page.js(seen).await, json!(["light", "exact", true, true, true, false]));
    });
}

#[test]
fn a_frame_that_has_not_loaded_leaves_no_hole_on_paper() {
    with_browser(async |page| {
        let body = format!(
            "<div style='height: 20000px'></div>{}",
            two_lines(page, "id=one scenario='a=100000&amp;q=1000'")
        );
        visit(page, &host("", &[("/", body)])).await;
        wait_for("there is the element", async || {
            (frames(&page.driver).await.len() == 1).then_some(())
        })
        .await;
        page.media("print", &[]).await;
        let seen = "
            const [box] = one.shadowRoot.children;
            return [box.checkVisibility(), one.firstChild.checkVisibility(), one.firstChild.textContent]";
        assert_eq!(page.js(seen).await, json!([false, true, "How large?"]));
        page.media("", &[]).await;
        assert_eq!(page.js(seen).await, json!([true, false, "How large?"]));
        assert!(noted(page, "told", "ready").await.is_empty());
    });
}

#[test]
fn a_plain_frame_keeps_its_height_whatever_the_rules_are() {
    with_browser(async |page| {
        let options =
            exchange::export::embed::Options { page: page.origin(), ..Default::default() };
        let rule = "<style>iframe { height: auto; max-width: 100% }</style>";
        let body = [rule, &exchange::export::embed::plain_frame(options)].concat();
        // Where a policy forbids styles, the attribute holds.
        let policy = format!("default-src 'none'; script-src 'self'; frame-src {}", page.origin());
        for policy in ["", policy.as_str()] {
            visit(page, &host(policy, &[("/", body.clone())])).await;
            inside(page, 0, async || page.wait_text(".figures .nodes b", "1 node").await).await;
            assert_eq!(heights(page, 0).await.1, 720, "{policy}");
        }
    });
}
