//! What it costs: three providers side by side, each bill open to its lines.

mod own_prices;

use leptos::prelude::*;

use crate::dom::{El, batch, el, pair, section, table};
use crate::format::{self, dollars, money};
use crate::inputs::field::field;
use crate::state::{App, Outcome};
use model::guide::{QuickRow, Tier, instances};
use model::inputs::{Key, Pick, Provider, Term};
use model::pricing::catalogue;
use model::pricing::quote::{Item, ItemKind, Quote, place, term_totals};
use own_prices::own_prices;

/// Days after which a price is called old.
const OLD_AFTER_DAYS: f64 = 180.0;

/// Kinds of cost as the bars show them: name, class of its colour, lines of the bill.
const PARTS: [(&str, &str, &[ItemKind]); 5] = [
    (
        "Instances",
        "part-compute",
        &[ItemKind::Compute, ItemKind::Commitment, ItemKind::SustainedUse],
    ),
    (
        "Disks",
        "part-disk",
        &[ItemKind::BlockStorage, ItemKind::ExtraIops, ItemKind::ExtraThroughput],
    ),
    ("Object storage", "part-object", &[ItemKind::ObjectStorage]),
    ("Load balancer", "part-lb", &[ItemKind::LoadBalancer, ItemKind::LoadBalancerData]),
    ("Traffic", "part-traffic", &[ItemKind::BetweenZones, ItemKind::Egress]),
];

fn part(quote: &Quote, kinds: &[ItemKind]) -> i64 {
    kinds.iter().map(|kind| quote.cents_of(*kind)).sum()
}

/// The least total of the three providers, in cents.
fn cheapest(o: &Outcome) -> Option<i64> {
    Provider::ALL.iter().filter_map(|p| o.quote(*p).monthly_cents()).min()
}

/// A month on the provider in focus, for the summary.
pub fn headline(o: &Outcome) -> String {
    o.quote(o.s.p).monthly_cents().map_or_else(|| "not computable".to_owned(), whole)
}

/// The machine that is bought from the provider in focus, for the summary.
pub fn machine(o: &Outcome) -> String {
    let quote = o.quote(o.s.p);
    match quote.instance {
        // More machines than nodes were asked for, because none is large enough.
        Some(_) if quote.nodes_raised_from.is_some() => ["as ", &machines(quote)].concat(),
        Some(instance) => instance.name.to_owned(),
        None => "no machine".to_owned(),
    }
}

/// What the headline is paid for and to whom.
pub fn bought(o: &Outcome) -> String {
    format!("a month, {}", o.s.p.label())
}

fn whole(cents: i64) -> String {
    dollars(cents as f64 / 100.0)
}

fn machines(quote: &Quote) -> String {
    quote.instance.map_or_else(
        || "no machine".to_owned(),
        |instance| match quote.nodes() {
            1 => instance.name.to_owned(),
            nodes => format!("{} × {}", format::exact(nodes.into()), instance.name),
        },
    )
}

/// The section with the choices that only money depends on, the three bills and their tables.
pub fn costs(app: App) -> El {
    let keys = [
        Key::Provider,
        Key::Term,
        Key::Pick,
        Key::Arm,
        Key::LoadBalancer,
        Key::Average,
        Key::Egress,
    ];
    let choices = el("div.choices").children(keys.map(|key| field(app, key)).to_vec());
    let cards = Provider::ALL.iter().map(|provider| batch(|| card(app, *provider))).collect();
    section("costs-title", "What it costs")
        .id("costs")
        .child(dates())
        .child(choices)
        .child(el("div.cards.providers").children(cards))
        .child(guide_estimate(app))
        .child(by_kind(app))
        .child(own_prices(app))
        .child(el("p.calm").text("List prices in one region of each provider, Linux, in US dollars without tax or support. What you pay varies by region and contract."))
}

/// When the prices were read, and a mild warning once that is long ago.
fn dates() -> El {
    let dates = catalogue::dates();
    let (oldest, newest) = dates.compute;
    let line = format!(
        "Instance prices read {oldest} to {newest}. Prices of disks, traffic and discounts were read from {} on, some second-hand; every line of a bill says which.",
        dates.all.0
    );
    let age = (js_sys::Date::now() - js_sys::Date::parse(oldest)) / 86_400_000.0;
    let old = el("p.old")
        .text("Some instance prices are more than 180 days old; check them before you decide.");
    el("div.dates").child(el("p").text(&line)).child(if age > OLD_AFTER_DAYS {
        old
    } else {
        el("span")
    })
}

