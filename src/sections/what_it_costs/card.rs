//! A provider's card: the total, the machines, what it consists of, and the bill.

use crate::dom::{Batch, El, el};
use crate::format::{dollars, exact, figure, local, money, percent};
use crate::state::{App, Outcome};
use crate::text::{self, NOT_COMPUTABLE, capital, cost, list, machines_of, whole_dollars};
use crate::widgets::disclosure::{disclosure, title};
use crate::widgets::table::pair;
use model::advice::region;
use model::inputs::{Pick, Provider, Term};
use model::number::plain;
use model::pricing::line_item::{Item, ItemKind, shown_dollars};
use model::pricing::quote::{Quote, index};

/// Parts of the cost: the name, the class of its colour, and the lines of the bill in it. What is negotiated takes
/// its share of every part, so it has no bar.
const LEGEND: [(&str, &str, &[ItemKind]); 6] = [
    (
        "Instances",
        "part-compute",
        &[ItemKind::Compute, ItemKind::CpuCredits, ItemKind::Commitment, ItemKind::SustainedUse],
    ),
    (
        "Disks",
        "part-disk",
        &[ItemKind::BlockStorage, ItemKind::ExtraIops, ItemKind::ExtraThroughput],
    ),
    ("Object storage", "part-object", &[ItemKind::ObjectStorage]),
    ("Load balancer", "part-lb", &[ItemKind::LoadBalancer, ItemKind::LoadBalancerData]),
    (
        "Traffic",
        "part-traffic",
        &[
            ItemKind::BetweenZones,
            ItemKind::ClientBetweenZones,
            ItemKind::PublicAddresses,
            ItemKind::Egress,
        ],
    ),
    ("Negotiated discount", "part-none", &[ItemKind::Negotiated]),
];

/// The card.
pub fn card(app: App, provider: Provider) -> El {
    let batch = app.batch();
    let text = |text: fn(&Quote) -> String| {
        batch.show_for((provider, text), |o, (provider, text)| text(o.quote(*provider)))
    };
    let title_id = format!("cost-{}", provider.code());
    let head = el("h3")
        .id(&title_id)
        .text(provider.label())
        .text(" ")
        .child(el("span.scope").dyn_text(text(|quote| quote.region.name())));
    let more = el("span.chip").dyn_text(batch.show_for(provider, more_than_cheapest));
    let total = el("p.provision")
        .child(el("b").dyn_text(text(|quote| {
            quote.monthly_cents().map_or_else(|| capital(NOT_COMPUTABLE.to_owned()), whole_dollars)
        })))
        .text(" ")
        .child(el("span.scope").dyn_text(text(|quote| {
            let year = quote.yearly_usd();
            year.map_or_else(String::new, |year| format!("a month; {} a year", dollars(year)))
        })));
    let machine = el("p.machine")
        .child(el("b").dyn_text(text(machines_of)))
        .child(el("span.scope").dyn_text(text(size_of_machine)));
    let remark = el("p.remark").dyn_text(text(|quote| {
        let first = quote.error.map(|error| error.sentence()).or_else(|| quote.raised_sentence());
        local([&*first.unwrap_or_default(), " ", &region::lacks(quote)].concat().trim())
    }));
    el("article.card.provider")
        .id(&format!("provider-{}", provider.code()))
        .attr("aria-labelledby", &title_id)
        .class_when("cheapest", batch.show_for(provider, is_cheapest))
        .class_when("focus", batch.show_for(provider, |o, provider| o.s.p == *provider))
        .children(vec![
            el("div.card-head").child(head).child(more),
            total,
            machine,
            remark,
            bar(&batch, provider),
            legend(&batch, provider),
            picks(&batch, provider),
            terms(&batch, provider),
            bill(app, provider),
        ])
}

fn size_of_machine(quote: &Quote) -> String {
    quote.instance().map_or_else(String::new, |instance| {
        let disk = quote.order.map(|order| order.disk);
        let disk = disk.map_or_else(String::new, |disk| {
            format!(", {} GB {}", figure(disk.gb), disk.kind.name)
        });
        format!(
            " {} vCPU, {} GB RAM{disk} each",
            exact(instance.vcpu()),
            exact(instance.memory_gb())
        )
    })
}

/// The totals of all providers that can be computed, in cents.
fn totals(o: &Outcome) -> impl Iterator<Item = i64> {
    Provider::ALL.iter().filter_map(|provider| o.quote(*provider).monthly_cents())
}

fn is_cheapest(o: &Outcome, provider: &Provider) -> bool {
    let total = o.quote(*provider).monthly_cents();
    total.is_some() && total == totals(o).min()
}

fn more_than_cheapest(o: &Outcome, provider: &Provider) -> String {
    let (Some(total), Some(least)) = (o.quote(*provider).monthly_cents(), totals(o).min()) else {
        return String::new();
    };
    match total - least {
        0 => "cheapest".to_owned(),
        more if least > 0 => {
            format!("+{} (+{})", whole_dollars(more), percent(more as f64 / least as f64))
        }
        more => format!("+{}", whole_dollars(more)),
    }
}

/// What some kinds of lines come to, in cents.
fn cents_of(quote: &Quote, kinds: &[ItemKind]) -> i64 {
    kinds.iter().map(|kind| quote.cents_of(*kind)).sum()
}

