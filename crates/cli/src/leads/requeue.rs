//! `leadgate leads retry` and `release`: deliveries that wait for an operator go on, those of one
//! lead or many at once.

mod progress;

use std::io::{IsTerminal as _, stdin};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use leadgate_store::{LeadAdmin, LeadFilter, RequeueFrom, Tally};
use serde_json::json;

use super::super::{Configured, Usage};
use super::narrow::Narrow;
use leadgate_clock::{Clock as _, SystemClock};
use progress::Progress;

/// How many deliveries go on in one step, which is one transaction: short enough that leads that
/// come in meanwhile do not wait.
const STEP: u32 = 500;

/// Which dead deliveries are tried again.
#[derive(Args)]
pub(crate) struct Retry {
    /// The lead's id.
    #[arg(required_unless_present = "dead", conflicts_with = "dead")]
    id: Option<String>,
    /// All dead deliveries, as far as the other options narrow them.
    #[arg(long)]
    dead: bool,
    #[command(flatten)]
    how: How,
}

/// Which quarantined deliveries are let go.
#[derive(Args)]
pub(crate) struct Release {
    /// The lead's id.
    #[arg(
        required_unless_present = "quarantined",
        conflicts_with = "quarantined"
    )]
    id: Option<String>,
    /// All quarantined deliveries, as far as the other options narrow them.
    #[arg(long)]
    quarantined: bool,
    #[command(flatten)]
    how: How,
}

/// What both have.
#[derive(Args)]
struct How {
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

/// What `retry --help` says besides.
pub(crate) const RETRY_HELP: &str = "\
Each delivery starts its schedule again. Two operators may do this at once: none is tried
twice for it. A server that is running goes on with them by itself.

Example:
  leadgate leads retry --config leadgate.toml 123e4567-e89b-42d3-a456-426614174000
  leadgate leads retry --config leadgate.toml --dead --since 2d --connector crm --dry-run";

/// What `release --help` says besides.
pub(crate) const RELEASE_HELP: &str = "\
The quarantine reason stays on the lead; its deliveries are sent.

Example:
  leadgate leads release --config leadgate.toml 123e4567-e89b-42d3-a456-426614174000
  leadgate leads release --config leadgate.toml --quarantined --partner acme --yes";

/// Tries dead deliveries again.
pub(super) async fn retry(retry: &Retry) -> Result<()> {
    run(RequeueFrom::Dead, retry.id.as_deref(), &retry.how).await
}

/// Lets quarantined deliveries go.
pub(super) async fn release(release: &Release) -> Result<()> {
    let from = RequeueFrom::Quarantined;
    run(from, release.id.as_deref(), &release.how).await
}

async fn run(from: RequeueFrom, id: Option<&str>, how: &How) -> Result<()> {
    match id {
        Some(id) => one(from, id, how).await,
        None => many(from, how).await,
    }
}

/// What is done, as a key of JSON and as a word.
const fn done(from: RequeueFrom) -> &'static str {
    match from {
        RequeueFrom::Dead => "retried",
        RequeueFrom::Quarantined => "released",
    }
}

async fn one(from: RequeueFrom, id: &str, how: &How) -> Result<()> {
    if how.dry_run || !how.narrow.is_all() {
        bail!(Usage(format!(
            "an id alone says which: leave the other options out, or the id, for --{}",
            from.state()
        )));
    }
    let store = super::open(&how.configured).await?;
    let now_ms = SystemClock.now_ms();
    let requeued = match from {
        RequeueFrom::Dead => store.requeue_dead(id, now_ms).await?,
        RequeueFrom::Quarantined => store.requeue_quarantined(id, now_ms).await?,
    };
    if requeued == 0 {
        bail!("the lead {id} has no {} delivery", from.state());
    }
    let done = done(from);
    if how.json {
        println!("{}", json!({ "id": id, done: requeued }));
    } else {
        println!("{done}: {requeued} of the lead {id}");
    }
    Ok(())
}

async fn many(from: RequeueFrom, how: &How) -> Result<()> {
    let store = super::open(&how.configured).await?;
    let filter = how.narrow.filter(Some(from.state()));
    let tallies = store.tally(&filter).await?;
    let found: u64 = tallies.iter().map(|tally| tally.count).sum();
    let done = done(from);
    if how.dry_run {
        return print_found(from, &tallies, found, how.json);
    }
    if found > 0 && !how.yes && !is_confirmed(from, &tallies, found)? {
        bail!("nothing was {done}");
    }
    let requeued = in_steps(&*store, from, &filter, found).await?;
    if how.json {
        println!("{}", json!({ "found": found, done: requeued }));
    } else {
        println!("{done}: {requeued} deliveries");
    }
    Ok(())
}

async fn in_steps(
    store: &dyn LeadAdmin,
    from: RequeueFrom,
    filter: &LeadFilter,
    found: u64,
) -> Result<u64> {
    let mut progress = Progress::of(done(from), found);
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
fn print_found(from: RequeueFrom, tallies: &[Tally], found: u64, json: bool) -> Result<()> {
    let done = done(from);
    if json {
        let out = json!({ "found": found, "dry_run": true, done: 0, "tallies": tallies });
        println!("{out}");
        return Ok(());
    }
    for line in lines(tallies) {
        println!("{line}");
    }
    println!("{found} deliveries would be {done}; nothing was changed.");
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
fn is_confirmed(from: RequeueFrom, tallies: &[Tally], found: u64) -> Result<bool> {
    if !stdin().is_terminal() {
        return Ok(true);
    }
    for line in lines(tallies) {
        eprintln!("{line}");
    }
    eprint!("{found} deliveries are to be {}. Go on? [y/N] ", done(from));
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}