fn card(app: App, provider: Provider) -> El {
    let quote = move |read: fn(&Quote) -> String| app.text(move |o| read(o.quote(provider)));
    let title_id = format!("cost-{}", provider.code());
    let is_cheapest = move || {
        app.outcome.with(|o| {
            let total = o.quote(provider).monthly_cents();
            total.is_some() && total == cheapest(o)
        })
    };
    let difference = app.text(move |o| {
        let (Some(total), Some(least)) = (o.quote(provider).monthly_cents(), cheapest(o)) else {
            return String::new();
        };
        match total - least {
            0 => "cheapest".to_owned(),
            more if least > 0 => {
                format!("+{} (+{})", whole(more), format::percent(more as f64 / least as f64))
            }
            more => format!("+{}", whole(more)),
        }
    });
    let head = el("h3").id(&title_id).text(provider.label()).child(
        el("span.scope").text(&format!(" {}", catalogue::default_offer(provider).region().code)),
    );
    let total = el("p.provision")
        .child(el("b").dyn_text(quote(|q| {
            q.monthly_cents().map_or_else(|| "Not computable".to_owned(), whole)
        })))
        .text(" ")
        .child(el("span.scope").dyn_text(quote(|q| {
            q.yearly_usd()
                .map_or_else(String::new, |year| format!("a month; {} a year", dollars(year)))
        })));
    let machine = el("p.machine").child(el("b").dyn_text(quote(machines))).child(
        el("span.scope").dyn_text(quote(|q| {
            q.instance.map_or_else(String::new, |i| {
                format!(
                    " {} vCPU, {} GB each",
                    format::exact(i.vcpu()),
                    format::exact(i.memory_gb())
                )
            })
        })),
    );
    let remark = el("p.remark").dyn_text(app.text(move |o| {
        let quote = o.quote(provider);
        quote.error.map_or_else(|| quote.raised_sentence().unwrap_or_default(), |e| e.sentence())
    }));
    el("article.card.provider")
        .id(&format!("provider-{}", provider.code()))
        .attr("aria-labelledby", &title_id)
        .class_when("cheapest", is_cheapest)
        .class_when("focus", move || app.outcome.with(|o| o.s.p == provider))
        .children(vec![
            el("div.card-head").child(head).child(el("span.chip").dyn_text(difference)),
            total,
            machine,
            remark,
            bar(app, provider),
            legend(app, provider),
            picks(app, provider),
            terms(app, provider),
            bill(app, provider),
        ])
}

/// Parts of a total as widths, on one scale for the three providers. The legend says the numbers.
fn bar(app: App, provider: Provider) -> El {
    let segments = PARTS.iter().map(|(_, class, kinds)| {
        el("div").attr("class", class).dyn_style("width", move || {
            app.outcome.with(|o| {
                let most = Provider::ALL.iter().filter_map(|p| o.quote(*p).monthly_cents()).max();
                let quote = o.quote(provider);
                let (Some(most), Some(_)) = (most.filter(|m| *m > 0), quote.monthly_cents()) else {
                    return "0".to_owned();
                };
                let kept = 1.0 - o.own.discount(provider) / 100.0;
                let share = part(quote, kinds) as f64 * kept / most as f64;
                format!("{}%", model::number::plain(share * 100.0))
            })
        })
    });
    el("div.bar").attr("aria-hidden", "true").children(segments.collect())
}

fn legend(app: App, provider: Provider) -> El {
    let row = |name: &'static str, class: &'static str, kinds: &'static [ItemKind]| {
        let cents = move || app.outcome.with(|o| part(o.quote(provider), kinds));
        el("div")
            .dyn_flag("hidden", move || cents() == 0)
            .child(el("dt").child(el("i").attr("class", class)).text(name))
            .child(el("dd").dyn_text(move || whole(cents())))
    };
    let mut rows: Vec<El> =
        PARTS.iter().map(|(name, class, kinds)| row(name, class, kinds)).collect();
    rows.push(row("Negotiated discount", "part-none", &[ItemKind::Negotiated]));
    el("dl.needs.legend").children(rows)
}

/// Both ways to pick a machine, with what the guide's lacks.
fn picks(app: App, provider: Provider) -> El {
    let row = |pick: Pick| {
        let text = app.text(move |o| {
            let quote = &o.quotes[place(provider, pick)];
            let total = quote.monthly_cents().map_or_else(|| "not computable".to_owned(), whole);
            format!("{}, {total}", machines(quote))
        });
        let lacks = app.text(move |o| {
            let quote = &o.quotes[place(provider, pick)];
            let lacks: Vec<String> = quote.shortfalls().map(|s| s.text()).collect();
            if lacks.is_empty() {
                String::new()
            } else {
                format!("Has only {}", lacks.join(" and "))
            }
        });
        pair(pick.label(), el("dd").dyn_text(text).child(el("span.lacks").dyn_text(lacks)))
            .class_when("chosen", move || app.outcome.with(|o| o.s.pick == pick))
    };
    el("dl.needs.picks").children(Pick::ALL.iter().map(|pick| row(*pick)).collect())
}