/// The parts of the total as widths, on one scale for all providers. The legend has the numbers.
fn bar(batch: &Batch<Outcome>, provider: Provider) -> El {
    let bars = LEGEND.iter().filter(|(_, _, kinds)| *kinds != [ItemKind::Negotiated]);
    let segments = bars.map(|(_, class, kinds)| {
        let width = batch.show_for((provider, *kinds), |o, (provider, kinds)| {
            let quote = o.quote(*provider);
            let most = totals(o).max().filter(|most| *most > 0);
            let (Some(most), Some(_)) = (most, quote.monthly_cents()) else {
                return "0".to_owned();
            };
            let kept = 1.0 - o.own_prices().discount(*provider) / 100.0;
            let share = cents_of(quote, kinds) as f64 * kept / most as f64;
            [&plain(share * 100.0), "%"].concat()
        });
        el("div").attr("class", class).dyn_style("width", width)
    });
    el("div.bar").attr("aria-hidden", "true").children(segments.collect())
}

/// The parts in whole dollars, which add up to the total as it is shown.
fn legend(batch: &Batch<Outcome>, provider: Provider) -> El {
    let amounts: [El; LEGEND.len()] = std::array::from_fn(|_| el("dd"));
    let rows = LEGEND.iter().zip(&amounts).map(|((name, class, kinds), amount)| {
        let none = |o: &Outcome, (provider, kinds): &(Provider, &[ItemKind])| {
            cents_of(o.quote(*provider), kinds) == 0
        };
        el("div")
            .dyn_flag("hidden", batch.show_for((provider, *kinds), none))
            .child(el("dt").child(el("i").attr("class", class)).text(name))
            .child(amount.clone())
    });
    let legend = el("dl.needs.legend").children(rows.collect());
    El::dyn_texts(amounts, batch.show_for(provider, |o, provider| shown_parts(o.quote(*provider))));
    legend
}

fn shown_parts(quote: &Quote) -> [String; LEGEND.len()] {
    let parts = LEGEND.map(|(_, _, kinds)| cents_of(quote, kinds));
    let shown = shown_dollars(&parts);
    // What costs something is not shown as nothing.
    std::array::from_fn(|i| match (shown[i], parts[i]) {
        (0, 1..) => "<$1".to_owned(),
        (dollars, _) => whole_dollars(dollars * 100),
    })
}

/// Both ways to pick an order, with the rules that the guide's machine fails.
fn picks(batch: &Batch<Outcome>, provider: Provider) -> El {
    let row = |pick: Pick| {
        let position = index(provider, pick);
        let text = batch.show_for(position, |o, position| {
            let quote = &o.quotes[*position];
            [machines_of(quote), cost(quote.monthly_cents())].join(", ")
        });
        let lacks = batch.show_for(position, |o, position| {
            let fails = o.quotes[*position].failures();
            let names: Vec<String> =
                fails.iter().map(|(rule, _)| rule.in_sentence.to_owned()).collect();
            if names.is_empty() {
                String::new()
            } else {
                ["Does not hold: ", &list(&names)].concat()
            }
        });
        pair(pick.label(), el("dd").dyn_text(text).child(el("span.lacks").dyn_text(lacks)))
            .class_when("chosen", batch.show_for(pick, |o, pick| o.s.pick == *pick))
    };
    el("dl.needs.picks").children(Pick::ALL.iter().map(|pick| row(*pick)).collect())
}

/// What a month costs at each commitment.
fn terms(batch: &Batch<Outcome>, provider: Provider) -> El {
    const COUNT: usize = Term::ALL.len();
    let totals: [El; COUNT] = std::array::from_fn(|_| el("b"));
    let texts = batch.show_for(provider, |o, provider| {
        o.term_totals(*provider).map(|total| total.map_or_else(|| "–".to_owned(), whole_dollars))
    });
    let cells = Term::ALL.iter().zip(&totals).map(|(term, total)| {
        el("li")
            .class_when("chosen", batch.show_for(*term, |o, term| o.s.term == *term))
            .child(el("span.scope").text(term.label()))
            .child(total.clone())
    });
    let cells = cells.collect();
    El::dyn_texts(totals, texts);
    el("ul.terms").attr("aria-label", "A month by commitment").children(cells)
}

/// The bill's lines, made only while it is open.
fn bill(app: App, provider: Provider) -> El {
    let (details, open) = disclosure("details.explain", title("Show the bill"));
    let quote = move || open.get().then(|| app.with(|o| o.quote(provider).clone()));
    let lines = |quote: &Option<Quote>| quote.as_ref().map(lines).unwrap_or_default();
    details.child(el("dl.bill").dyn_children(quote, lines))
}

fn lines(quote: &Quote) -> Vec<El> {
    let mut rows: Vec<El> = quote.items.iter().flat_map(line).collect();
    if let Some(total) = quote.monthly_usd() {
        rows.push(
            el("dt.total").child(el("span").text("A month")).child(el("b").text(&money(total))),
        );
    }
    rows
}

fn line(item: &Item) -> [El; 2] {
    let mut head = el("dt").child(el("span").text(item.label));
    if item.own() {
        head = head.child(el("span.chip").text("yours"));
    }
    let source = item.read.map_or_else(
        || "Your own price.".to_owned(),
        |read| {
            let hand = if read.second_hand { ", second-hand" } else { "" };
            format!("{}, read {}{hand}.", read.source, read.date)
        },
    );
    [
        head.child(el("b").text(&money(item.shown_usd()))),
        el("dd")
            .child(el("code").text(&local(&text::formula(&item.formula()))))
            .child(el("span.source").text(&source).text(" ").text(&local(&item.remark()))),
    ]
}
