//! `leadgate store abandon-key`: when a key is lost for good.

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde_json::json;

use crate::{Configured, Usage};
use leadgate_clock::{Clock as _, SystemClock};
use leadgate_encryption::{PLAINTEXT, abandon_key};
use leadgate_operations::open_store as store;

pub(super) const HELP: &str = "\
Nobody can read these leads without the key: look for it in every back-up first. Their records stay,
as those of leads that were erased; what was still to be delivered is skipped.

Example:
  leadgate store abandon-key --config leadgate.toml 3fa9c210 --dry-run";

/// Which key.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    configured: Configured,
    /// The key's name, as errors call it.
    name: String,
    /// Count the leads, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// JSON instead of text.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(arguments: &Arguments) -> Result<()> {
    let Arguments { name, dry_run, .. } = arguments;
    let settings = arguments.configured.load()?.store;
    if settings.keyring()?.has(name) {
        bail!(Usage(format!(
            "the key {name} is in store.encryption_keys, so its leads can be read: take it out of the setting first if it has to be abandoned"
        )));
    }
    let store = (store::open_existing_url(&settings.url).await)
        .with_context(|| format!("the store {} cannot be opened", settings.url))?;
    let key_names = store.key_names().await?;
    if name == PLAINTEXT || !key_names.contains(name) {
        bail!(Usage(format!("no lead is encrypted with a key {name}")));
    }
    let abandoned = abandon_key(&*store, name, *dry_run, SystemClock.now_ms()).await?;
    store.close().await;
    let (leads, skipped) = (abandoned.leads, abandoned.skipped);
    if arguments.json {
        println!(
            "{}",
            json!({ "dry_run": dry_run, "leads": leads, "skipped": skipped })
        );
    } else if *dry_run {
        println!("{leads} leads would be given up; nothing was changed.");
    } else {
        println!("{leads} leads were given up; {skipped} deliveries will not be made.");
    }
    Ok(())
}
