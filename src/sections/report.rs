//! The report on the page: to copy, to save, and as what is printed.

use leptos::prelude::*;

use crate::dom::{El, button, el, section};
use crate::state::App;
use crate::widgets::copy::{Feedback, copy, download};
use exchange::export::report::{Context, Report, report};

fn make(app: App) -> Report {
    let location = window().location();
    let page = location.href().unwrap_or_default();
    let today = String::from(js_sys::Date::new_0().to_iso_string());
    let notices: Vec<String> =
        app.notices.with_untracked(|n| n.iter().map(|n| n.message.clone()).collect());
    let context = Context {
        name: "",
        page: page.split('#').next().unwrap_or_default(),
        today: today.split('T').next().unwrap_or_default(),
        notices: &notices,
    };
    app.scenario.with_untracked(|scenario| report(scenario, &context))
}

/// The section with the buttons, and the printed report, which is only there on paper.
pub fn reports(app: App) -> El {
    let paper = el("article.paper").attr("aria-hidden", "true");
    let printed = paper.clone();
    // Whatever starts the printing, button or menu, this comes before it.
    let listener = window_event_listener(
        leptos::ev::Custom::<web_sys::Event>::new("beforeprint"),
        move |_| {
            printed.0.set_text_content(None);
            printed.clone().children(tables(&make(app)));
            // The charts as they stand; they are drawn already.
            if let Ok(Some(charts)) = document().query_selector("#growth .charts")
                && let Ok(copy) = charts.clone_node_with_deep(true)
            {
                // A node fresh from the document can always be put at its end.
                let _ = printed.0.append_child(&copy);
            }
        },
    );
    on_cleanup(move || listener.remove());

    let feedback = Feedback::new();
    let said = feedback.clone();
    let text = el("pre.report-text").dyn_flag("hidden", || true);
    let shown = text.clone();
    let copy_markdown = move || {
        let markdown = make(app).markdown();
        let shown = shown.0.clone();
        copy(
            &markdown.clone(),
            &said,
            Box::new(move || {
                shown.set_text_content(Some(&markdown));
                // Only now is there something to be seen.
                let _ = shown.remove_attribute("hidden");
                shown.clone()
            }),
        );
    };
    let buttons = el("div.buttons").children(vec![
        button("", "Copy as Markdown", copy_markdown),
        button("", "Save as Markdown", move || {
            download("stemedb-sizing.md", "text/markdown", &make(app).markdown());
        }),
        button("", "Save as CSV", move || {
            download("stemedb-sizing.csv", "text/csv", &make(app).csv())
        }),
        button("", "Print", || {
            // Sandboxed frames may not print; the browser says so itself.
            let _ = window().print();
        }),
        feedback.element(),
    ]);
    section("report-title", "Report")
        .id("report")
        .child(el("p").text("Every figure with its formula, every price with its source and date, every assumption, on two pages."))
        .child(buttons)
        .child(text)
        .child(paper)
}

fn tables(report: &Report) -> Vec<El> {
    let mut parts = vec![el("h1").text(&report.title)];
    parts.extend(report.about.iter().map(|line| el("p").text(line)));
    for table in &report.tables {
        let head = table.head.iter().map(|title| el("th").text(title)).collect();
        let rows = table.rows.iter().map(|row| {
            el("tr").children(
                row.iter()
                    .map(|cell| el("td").text(&crate::sections::what_it_needs::times(cell)))
                    .collect(),
            )
        });
        let (head, body) =
            (el("thead").child(el("tr").children(head)), el("tbody").children(rows.collect()));
        parts.push(el("table").child(el("caption").text(&table.title)).child(head).child(body));
    }
    parts
}
