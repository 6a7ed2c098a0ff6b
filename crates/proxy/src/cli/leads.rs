//! `leadgate leads`: stored leads and their deliveries, for the operator.

mod export;
mod formula;
mod import;
mod moment;
mod pages;

use std::sync::Arc;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use leadgate_outbox::{DeliveryState, LeadFilter, LeadSummary, Outbox};

use self::pages::Pages;
use super::Configured;
use crate::dispatcher::{Clock as _, SystemClock};
use crate::store;
use crate::time::rfc3339;

/// What to do with stored leads.
#[derive(Subcommand)]
pub(super) enum Command {
    /// List leads, newest first, without personal data.
    #[command(
        after_help = "Example:\n  leadgate leads list --config leadgate.toml --state dead --limit 50"
    )]
    List(List),
    /// Show one lead with its fields. Prints personal data.
    #[command(
        after_help = "Example:\n  leadgate leads show --config leadgate.toml 123e4567-e89b-42d3-a456-426614174000"
    )]
    Show(One),
    /// Count deliveries by state.
    #[command(after_help = "Example:\n  leadgate leads stats --config leadgate.toml --json")]
    Stats(Stats),
    /// Deliver a dead lead again, from the start of its schedule.
    #[command(
        after_help = "Example:\n  leadgate leads retry --config leadgate.toml 123e4567-e89b-42d3-a456-426614174000"
    )]
    Retry(One),
    /// Import a table of leads: good rows are stored, the others written back with their reasons.
    #[command(after_help = import::HELP)]
    Import(import::Import),
    /// Print leads with their fields, or what was agreed to. Prints personal data.
    #[command(after_help = export::HELP)]
    Export(export::Export),
}

/// Which leads to list.
#[derive(Args)]
pub(super) struct List {
    #[command(flatten)]
    configured: Configured,
    /// Only leads with a delivery in this state: pending, delivered, quarantined, skipped or dead.
    #[arg(long)]
    state: Option<DeliveryState>,
    /// Only this partner's.
    #[arg(long, value_name = "KEY")]
    partner: Option<String>,
    /// At most this many.
    #[arg(long, default_value_t = 20)]
    limit: u32,
    /// JSON lines instead of a table.
    #[arg(long)]
    json: bool,
}

/// Which lead.
#[derive(Args)]
pub(super) struct One {
    #[command(flatten)]
    configured: Configured,
    /// The lead's id.
    id: String,
    /// JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// How to print the counts.
#[derive(Args)]
pub(super) struct Stats {
    #[command(flatten)]
    configured: Configured,
    /// JSON instead of a table.
    #[arg(long)]
    json: bool,
}

/// Runs a command on the configured store; the server may be running.
pub(super) fn run(command: &Command) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match command {
            Command::List(list) => print_list(list).await,
            Command::Show(one) => show(one).await,
            Command::Stats(stats) => print_stats(stats).await,
            Command::Retry(one) => retry(one).await,
            Command::Import(import) => import::run(import).await,
            Command::Export(export) => export::run(export).await,
        }
    })
}

/// The store as it is: a wrong path must not look like an empty store.
async fn open(configured: &Configured) -> Result<Arc<dyn Outbox>> {
    let settings = configured.load()?;
    Ok(store::open_existing(&settings.store.url).await?)
}

async fn print_list(list: &List) -> Result<()> {
    let store = open(&list.configured).await?;
    let filter = LeadFilter {
        partner: list.partner.clone(),
        state: list.state,
        ..LeadFilter::default()
    };
    let mut leads = Vec::new();
    let mut pages = Pages::of(&*store, filter).within(None, u64::from(list.limit));
    while let Some(page) = pages.next().await? {
        leads.extend(page);
    }
    if list.json {
        for lead in &leads {
            println!("{}", serde_json::to_string(lead)?);
        }
    } else if leads.is_empty() {
        println!("No leads match.");
    } else {
        println!(
            "{:<36}  {:<20}  {:<12}  {:<14}  DELIVERIES",
            "ID", "ACCEPTED (UTC)", "PARTNER", "FORM"
        );
        for lead in &leads {
            print_row(lead);
        }
    }
    Ok(())
}

fn print_row(lead: &LeadSummary) {
    let deliveries: Vec<String> = lead.deliveries.iter().map(delivery).collect();
    println!(
        "{:<36}  {:<20}  {:<12}  {:<14}  {}",
        lead.id,
        rfc3339(lead.created_at),
        lead.partner,
        lead.form,
        deliveries.join("; ")
    );
}

fn delivery(delivery: &leadgate_outbox::DeliverySummary) -> String {
    let reason = delivery
        .reason
        .as_ref()
        .map_or_else(String::new, |reason| format!(": {reason}"));
    format!(
        "{} {} after {} tries{reason}",
        delivery.connector, delivery.state, delivery.attempts
    )
}

async fn show(one: &One) -> Result<()> {
    let store = open(&one.configured).await?;
    let Some(lead) = store.show(&one.id).await? else {
        bail!("there is no lead {}", one.id)
    };
    if one.json {
        println!("{}", serde_json::to_string(&lead)?);
        return Ok(());
    }
    print_row(&lead.summary);
    match &lead.payload {
        Some(payload) => {
            let fields: serde_json::Value = serde_json::from_str(payload)?;
            println!("{}", serde_json::to_string_pretty(&fields)?);
        }
        None => println!("Its personal data has been erased."),
    }
    Ok(())
}

async fn print_stats(stats: &Stats) -> Result<()> {
    let counts = open(&stats.configured).await?.counts().await?;
    if stats.json {
        println!("{}", serde_json::to_string(&counts)?);
    } else {
        println!("{:<12} {:>9}", "created", counts.created);
        for state in DeliveryState::ALL {
            println!("{:<12} {:>9}", state.as_str(), counts.of(state));
        }
        println!(
            "{}",
            if counts.reconcile() {
                "The counts reconcile."
            } else {
                "The counts do NOT reconcile."
            }
        );
    }
    Ok(())
}

async fn retry(one: &One) -> Result<()> {
    let store = open(&one.configured).await?;
    let revived = store.retry(&one.id, SystemClock.now_ms()).await?;
    if revived == 0 {
        bail!("the lead {} has no dead delivery", one.id);
    }
    if one.json {
        println!(
            "{}",
            serde_json::json!({ "id": one.id, "retried": revived })
        );
        return Ok(());
    }
    println!("{revived} delivery(ies) of {} will be tried again.", one.id);
    Ok(())
}
