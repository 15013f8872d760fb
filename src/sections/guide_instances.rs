//! The guide's tables of instances, one per provider. The row of this scenario's tier is marked.

use super::Section;
use super::quick_reference::tier_row;
use crate::dom::{Batch, El, el};
use crate::format::{dollars, exact, figure};
use crate::state::{App, Outcome};
use crate::widgets::table::table;
use model::guide::coefficients::GUIDE_DATE;
use model::guide::instances;
use model::inputs::Provider;

/// Titles of the columns.
const HEAD: [&str; 6] = ["Assertions", "Instance", "vCPU", "RAM", "Network", "A month"];

/// The section.
pub fn make(section: &Section, app: App) -> El {
    let batch = app.batch();
    let tables = Provider::ALL.iter().map(|provider| provider_table(&batch, *provider)).collect();
    let about = format!(
        "One instance per node; costs are the guide's estimates of {GUIDE_DATE} for one instance in AWS us-east-1, GCP us-central1 and Azure East US. Burstable machines are for pilots."
    );
    section.with_title().child(el("p").text(&about)).child(el("div.columns").children(tables))
}

fn provider_table(batch: &Batch<Outcome>, provider: Provider) -> El {
    let title = format!("instances-{}", provider.code());
    let (frame, body) = table(&title, "machines", &HEAD);
    let rows = instances(provider).iter().map(|instance| {
        let cells = [
            instance.instance,
            &figure(instance.vcpu),
            &format!("{} GB", exact(instance.ram_gb)),
            instance.network,
            &dollars(instance.monthly_usd),
        ];
        tier_row(batch, instance.tier, el("th").text(instance.tier.name()), &cells)
    });
    body.children(rows.collect());
    el("div").child(el("h4").id(&title).text(provider.label())).child(frame)
}
