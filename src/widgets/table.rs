//! Tables.

use crate::dom::{El, el};

/// A table in a frame in which it can scroll sideways, and its body. `labelled_by` is the id of its title, `head`
/// the titles of its columns.
pub fn table(labelled_by: &str, class: &str, head: &[&str]) -> (El, El) {
    let titles = head.iter().map(|title| el("th").attr("scope", "col").text(title)).collect();
    let body = el("tbody");
    let table = el("table")
        .attr("class", class)
        .child(el("thead").child(el("tr").children(titles)))
        .child(body.clone());
    let frame = el("div.scroll")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-labelledby", labelled_by)
        .child(table);
    (frame, body)
}

/// A row with a title in its first column.
pub fn row(title: El, cells: Vec<El>) -> El {
    el("tr").child(title.attr("scope", "row")).children(cells)
}

/// A row that is the title of those below it. `columns` is the number of columns of the table.
pub fn group_row(title: &str, columns: usize) -> El {
    let title = el("th.rowgroup").attr("scope", "rowgroup").text(title);
    el("tr").child(title.attr("colspan", &columns.to_string()))
}

/// A term and its value in a list of them.
pub fn pair(term: &str, value: El) -> El {
    el("div").child(el("dt").text(term)).child(value)
}
