//! The table: one row an input, from which everything else about it follows.
//!
//! The columns of a row, by line:
//!
//! 1. its [`Key`]; its code in links and files, which is also its field in [`Resolved`], and the field's
//!    type; `default` and a number (of a choice: [`Provider::number`] and its like), or `auto` and the
//!    function of [`auto`] that says what it then is; its [`Group`] in a form;
//! 2. its label; its unit and per what, empty for choices; its [`Kind`];
//! 3. what it is, in one or two sentences;
//! 4. how to find one's own value, and a usual one; PromQL stands in backticks.
//!
//! The order of the rows is that of links, files and forms. A new row may stand anywhere: nothing is
//! kept by its place. This file may be longer than others: it is one table, and it is read by row.

use super::declare::{declare_inputs, default_of, follow};
use super::{
    AWS_DEFAULT_REGION, AWS_REGIONS, AZURE_DEFAULT_REGION, AZURE_REGIONS, Autos, BackupTarget,
    Field, GCP_DEFAULT_REGION, GCP_REGIONS, Group, GrowthModel, Input, Kind, NO, Pick, Provider,
    Reading, RegionOf,
    Scale::{Linear, Log, LogFrom},
    Term, Value, auto, count, number,
};
use crate::guide::coefficients as c;

declare_inputs! {
    Assertions, a: f64, default 5000.0, Load,
        "Total assertions", "assertions in all", count(1.0, 1e9, Log),
        "Signed, immutable facts stored in the whole deployment. They are only ever added.",
        "On a running deployment: `sum(stemedb_assertions)`, divided by the replication factor. Otherwise count your documents and the facts in each. A pilot holds about 5,000.";
    Queries, q: f64, default 50.0, Load,
        "Peak query rate", "queries/s in all", number(0.0, 1e6, Log),
        "Queries per second in the busiest minutes, over the whole deployment.",
        "The busiest five minutes of a month: `max_over_time(sum(rate(stemedb_query_latency_seconds_count[5m]))[30d:5m])`. A pilot sees about 50.";
    Ingest, i: f64, default 10.0, Load,
        "Peak ingest rate", "assertions/s in all", number(0.0, 1e6, Log),
        "Assertions written per second, sustained at peak, over the whole deployment.",
        "`max_over_time(sum(deriv(stemedb_assertions[5m]))[30d:5m])`, divided by the replication factor. A pilot writes about 10.";
    DailyIngest, d: f64, auto auto::daily_ingest, Load,
        "Daily ingest", "assertions/day in all", number(0.0, 1e9, Log),
        "Assertions written on a normal day; it sizes the write-ahead log. Auto is a tenth of all assertions, as in the guide's examples.",
        "`sum(delta(stemedb_assertions[1d]))`, divided by the replication factor.";
    WalRetention, wr: f64, default 7.0, Storage,
        "WAL retention", "days", number(0.0, 365.0, Linear(1.0)),
        "How many days of write-ahead log are kept.",
        "As your recovery policy requires: the log must reach back to the last good backup. The guide keeps 7 days.";
    Backups, bk: f64, default 7.0, Storage,
        "Backups kept", "backups", count(0.0, 365.0, Linear(1.0)),
        "How many full backups, each of log and database, are kept.",
        "As your backup policy requires. The guide keeps 7.";
    BackupTarget, bt: BackupTarget, default BackupTarget::Disk.number(), Storage,
        "Where backups are kept", "", Kind::Choice(BackupTarget::OPTIONS),
        "The guide sizes node disks to hold the backups; object storage is cheaper and survives a lost disk.",
        "See where your backup job writes.";
    Cache, cache: f64, auto auto::cache, Storage,
        "Cache", "GB per node", number(0.0, 1024.0, Log),
        "Memory given to the cache on each node. Auto is 1 GB below 100K assertions, 2 GB from there, 4 GB from 1M.",
        "More helps as long as the disks are read a lot: `sum(rate(node_disk_read_bytes_total[5m]))`. 1 to 4 GB are usual.";
    Lens, lens: f64, default 0.0, Load,
        "Complex lens share", "% of queries", number(0.0, 100.0, Linear(1.0)),
        "Share of queries resolved through costly lenses, such as AuthorityLens over deep chains. They take more CPU.",
        "Ask which lenses your applications name in their queries. The guide's own figures assume none.";
    Sustained, sus: f64, default c::SUSTAINED_SHARE.value, Load,
        "Sustained load", "% of peak", number(1.0, 100.0, Linear(1.0)),
        "The highest load that lasts 15 minutes or longer, as a share of the peak. The guide sizes CPU for the peak, and says to scale by the sustained load.",
        "`max_over_time(sum(rate(stemedb_query_latency_seconds_count[15m]))[30d:15m])`, divided by the peak query rate.";
    Nodes, n: u32, auto auto::nodes, Topology,
        "Nodes", "machines", count(1.0, 99.0, Linear(1.0)),
        "Machines that run StemeDB. Auto is the guide's count for the tier.",
        "How many run today: `count(stemedb_assertions)`. Auto is a good start.";
    HighAvailability, ha: bool, default NO, Topology,
        "Survive a node failure", "", Kind::Switch,
        "Whether the deployment must keep serving when one node is lost. It raises one node to three.",
        "Yes, if somebody has been promised that it stays up.";
    ReplicationFactor, rf: f64, auto auto::copies, Topology,
        "Replication factor", "copies of each assertion", count(1.0, 99.0, Linear(1.0)),
        "Copies of every assertion over the cluster. Auto is 1 on one node, otherwise 2.",
        "As your durability policy requires. 2 is usual on a cluster.";
    Drill, drill: bool, default NO, Topology,
        "Carry the peak with a node down", "", Kind::Switch,
        "Sizes CPU so that the remaining nodes carry the whole peak while one is lost.",
        "Yes, if a failure in the busiest hour must not be felt.";
    PeakCpu, head: f64, default 100.0, Advanced,
        "Highest CPU at peak", "% of each machine", number(10.0, 100.0, Linear(1.0)),
        "How much of a machine's CPU the peak may take. The guide rounds up to the next size and leaves no room beyond that.",
        "Leave it to follow the guide. Set it lower if answers must stay fast in the busiest minutes: 70% is usual.";
    AssertionKb, kb: f64, default 1.0, Advanced,
        "Size of an assertion", "KB", number(0.1, 10e3, Log),
        "Average stored size of one assertion, signature included.",
        "The database's size on disk, divided by its assertions. The guide counts 1 KB.";
    WalRecordKb, walkb: f64, default 10.0, Advanced,
        "Size of a WAL record", "KB", number(0.1, 100e3, Log),
        "Average size of what the write-ahead log keeps for one assertion.",
        "A day's growth of the log, divided by the day's assertions. The guide counts 10 KB.";
    ResponseKb, resp: f64, default 5.0, Advanced,
        "Size of a query response", "KB", number(0.1, 100e3, Log),
        "Average size of one answer.",
        "`sum(rate(node_network_transmit_bytes_total[5m]))`, divided by queries per second. The guide counts 5 KB.";
    Reading, rd: Reading, default Reading::Consistent.number(), Advanced,
        "Reading of the guide", "", Kind::Choice(Reading::OPTIONS),
        "The guide contradicts itself in places; this says which of its figures to follow.",
        "Leave it, unless you have to match figures that somebody took from the guide.";
    CpuPerQuery, cq: f64, default c::CPU_PER_QUERY.value, Advanced,
        "CPU per query/s", "vCPU", number(0.0, 10.0, LogFrom(0.0001)),
        "CPU that one query per second takes, before the overheads of a cluster and of complex lenses. It starts with the guide's figure; measure your own.",
        "Compare the CPU of two hours with different query rates and the same ingest: `sum(rate(process_cpu_seconds_total[1h]))`. Divide the difference by that of the rates.";
    CpuPerIngest, ci: f64, default c::CPU_PER_INGEST.value, Advanced,
        "CPU per assertion/s", "vCPU", number(0.0, 10.0, LogFrom(0.0001)),
        "CPU that one ingested assertion per second takes, before the overhead of a cluster. It starts with the guide's figure; measure your own.",
        "The same with two hours of different ingest and the same query rate.";
    CpuBackground, cb: f64, default c::CPU_BASE.value, Advanced,
        "Background CPU", "vCPU in all", number(0.0, 128.0, LogFrom(0.1)),
        "CPU that the deployment takes with no load: compaction, replication. It starts with the guide's figure; measure your own.",
        "The CPU of the quietest hour of a month: `min_over_time(sum(rate(process_cpu_seconds_total[1h]))[30d:1h])`.";
    RamBase, rb: f64, default c::RAM_BASE.value, Advanced,
        "OS and runtime", "GB per node", number(0.0, 1024.0, LogFrom(0.1)),
        "Memory of the operating system and of StemeDB itself, besides data, index and cache. It starts with the guide's figure; measure your own.",
        "Memory in use on a node, less its data, index and cache: `node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes`.";
    IndexShare, ix: f64, default c::INDEX_SHARE.value, Advanced,
        "Index share", "% of data", number(0.0, 1000.0, Log),
        "Size of the indexes as a share of the data, in memory and on disk. It starts with the guide's figure; measure your own.",
        "The size of the index files, divided by that of the data files.";
    Iops, iops: f64, default 3000.0, Storage,
        "Disk IOPS", "IOPS per node", count(3000.0, 256e3, Log),
        "Disk operations per second to provision. 3,000 is the guide's minimum, 10,000 its recommendation.",
        "At peak: `max(rate(node_disk_reads_completed_total[5m]) + rate(node_disk_writes_completed_total[5m]))`.";
    Pick, pick: Pick, default Pick::Fit.number(), Cost,
        "Instance choice", "", Kind::Choice(Pick::OPTIONS),
        "Which choice the totals follow; both are always shown.",
        "Leave it at the best fit, unless your company buys from a list.";
    Term, term: Term, default Term::OnDemand.number(), Cost,
        "Commitment", "", Kind::Choice(Term::OPTIONS),
        "On demand, or committed without paying upfront.",
        "Ask whoever pays the cloud bills. On demand is right for a pilot.";
    Arm, arm: bool, default NO, Cost,
        "Allow Arm instances", "", Kind::Switch,
        "Whether Arm machines (Graviton, Axion, Ampere) may be chosen.",
        "Yes, if StemeDB and everything beside it is built for Arm.";
    LoadBalancer, lb: bool, auto auto::balancer, Cost,
        "Load balancer", "", Kind::Switch,
        "Whether a load balancer is paid for. Auto is yes on a cluster.",
        "Check whether clients reach the nodes through one.";
    Average, avg: f64, default 30.0, Cost,
        "Average load", "% of peak", number(1.0, 100.0, Linear(1.0)),
        "Average load as a share of the peak; traffic is billed by it.",
        "`avg_over_time(sum(rate(stemedb_query_latency_seconds_count[5m]))[30d:5m])`, divided by the peak. 30% if nothing is known.";
    Egress, egress: f64, default 0.0, Cost,
        "Responses leaving the cloud", "% of responses", number(0.0, 100.0, Linear(1.0)),
        "Share of query responses that go out to the internet.",
        "0 if only services in the same region ask, 100 if all clients are on the internet.";
    CrossZone, xz: f64, auto auto::crossing, Cost,
        "Client traffic between zones", "% of traffic", number(0.0, 100.0, Linear(1.0)),
        "Share of the clients' requests and answers that go to a node in another zone. Auto assumes that clients and nodes are spread evenly over the region's zones, up to three.",
        "0 if every client asks the node in its own zone, or if all clients and the only node share a zone.";
    Addresses, ip: f64, auto auto::addresses, Cost,
        "Public addresses", "IPv4 addresses", count(0.0, 1000.0, Log),
        "Public IPv4 addresses that are paid for. Auto is none while nothing leaves the cloud, else one; on AWS one for each zone of a load balancer.",
        "Count the addresses of your load balancer, and those of nodes that the internet reaches directly.";
    GrowthModel, g: GrowthModel, default GrowthModel::Staged.number(), Growth,
        "Growth", "", Kind::Choice(GrowthModel::OPTIONS),
        "How the number of assertions grows.",
        "A fixed number suits data from a steady source, a percentage a growing user base.";
    GrowthRate, gr: f64, auto auto::growth_rate, Growth,
        "Growth per month", "", number(0.0, 1e9, Log),
        "In assertions a month if growth is the same number every month, in % a month if it is the same percentage.",
        "Over the last month: `sum(deriv(stemedb_assertions[30d])) * 2592000`, divided by the replication factor.";
    QueryGrowth, gq: Option<f64>, auto auto::none, Growth,
        "Query and ingest growth", "% per month", number(0.0, 1000.0, Log),
        "How queries and ingest grow. Auto is in step with assertions.",
        "Compare the peak query rates of two months. Auto is usual.";
    Uncertainty, gu: f64, default 1.5, Growth,
        "Growth uncertainty", "x", number(1.0, 10.0, Linear(0.1)),
        "The slow case divides the growth rate by this, the fast case multiplies it.",
        "1.5 with some history, 2 or more without any.";
    Horizon, h: f64, default 36.0, Growth,
        "Horizon", "months", count(1.0, 120.0, Linear(1.0)),
        "How far ahead to look.",
        "As long as you commit or budget for; 36 months are usual.";
    LeadTime, lead: f64, default 6.0, Growth,
        "Lead time", "weeks", number(0.0, 52.0, Linear(1.0)),
        "From deciding on a new deployment to having it in service.",
        "How long your last purchase took, from the decision to the first query.";
    HoldsFor, last: f64, default 0.0, Growth,
        "Bought to last", "months", count(0.0, 120.0, Linear(1.0)),
        "How long what is bought today must hold, by the expected growth. With 0 it has to hold today's load.",
        "As long as you want to keep the same machines; with a 1-year commitment, 12.";
    Provider, p: Provider, default Provider::Aws.number(), Cost,
        "Provider in focus", "", Kind::Choice(Provider::OPTIONS),
        "Whose instances and prices lead the page; the others stay beside it.",
        "Where your data and your contracts already are.";
    Budget, budget: Option<f64>, auto auto::none, Cost,
        "Budget", "USD a month", number(0.0, 1e9, Log),
        "What a month may cost. It changes no other figure. Auto is no limit.",
        "Ask who pays.";
    AwsRegion, aws: RegionOf<{ Provider::Aws as usize }>, default AWS_DEFAULT_REGION, Cost,
        "AWS region", "", Kind::Choice(AWS_REGIONS),
        "Where the deployment runs on AWS; machines and prices are those of this region.",
        "Where your users are, or where your data has to stay.";
    GcpRegion, gcp: RegionOf<{ Provider::Gcp as usize }>, default GCP_DEFAULT_REGION, Cost,
        "Google Cloud region", "", Kind::Choice(GCP_REGIONS),
        "Where the deployment runs on Google Cloud; machines and prices are those of this region.",
        "Where your users are, or where your data has to stay.";
    AzureRegion, azure: RegionOf<{ Provider::Azure as usize }>, default AZURE_DEFAULT_REGION, Cost,
        "Azure region", "", Kind::Choice(AZURE_REGIONS),
        "Where the deployment runs on Azure; machines and prices are those of this region.",
        "Where your users are, or where your data has to stay.";
}
