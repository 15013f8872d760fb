use super::*;
use model::outcome::Outcome;
use model::scenario::Scenario;

const fn number(value: f64) -> Cell {
    Cell::Number { value, auto: false }
}

fn column(name: &str, link: &str) -> Column {
    Column { name: name.to_owned(), link: link.to_owned() }
}

fn scenarios(links: &[&str]) -> Vec<Scenario> {
    links.iter().map(|link| link::parse(link).scenario).collect()
}

#[test]
fn is_read_as_it_was_written() {
    for (comparison, end) in [
        (Comparison::default(), ""),
        (
            Comparison { others: vec![column("Large one", "v=1&a=100000&q=1000")], base: 1 },
            "&vs=Large%20one;v:1;a:100000;q:1000&base=1",
        ),
        (
            Comparison {
                others: vec![column("本番 🚀&=%", "v=1"), column("", "v=1&p=gcp&discount.gcp=5.5")],
                base: 0,
            },
            "&vs=%E6%9C%AC%E7%95%AA%20%F0%9F%9A%80%26%3D%25;v:1&vs=;v:1;p:gcp;discount.gcp:5.5",
        ),
    ] {
        assert_eq!(comparison.write(), end);
        assert_eq!(Comparison::read(end), comparison);
        assert_eq!(Comparison::read(&["v=1&a=7", end].concat()), comparison, "of a whole link");
        let encoded = end.replace(';', "%3B").replace(':', "%3A");
        assert_eq!(Comparison::read(&encoded), comparison, "{encoded}");
    }
}

#[test]
fn what_is_damaged_still_gives_columns() {
    for (end, columns, base) in [
        ("&vs=", 1, 0),
        ("&vs=x&vs=x&vs=x&vs=x&base=3", 3, 3),
        ("&vs=x&base=2", 1, 0),
        ("&vs=x&base=-1", 1, 0),
        ("&base=1", 0, 0),
        ("vs;;;;=&vs=%;%00;", 1, 0),
    ] {
        let comparison = Comparison::read(end);
        assert_eq!((comparison.others.len(), comparison.base), (columns, base), "{end}");
        let links: Vec<&str> = comparison.others.iter().map(|c| c.link.as_str()).collect();
        assert_eq!(compare(&scenarios(&links)).len(), 5);
    }
}

#[test]
fn shows_inputs_that_differ_and_only_those() {
    let parts =
        compare(&scenarios(&["", "a=100000&rd=consistent", "a=100000&p=gcp&discount.gcp=5"]));
    let labels: Vec<_> = parts[0].rows.iter().map(|row| row.label.as_str()).collect();
    assert!(
        labels.contains(&"Total assertions") && labels.contains(&"Your own discount.gcp"),
        "{labels:?}"
    );
    assert!(!labels.contains(&"Peak query rate"), "{labels:?}");
    let row = &parts[0].rows[0];
    assert_eq!(row.change(1, 0), Some(95_000.0));
    assert_eq!(row.change(0, 2), Some(-95_000.0));
    assert_eq!(compare(&scenarios(&["", ""]))[0].rows, []);
}

/// The cells of a row, not of an input.
fn cells(parts: &[Part], label: &str) -> Vec<Cell> {
    let row = parts[1..].iter().flat_map(|part| &part.rows).find(|row| row.label == label);
    row.unwrap_or_else(|| panic!("no row {label}")).cells.clone()
}

#[test]
fn figures_are_those_of_the_order() {
    let parts = compare(&scenarios(&["a=100000&q=1000", "", "cache=1024"]));
    let nothing = || Cell::Missing("nothing holds".to_owned());
    // (5 + 0.02 + 2) x 1.5 / 5 = 2.106 vCPU on each of five, and 2.27 on one: machines of 4.
    assert_eq!(cells(&parts, "Nodes"), [number(5.0), number(1.0), nothing()]);
    assert_eq!(cells(&parts, "CPU"), [number(4.0), number(4.0), nothing()]);
    assert_eq!(cells(&parts, "CPU at peak"), [number(0.5265), number(0.5675), nothing()]);
    // (5.02 x 60 % + 2) x 1.5 / 5 / 4 and (0.27 x 60 % + 2) / 4.
    assert_eq!(cells(&parts, "CPU sustained"), [number(0.3759), number(0.5405), nothing()]);
    // 3.0055 of 8 GB.
    assert_eq!(cells(&parts, "RAM used")[1], number(0.3756875));
    let first = Outcome::of(&link::parse("a=100000&q=1000").scenario);
    let total = first.focus().monthly_usd().expect("a total");
    assert_eq!(cells(&parts, "AWS")[0], number(total));
    assert_eq!(cells(&parts, "Machines")[1], Cell::Text("1 × c6i.xlarge".to_owned()));
    let Cell::Missing(why) = &cells(&parts, "AWS")[2] else { panic!("a total of nothing") };
    assert!(why.starts_with("Nothing sold here holds this."), "{why}");
    assert_eq!(
        cells(&parts, "One node lost"),
        [text_cell("holds at peak"), text_cell("the service is down"), nothing()]
    );
}

#[test]
fn what_nobody_chose_has_two_decimals() {
    // Two of three nodes are in another zone: 66.67 %. What was typed keeps its digits.
    let parts = compare(&scenarios(&["n=3", "n=3&xz=66.666", "n=1"]));
    let auto = |value: f64| Cell::Number { value, auto: true };
    let zones = parts[0]
        .rows
        .iter()
        .find(|row| row.label == "Client traffic between zones")
        .expect("a row");
    assert_eq!(zones.cells, [auto(66.67), number(66.666), auto(0.0)]);
}

fn text_cell(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn what_cannot_be_computed_says_so_and_is_not_zero() {
    let parts = compare(&scenarios(&["a=41000&q=10", "g=linear&gr=0&h=12"]));
    // 41,000 + 1,000 a month are 50,000 in month 9, which take three nodes.
    let never = Cell::Missing("not in 12 months".to_owned());
    assert_eq!(cells(&parts, "Next order needed"), [number(9.0), never.clone()]);
    assert_eq!(cells(&parts, "Next tier of the guide"), [number(9.0), never.clone()]);
    assert_eq!(cells(&parts, "CPU is no longer enough")[1], never);
    let row = &parts[4].rows[0];
    assert_eq!((row.change(1, 0), row.change(0, 0)), (None, Some(0.0)));
}
