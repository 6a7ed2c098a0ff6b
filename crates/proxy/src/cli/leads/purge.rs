//! `leadgate leads purge`: personal data whose time is over is erased now, not within the hour.

use anyhow::{Context as _, Result, bail};
use clap::Args;
use leadgate_outbox::Expunging;
use serde_json::json;

use super::super::{Configured, Usage};
use crate::dispatcher::{Clock as _, SystemClock};
use crate::retention;

/// How to print what was erased.
#[derive(Args)]
pub(in crate::cli) struct Purge {
    #[command(flatten)]
    configured: Configured,
    /// JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// What `--help` says besides.
pub(in crate::cli) const HELP: &str = "\
Applies [retention] as the running server does every hour. The record of each lead stays.

Example:
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
    let erased = retention::purge(&*store, rules, now_ms, |erased| {
        eprintln!("{} leads erased so far", erased.leads);
    });
    let erased = erased.await?;
    let expunged = retention::expunge(&*store, &SystemClock, Expunging::InPlace).await;
    if purge.json {
        let out = json!({ "erased": erased.leads, "skipped": erased.skipped });
        println!("{out}");
    } else {
        println!(
            "erased: {} leads; {} deliveries will not be made",
            erased.leads, erased.skipped
        );
    }
    expunged.context("they may still be in the store's files: run this again")?;
    store.close().await;
    Ok(())
}
