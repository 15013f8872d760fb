//! Scenarios side by side: the inputs on the page, and up to three others.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlSelectElement};

use super::action::Action;
use super::store::Store;
use crate::dom::signals::*;
use crate::dom::{El, el};
use crate::format;
use crate::state::{App, address_of};
use crate::widgets::copy::copy_button;
use exchange::link;
use exchange::link::comparison::{self, Cell, Column, Comparison, MOST, Measure, Part, Row};
use model::guide::{PILOTS, QUICK_TABLE, row_fragment};
use model::number::tidy;

/// What the inputs on the page are called.
const HERE: &str = "These inputs";

/// What the inputs are compared with. Whatever asks in an effect is told of changes.
fn compared(app: App) -> Comparison {
    app.end.with(|end| Comparison::read(end))
}

fn is_empty(app: App) -> bool {
    compared(app).others.is_empty()
}

/// The section of the comparison. `frame` is its element with its heading.
pub fn comparison(frame: El, app: App, store: Store) -> El {
    let clicked = move |event: Event| {
        if let Some((action, column)) = Action::clicked(&event) {
            let mut comparison = untrack(|| compared(app));
            change(&mut comparison, action, column.parse().unwrap_or(0));
            app.end.set(comparison.write());
        }
    };
    let place = el("code.by-hand").attr("hidden", "");
    let link = move || address_of(&app.address());
    frame
        .on("click", clicked)
        .child(el("p").text("These inputs beside saved scenarios or the guide's own, each figure with its difference from the base."))
        .child(el("div.buttons").child(chooser(app, store)).child(
            el("span.share").dyn_flag("hidden", move || is_empty(app)).children(copy_button("Copy link to this comparison", place, link)),
        ))
        .child(remarks(app))
        .child(table(app))
}

/// Changes what is compared as a button says.
fn change(comparison: &mut Comparison, action: Action, column: usize) {
    match action {
        Action::Base => comparison.base = column,
        Action::LeaveOut if (1..=comparison.others.len()).contains(&column) => {
            comparison.others.remove(column - 1);
            // What the others are measured by stays, unless it is what went.
            comparison.base = match comparison.base {
                base if base == column => 0,
                base if base > column => base - 1,
                base => base,
            };
        }
        _ => {}
    }
}

