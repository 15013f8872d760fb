//! How the page looks, in every state, at every width, in the light and in the dark.

use crate::states::State;
use harness::{Page, with_browser, with_page};

/// The innermost elements that stick out, for the message.
async fn widest(page: &Page) -> String {
    let script = "
        const width = document.documentElement.clientWidth;
        const out = e => e.getBoundingClientRect().right > width + 1 && !e.parentElement.closest('.scroll, .menu');
        return [...document.querySelectorAll('body *')]
            .filter(e => out(e) && ![...e.children].some(out))
            .map(e => [e.getBoundingClientRect().right, e.outerHTML.slice(0, 100)])
            .sort((a, b) => b[0] - a[0]).slice(0, 5).map(([right, html]) => `${right}: ${html}`).join(' | ')";
    page.js(script).await.as_str().unwrap_or_default().to_owned()
}

#[test]
fn every_state_fits_and_axe_has_nothing_to_object_to_in_the_light() {
    every_state(false);
}

#[test]
fn every_state_fits_and_axe_has_nothing_to_object_to_in_the_dark() {
    every_state(true);
}

fn every_state(dark: bool) {
    for state in State::ALL {
        with_browser(async |page| {
            page.dark(dark).await;
            state.enter(page).await;
            for width in [320, 375, 768, 1280] {
                page.viewport(width, 800).await;
                let over = page.sideways_overflow().await;
                assert_eq!(over, 0, "{state:?}, {width} pixels wide: {}", widest(page).await);
                // A telephone's width differs from the narrowest in nothing that axe-core looks at.
                if width != 375 {
                    // What is around it is as in other states.
                    let css = state.about().unwrap_or("html");
                    let objections =
                        if dark { page.axe_on_colours(css).await } else { page.axe(css).await };
                    let objections = objections.join("\n");
                    assert_eq!(objections, "", "{state:?}, {width} pixels wide, dark: {dark}");
                }
            }
        });
    }
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
