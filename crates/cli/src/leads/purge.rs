//! `leadgate leads purge`: personal data whose time is over is erased now, not within the hour.

use anyhow::{Context as _, Result, bail};
use clap::Args;
use leadgate_store::{Erased, Scrub};
use serde_json::json;

use super::super::{Configured, Usage};
use leadgate_clock::{Clock as _, SystemClock};
use leadgate_operations::retention;

/// How many leads a dry run looks at by each rule: to know that there are many is enough.
const LOOKED_AT: u32 = 10_000;

/// How to print what was erased.
#[derive(Args)]
pub(crate) struct Purge {
    #[command(flatten)]
    configured: Configured,
    /// Say how much would be erased, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// What `--help` says besides.
pub(crate) const HELP: &str = "\
Applies [retention] as the running proxy does every hour. The record of each lead stays.

Example:
  leadgate leads purge --config leadgate.toml --dry-run
  leadgate leads purge --config leadgate.toml";

/// Erases what is over.
pub(super) async fn run(purge: &Purge) -> Result<()> {
    let settings = purge.configured.load()?;
    let rules = settings.retention;
    if rules.delivered_days == 0 && rules.undelivered_days == 0 {
        bail!(Usage(
            "retention.delivered_days and retention.undelivered_days are 0: personal data is kept for good".to_owned()
        ));
    }
    let store = super::open(&purge.configured).await?;
    let now_ms = SystemClock.now_ms();
    if purge.dry_run {
        let preview = retention::preview(&*store, rules, now_ms, LOOKED_AT).await?;
        print_preview(preview, purge.json);
        store.close().await;
        return Ok(());
    }
    let erased = retention::purge(&*store, rules, now_ms, |erased| {
        eprintln!("{} leads erased so far", erased.leads);
    });
    let erased = erased.await?;
    let scrubbed = retention::scrub(&*store, &SystemClock, Scrub::InPlace).await;
    if purge.json {
        let out = json!({ "dry_run": false, "erased": erased.leads, "skipped": erased.skipped });
        println!("{out}");
    } else {
        println!(
            "erased: {} leads; {} deliveries will not be made",
            erased.leads, erased.skipped
        );
    }
    scrubbed.context("they may still be in the store's files: run this again")?;
    store.close().await;
    Ok(())
}

fn print_preview(Erased { leads, skipped }: Erased, json: bool) {
    if json {
        let out = json!({ "dry_run": true, "would_erase": leads, "would_skip": skipped });
        println!("{out}");
        return;
    }
    let or_more = if leads >= u64::from(LOOKED_AT) {
        " or more"
    } else {
        ""
    };
    println!(
        "would be erased: {leads} leads{or_more}; {skipped} deliveries{or_more} would not be made"
    );
}