/// The same machines at each commitment.
fn terms(app: App, provider: Provider) -> El {
    let cells = Term::ALL.iter().map(|term| {
        let text = move || {
            let totals = app.outcome.with(|o| term_totals(&o.s, &o.z, &o.own, provider, o.s.pick));
            totals[*term as usize].map_or_else(|| "–".to_owned(), whole)
        };
        el("li")
            .class_when("chosen", move || app.outcome.with(|o| o.s.term == *term))
            .child(el("span.scope").text(term.label()))
            .child(el("b").dyn_text(text))
    });
    el("ul.terms").attr("aria-label", "A month by commitment").children(cells.collect())
}

/// The bill's lines, made only while it is open.
fn bill(app: App, provider: Provider) -> El {
    let open = RwSignal::new(false);
    let details = el("details.explain");
    let this = details.0.clone();
    let data = move || open.get().then(|| app.outcome.with(|o| o.quote(provider).clone()));
    details
        .on("toggle", move |_| open.set(this.has_attribute("open")))
        .child(el("summary").text("Show the bill"))
        .child(
            el("dl.bill").dyn_children(data, |quote| quote.as_ref().map(lines).unwrap_or_default()),
        )
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
    let formula = crate::sections::what_it_needs::times(&item.formula());
    [
        head.child(el("b").text(&money(item.monthly_usd()))),
        el("dd")
            .child(el("code").text(&formula))
            .child(el("span.source").text(&source).text(" ").text(&item.remark())),
    ]
}

/// The guide's own estimate for the tier, beside ours.
fn guide_estimate(app: App) -> El {
    let text = app.text(|o| {
        let row: &QuickRow = o.z.tier.nearest_row();
        let estimates: Vec<String> = row
            .aws_monthly_usd
            .iter()
            .map(|(usd, nodes)| match nodes {
                Some(1) => format!("~{} on one node", dollars(*usd)),
                Some(nodes) => format!("~{} on {nodes} nodes", dollars(*usd)),
                None => format!("~{}", dollars(*usd)),
            })
            .collect();
        let which = if o.z.tier == Tier::Beyond { "its last tier, <1M," } else { "this tier" };
        let ours = o.quote(Provider::Aws).monthly_cents().map_or_else(|| "not computable".to_owned(), whole);
        let instance = &instances(o.s.p)[row.tier as usize];
        format!(
            "The guide (2026-02-11) estimates {} a month for {which} on AWS and does not say what is in it; the bill above comes to {ours} and has the lines that it shows. For one {} alone the guide says {}.",
            estimates.join(" or "),
            instance.instance,
            dollars(instance.monthly_usd),
        )
    });
    el("p.guide-estimate").dyn_text(text)
}

/// The numbers behind the bars as a table, for reading and copying.
fn by_kind(app: App) -> El {
    let open = RwSignal::new(false);
    let details = el("details.group");
    let this = details.0.clone();
    let mut head = vec!["A month, USD"];
    head.extend(Provider::ALL.iter().map(|p| p.label()));
    let (frame, body) = table("kinds-title", "numbers", &head);
    let data = move || {
        open.get()
            .then(|| app.outcome.with(|o| [0, 1, 2].map(|i| o.quote(Provider::ALL[i]).clone())))
    };
    body.dyn_children(data, |quotes| quotes.as_ref().map(kind_rows).unwrap_or_default());
    details
        .on("toggle", move |_| open.set(this.has_attribute("open")))
        .child(el("summary").child(el("h3").id("kinds-title").text("Compare line by line")))
        .child(frame)
}

fn kind_rows(quotes: &[Quote; 3]) -> Vec<El> {
    let row = |title: &str, cells: [Option<i64>; 3]| {
        let cell = |cents: &Option<i64>| {
            el("td").text(
                &cents.map_or_else(|| "not computable".to_owned(), |c| money(c as f64 / 100.0)),
            )
        };
        el("tr")
            .child(el("th").attr("scope", "row").text(title))
            .children(cells.iter().map(cell).collect())
    };
    let mut rows: Vec<El> = ItemKind::ALL
        .iter()
        .map(|kind| (kind, [0, 1, 2].map(|i| quotes[i].cents_of(*kind))))
        .filter(|(_, cents)| cents.iter().any(|c| *c != 0))
        .map(|(kind, cents)| row(kind.label(), cents.map(Some)))
        .collect();
    let totals = [0, 1, 2].map(|i| quotes[i].monthly_cents());
    let least = totals.iter().flatten().min().copied();
    rows.push(row("Total", totals));
    rows.push(row("More than the cheapest", totals.map(|total| Some(total? - least?))));
    rows
}
