//! `leadgate leads requeue`: dead and quarantined deliveries become pending again, those of one lead or
//! many at once.

mod progress;

use std::io::{IsTerminal as _, stdin};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use leadgate_clock::{Clock as _, SystemClock};
use leadgate_store::{LeadAdmin, LeadFilter, RequeueFrom, Tally};
use serde_json::json;

use super::super::{Configured, Usage};
use super::narrow::Narrow;
use progress::Progress;

/// How many deliveries go on in one step, which is one transaction: short enough that leads that
/// come in meanwhile do not wait.
const STEP: u32 = 500;

/// Which deliveries are requeued, and how.
#[derive(Args)]
#[command(group = clap::ArgGroup::new("which").required(true).args(["id", "dead", "quarantined"]))]
pub(crate) struct Requeue {
    /// The lead's id: its dead and its quarantined deliveries.
    id: Option<String>,
    /// All dead deliveries that the other options select.
    #[arg(long)]
    dead: bool,
    /// All quarantined deliveries that the other options select.
    #[arg(long)]
    quarantined: bool,
    #[command(flatten)]
    configured: Configured,
    #[command(flatten)]
    narrow: Narrow,
    /// Say what would happen, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Do not ask, as where nobody sits at a terminal.
    #[arg(long)]
    yes: bool,
    /// JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// What `requeue --help` says besides.
pub(crate) const HELP: &str = "\
Each delivery starts its schedule again. The quarantine reason stays on the lead. Two
operators may do this at once: no delivery is requeued twice. A running proxy delivers
them without a restart.

Example:
  leadgate leads requeue --config leadgate.toml 123e4567-e89b-42d3-a456-426614174000
  leadgate leads requeue --config leadgate.toml --dead --since 2d --connector crm --dry-run
  leadgate leads requeue --config leadgate.toml --quarantined --partner acme --yes";

/// Makes deliveries pending again.
pub(super) async fn run(requeue: &Requeue) -> Result<()> {
    match &requeue.id {
        Some(id) => one(id, requeue).await,
        None if requeue.dead => many(RequeueFrom::Dead, requeue).await,
        None => many(RequeueFrom::Quarantined, requeue).await,
    }
}

async fn one(id: &str, how: &Requeue) -> Result<()> {
    if how.dry_run || !how.narrow.is_all() {
        bail!(Usage(
            "an id selects one lead: leave the other options out, or use --dead or --quarantined instead of the id".to_owned()
        ));
    }
    let store = super::open(&how.configured).await?;
    let now_ms = SystemClock.now_ms();
    let dead = store.requeue_dead(id, now_ms).await?;
    let requeued = dead + store.requeue_quarantined(id, now_ms).await?;
    if requeued == 0 {
        bail!("the lead {id} has no dead or quarantined delivery");
    }
    if how.json {
        println!("{}", json!({ "id": id, "requeued": requeued }));
    } else {
        println!("requeued: {requeued} of the lead {id}");
    }
    Ok(())
}

async fn many(from: RequeueFrom, how: &Requeue) -> Result<()> {
    let store = super::open(&how.configured).await?;
    let filter = how.narrow.filter(Some(from.state()));
    let tallies = store.tally(&filter).await?;
    let found: u64 = tallies.iter().map(|tally| tally.count).sum();
    if how.dry_run {
        return print_found(&tallies, found, how.json);
    }
    if found > 0 && !how.yes && !is_confirmed(&tallies, found)? {
        bail!("nothing was requeued");
    }
    let requeued = in_steps(&*store, from, &filter, found).await?;
    if how.json {
        println!("{}", json!({ "found": found, "requeued": requeued }));
    } else {
        println!("requeued: {requeued} deliveries");
    }
    Ok(())
}

async fn in_steps(
    store: &dyn LeadAdmin,
    from: RequeueFrom,
    filter: &LeadFilter,
    found: u64,
) -> Result<u64> {
    let mut progress = Progress::of("requeued", found);
    let mut after = None;
    loop {
        let now_ms = SystemClock.now_ms();
        let step = store.requeue(from, filter, after, STEP, now_ms).await;
        let step = step.with_context(|| {
            format!(
                "stopped after {}; the same command goes on",
                progress.done()
            )
        })?;
        progress.add(step.deliveries);
        after = step.next;
        if after.is_none() {
            return Ok(progress.end());
        }
    }
}

/// What a dry run says.
fn print_found(tallies: &[Tally], found: u64, json: bool) -> Result<()> {
    if json {
        let out = json!({ "found": found, "dry_run": true, "requeued": 0, "tallies": tallies });
        println!("{out}");
        return Ok(());
    }
    for line in lines(tallies) {
        println!("{line}");
    }
    println!("{found} deliveries would be requeued; nothing was changed.");
    Ok(())
}

fn lines(tallies: &[Tally]) -> impl Iterator<Item = String> {
    tallies.iter().map(|tally| {
        let connector = tally.connector.as_deref().unwrap_or("-");
        let Tally {
            partner,
            form,
            count,
            ..
        } = tally;
        format!("{count:>9}  {connector:<14} {partner:<16} {form}")
    })
}

/// Asks, if there is somebody to ask.
fn is_confirmed(tallies: &[Tally], found: u64) -> Result<bool> {
    if !stdin().is_terminal() {
        return Ok(true);
    }
    for line in lines(tallies) {
        eprintln!("{line}");
    }
    eprint!("Requeue {found} deliveries? [y/N] ");
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}
