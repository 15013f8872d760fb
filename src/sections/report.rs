//! The report: to copy, to save, and as what is printed.

use std::rc::Rc;

use super::Section;
use crate::dom::signals::*;
use crate::dom::{El, button, document, el, on_window, window};
use crate::state::{App, page_address};
use crate::text;
use crate::widgets::copy::{Feedback, copy};
use crate::widgets::download::download;
use crate::widgets::table::pair;
use crate::{format, saved};
use exchange::export::report::{Context, Cover, Lines, Report, report};

/// The report of the inputs as they are.
fn written(app: App, name: &dyn Fn() -> String) -> Report {
    let (name, end) = (untrack(name), app.end.get_untracked());
    let page = page_address();
    let notices: Vec<String> =
        app.notices.with_untracked(|n| n.iter().map(|n| n.message.clone()).collect());
    let context =
        Context { name: &name, end: &end, page: &page, today: format::today(), notices: &notices };
    app.source.with_untracked(|scenario| report(scenario, &context))
}

/// The section with the buttons, and the printed report, which is there on paper only.
pub fn make(section: &Section, app: App) -> El {
    let feedback = Feedback::new();
    let name = saved::name(app);
    let (named, to_save, for_csv) = (name.clone(), name.clone(), name.clone());
    let by_hand = el("pre.report-text").attr("hidden", "");
    let (said, shown) = (feedback.clone(), by_hand.0.clone());
    let copy_markdown = move || {
        let markdown = written(app, &*named).markdown();
        let (shown, text) = (shown.clone(), markdown.clone());
        let show = move || {
            shown.set_text_content(Some(&text));
            // The element is there for its attribute to be taken away.
            let _ = shown.remove_attribute("hidden");
            shown.clone()
        };
        copy(&markdown, &said, Box::new(show));
    };
    let save_markdown = move || {
        download("stemedb-sizing.md", "text/markdown", &written(app, &*to_save).markdown());
    };
    let save_csv = move || {
        // As a spreadsheet of the visitor's country reads it.
        let decimal = format::numerals().decimal;
        download("stemedb-sizing.csv", "text/csv", &written(app, &*for_csv).csv(decimal));
    };
    let print = || {
        // Sandboxed frames may not print; the browser says so itself.
        let _ = window().print();
    };
    let buttons = el("div.buttons").children(vec![
        button("", "Copy as Markdown", copy_markdown),
        button("", "Save as Markdown", save_markdown),
        button("", "Save as CSV", save_csv),
        button("", "Print", print),
        feedback.element(),
    ]);
    section
        .with_title()
        .child(el("p").text("Every figure with its formula, every price with its source and date, every assumption."))
        .child(buttons)
        .child(by_hand)
        .child(paper(app, name))
}

/// The printed report. It is made when printing starts, by a button or by the browser's menu.
fn paper(app: App, name: Rc<dyn Fn() -> String>) -> El {
    let paper = el("article.paper").attr("aria-hidden", "true");
    let printed = paper.clone();
    let fill = move |_| {
        printed.0.set_text_content(None);
        printed.clone().children(tables(&written(app, &*name)));
        // The charts as they are; they are drawn already.
        if let Ok(Some(charts)) = document().query_selector("#growth .charts")
            && let Ok(copy) = charts.clone_node_with_deep(true)
        {
            // The copy can always be appended.
            let _ = printed.0.append_child(&copy);
        }
    };
    on_window("beforeprint", Box::new(fill));
    paper
}

fn tables(report: &Report) -> Vec<El> {
    let Cover { verdict, figures, lists } = &report.cover;
    let figure = |(name, value): &(&str, String)| pair(name, el("dd").text(value));
    let list = |(name, lines): &Lines| {
        let lines = lines.iter().map(|line| el("li").text(line)).collect();
        el("div").child(el("h2").text(name)).child(el("ul").children(lines))
    };
    let mut parts = vec![
        el("h1").text(&report.title),
        el("p.says").text(verdict),
        el("dl.cover").children(figures.iter().map(figure).collect()),
        el("div.cover").children(lists.iter().map(list).collect()),
    ];
    parts.extend(report.about.iter().map(|line| el("p").text(line)));
    for table in &report.tables {
        let head = table.head.iter().map(|title| el("th").text(title)).collect();
        let rows = table.rows.iter().map(|row| {
            el("tr").children(row.iter().map(|cell| el("td").text(&text::formula(cell))).collect())
        });
        let (head, body) =
            (el("thead").child(el("tr").children(head)), el("tbody").children(rows.collect()));
        parts.push(el("table").child(el("caption").text(&table.title)).child(head).child(body));
    }
    parts
}
