//! How the page looks: at every width, in the light and in the dark, with everything open.

use crate::harness::{Page, with_browser, with_page};

/// Opens a link, and on the page everything that opens; one field has an error beside it.
async fn open_everything(page: &Page, fragment: &str) {
    page.open(fragment).await;
    let open = "
        document.querySelectorAll('details').forEach(d => d.open = true);
        document.querySelectorAll('button[aria-expanded=false]').forEach(b => b.click())";
    page.js(open).await;
    page.set_input("Peak query rate", "lots").await;
    page.wait_text("#q-error", "That is not a number. Try 250k, 1.5M or 1,000,000.").await;
    // Formulas come when the browser tells that they were opened.
    page.find("#network code").await;
}

/// Notices, checks of all levels, a cluster and every group changed.
const BUSY: &str =
    "a=90000&q=NaN&zz=1&n=3&rf=1&bk=0&kb=2&g=linear&gr=1e6&i=0.001&iops=4000&discount.aws=10";
/// Figures with as many digits as there are.
const LARGE: &str = "a=999999999&q=999999&i=999999&d=999999999&n=99&wr=365&bk=365&kb=9999.9&walkb=99999.9&resp=99999.9&g=compound&gr=1000&h=120";

#[test]
fn nothing_is_wider_than_the_page() {
    with_browser(async |page| {
        for fragment in ["", BUSY, LARGE] {
            open_everything(page, fragment).await;
            for width in [320, 375, 768, 1280] {
                page.viewport(width, 800).await;
                let over = page.sideways_overflow().await;
                assert_eq!(over, 0, "{width} pixels wide, on {fragment:?}: {}", widest(page).await);
            }
        }
        page.assert_no_console_errors().await;
    });
}

/// The innermost elements that stick out, for the message.
async fn widest(page: &Page) -> String {
    let script = "
        const width = document.documentElement.clientWidth;
        const out = e => e.getBoundingClientRect().right > width + 1 && !e.parentElement.closest('.scroll, .summary');
        return [...document.querySelectorAll('body *')]
            .filter(e => out(e) && ![...e.children].some(out))
            .map(e => [e.getBoundingClientRect().right, e.outerHTML.slice(0, 100)])
            .sort((a, b) => b[0] - a[0]).slice(0, 5).map(([right, html]) => `${right}: ${html}`).join(' | ')";
    page.js(script).await.as_str().unwrap_or_default().to_owned()
}

#[test]
fn axe_has_nothing_to_object_to_in_the_light() {
    axe(false);
}

#[test]
fn axe_has_nothing_to_object_to_in_the_dark() {
    axe(true);
}

fn axe(dark: bool) {
    with_browser(async |page| {
        page.dark(dark).await;
        page.open("").await;
        page.assert_accessible().await;
        open_everything(page, BUSY).await;
        for width in [320, 768, 1280] {
            page.viewport(width, 800).await;
            page.assert_accessible().await;
        }
        page.assert_no_console_errors().await;
    });
}

#[test]
fn the_dark_scheme_is_dark() {
    with_page("", async |page| {
        let colours = "
            const style = getComputedStyle(document.body);
            const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0);
            return [light(style.backgroundColor), light(style.color)]";
        let seen = async |dark| {
            page.dark(dark).await;
            let colours = page.js(colours).await;
            (colours[0].as_f64().expect("a number"), colours[1].as_f64().expect("a number"))
        };
        let (page_by_day, ink_by_day) = seen(false).await;
        let (page_by_night, ink_by_night) = seen(true).await;
        assert!(page_by_day > 700.0 && ink_by_day < 200.0, "{page_by_day} {ink_by_day}");
        assert!(page_by_night < 100.0 && ink_by_night > 600.0, "{page_by_night} {ink_by_night}");
    });
}
