use super::*;
use model::inputs::Provider;
use model::pricing::quote::{place, quotes};
use model::scenario::Scenario;
use model::sizing::size;

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
        assert_eq!(
            compare(scenarios(&[&comparison
                .others
                .first()
                .map_or(String::new(), |c| c.link.clone())]))
            .len(),
            4
        );
    }
}

#[test]
fn shows_inputs_that_differ_and_only_those() {
    let parts =
        compare(scenarios(&["", "a=100000&rd=consistent", "a=100000&p=gcp&discount.gcp=5"]));
    let labels: Vec<_> = parts[0].rows.iter().map(|row| row.label.as_str()).collect();
    assert!(
        labels.contains(&"Total assertions") && labels.contains(&"Your own discount.gcp"),
        "{labels:?}"
    );
    assert!(!labels.contains(&"Peak query rate"), "{labels:?}");
    let row = &parts[0].rows[0];
    assert_eq!(row.change(1, 0), Some(95_000.0));
    assert_eq!(row.change(0, 2), Some(-95_000.0));
    assert_eq!(compare(scenarios(&["", ""]))[0].rows, []);
}

#[test]
fn figures_are_those_of_the_page() {
    let parts = compare(scenarios(&["a=100000&q=1000", ""]));
    let nodes = &parts[1].rows[0];
    assert_eq!(nodes.cells, [number(5.0), number(1.0)]);
    let s = link::parse("a=100000&q=1000").scenario;
    let r = s.resolve();
    let all = quotes(&r, &size(&r), &s.own_prices);
    let aws = all[place(Provider::Aws, r.pick)].monthly_usd();
    assert_eq!(parts[2].rows[0].cells[0], number(aws.expect("a total")));
    assert_eq!(parts[3].rows.len(), 4);
}

#[test]
fn what_cannot_be_computed_says_so_and_is_not_zero() {
    let parts = compare(scenarios(&["", "g=linear&gr=0&h=12"]));
    let cpu = &parts[3].rows[0];
    assert!(matches!(&cpu.cells[1], Cell::Missing(why) if why == "not in 12 months"), "{cpu:?}");
    assert_eq!(cpu.change(1, 0), None);
}