/// The scenarios that can be taken in, by kind.
fn choices(store: Store) -> [(&'static str, Vec<Column>); 3] {
    let column = |name: &str, link: String| Column { name: name.to_owned(), link };
    let saved = store.look(|state| {
        state.library.scenarios().iter().map(|s| column(&s.name, s.link.clone())).collect()
    });
    let tiers = QUICK_TABLE
        .iter()
        .map(|row| column(&[row.tier.name(), " assertions"].concat(), row_fragment(row)));
    let pilots = PILOTS.iter().map(|pilot| column(pilot.name, pilot.fragment.to_owned()));
    [("Saved", saved), ("Tiers of the guide", tiers.collect()), ("Pilots", pilots.collect())]
}

/// Where another scenario is taken in.
fn chooser(app: App, store: Store) -> El {
    let chosen = move |event: Event| {
        let Some(select) = event.target().map(JsCast::unchecked_into::<HtmlSelectElement>) else {
            return;
        };
        let chosen = select.value().split_once('.').and_then(|(kind, place)| {
            let number = |text: &str| text.parse::<u32>().ok().map(|number| number as usize);
            untrack(|| choices(store)).get(number(kind)?)?.1.get(number(place)?).cloned()
        });
        select.set_value("");
        if let Some(column) = chosen {
            let mut comparison = untrack(|| compared(app));
            comparison.others.push(column);
            app.end.set(comparison.write());
        }
    };
    let full = move || compared(app).others.len() + 1 == MOST;
    let names = move || {
        let kinds = choices(store);
        kinds.map(|(_, columns)| columns.into_iter().map(|column| column.name).collect::<Vec<_>>())
    };
    let options = |names: &[Vec<String>; 3]| {
        let mut options = vec![el("option").attr("value", "").text("Add a scenario…")];
        let titles = ["Saved", "Tiers of the guide", "Pilots"];
        for (kind, (names, title)) in names.iter().zip(titles).enumerate() {
            let option = |(place, name): (usize, &String)| {
                let value = [kind.to_string(), ".".to_owned(), place.to_string()].concat();
                el("option").attr("value", &value).text(name)
            };
            if !names.is_empty() {
                let group = el("optgroup").attr("label", title);
                options.push(group.children(names.iter().enumerate().map(option).collect()));
            }
        }
        options
    };
    el("select")
        .attr("aria-label", "Add a scenario to the comparison")
        .dyn_flag("disabled", full)
        .on("change", chosen)
        .dyn_children(names, options)
}

/// What of the compared links was not taken as written.
fn remarks(app: App) -> El {
    let found = move || {
        let mut found = Vec::new();
        for column in compared(app).others {
            for notice in link::parse(&column.link).notices {
                found.push(["“", &column.name, "”: ", &format::local(&notice.message)].concat());
            }
        }
        found
    };
    let lines = |found: &Vec<String>| found.iter().map(|line| el("li").text(line)).collect();
    el("div").attr("role", "status").child(el("ul.trouble").dyn_children(found, lines))
}

fn table(app: App) -> El {
    // Nothing follows the inputs while there is nothing to compare them with.
    let data = move || {
        let comparison = compared(app);
        (!comparison.others.is_empty()).then(|| (app.with(|o| o.scenario.clone()), comparison))
    };
    el("div.scroll.compared")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-labelledby", "compare-title")
        .dyn_flag("hidden", move || is_empty(app))
        .dyn_children(data, |data| {
            let Some((here, comparison)) = data else { return Vec::new() };
            let others = comparison.others.iter().map(|column| link::parse(&column.link).scenario);
            let scenarios: Vec<_> = std::iter::once(here.clone()).chain(others).collect();
            let names: Vec<&str> = std::iter::once(HERE)
                .chain(comparison.others.iter().map(|column| column.name.as_str()))
                .collect();
            let width = (names.len() + 1).to_string();
            let bodies = comparison::compare(&scenarios)
                .iter()
                .map(|part| body(part, comparison.base, &width))
                .collect::<Vec<_>>();
            vec![el("table").child(head(&names, comparison.base)).children(bodies)]
        })
}

fn head(names: &[&str], base: usize) -> El {
    let title = |(place, name): (usize, &&str)| {
        let place_text = place.to_string();
        let name = if name.is_empty() { "Untitled" } else { name };
        let is_base = place == base;
        let mut buttons = vec![
            Action::Base
                .button(&place_text, "Base")
                .attr("class", "quiet")
                .attr("aria-pressed", if is_base { "true" } else { "false" })
                .attr("aria-label", &["Base: ", name].concat()),
        ];
        if place > 0 {
            buttons.push(
                Action::LeaveOut
                    .button(&place_text, "✕")
                    .attr("class", "icon")
                    .attr("aria-label", &["Leave out ", name].concat()),
            );
        }
        el("th")
            .attr("scope", "col")
            .child(el("span.name").attr("dir", "auto").attr("title", name).text(name))
            .child(el("span.actions").children(buttons))
    };
    let corner = el("td");
    el("thead")
        .child(el("tr").child(corner).children(names.iter().enumerate().map(title).collect()))
}

fn body(part: &Part, base: usize, width: &str) -> El {
    let title = el("th.rowgroup").attr("colspan", width).attr("scope", "rowgroup").text(part.title);
    let body = el("tbody").child(el("tr").child(title));
    if part.rows.is_empty() {
        let none = el("td.calm").attr("colspan", width).text("None: all inputs are the same.");
        return body.child(el("tr").child(none));
    }
    body.children(part.rows.iter().map(|row| line(row, base)).collect())
}

fn line(row: &Row, base: usize) -> El {
    let head = el("th").attr("scope", "row").text(&row.label);
    let head = if row.unit.is_empty() {
        head
    } else {
        head.text(" ").child(el("span.scope").text(row.unit))
    };
    let cells = row.cells.iter().enumerate().map(|(place, cell)| {
        let shown = match cell {
            Cell::Number { value, auto } => {
                let text = write(*value, row.measure);
                if *auto { [&*text, " (auto)"].concat() } else { text }
            }
            Cell::Text(text) | Cell::Missing(text) => text.clone(),
        };
        let td = el("td").text(&shown);
        if place == base || row.cells.get(base) == Some(cell) {
            return td;
        }
        td.text(" ").child(el("span.change").text(&change_text(row, place, base)))
    });
    el(if row.differs() { "tr.differs" } else { "tr" }).child(head).children(cells.collect())
}

fn write(value: f64, measure: Measure) -> String {
    match measure {
        // A difference of two such numbers may have digits that neither has.
        Measure::Input => format::exact(tidy(value)),
        Measure::Share => format::percent(value),
        Measure::Figure => format::figure(value),
        Measure::Dollars => format::money(value),
        Measure::Months => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "months")]
            let date = format::today().add_months(value as u32);
            format::month_year(date)
        }
    }
}

/// By how much a column differs from the base: `+$12.00 (+8%)`.
fn change_text(row: &Row, column: usize, base: usize) -> String {
    let Some(change) = row.change(column, base) else { return "≠".to_owned() };
    let sign = if change > 0.0 { "+" } else { "−" };
    let size = change.abs();
    let mut text = match row.measure {
        Measure::Months => {
            let unit = if size == 1.0 { " month" } else { " months" };
            [sign, &*format::exact(size), unit].concat()
        }
        measure => [sign, &*write(size, measure)].concat(),
    };
    if let Some(Cell::Number { value, .. }) = row.cells.get(base)
        && *value > 0.0
        && row.measure != Measure::Months
    {
        text += &[" (", sign, &format::percent(size / value), ")"].concat();
    }
    text
}
