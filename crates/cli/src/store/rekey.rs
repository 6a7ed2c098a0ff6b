//! `leadgate store rekey`: everything as the first key wants it, and what is left under which.

use anyhow::{Context as _, Result, bail};
use clap::Args;
use leadgate_store::{Expunging, StoreTransfer};
use serde_json::json;

use super::progress::Progress;
use crate::{Configured, Usage};
use leadgate_clock::SystemClock;
use leadgate_encryption::{Keyring, PLAIN, Rekeyed, rekey};
use leadgate_operations::{open_store as store, retention};

pub(super) const HELP: &str = "\
Restart every proxy with the new first key before: one that runs without it cannot read what is sealed
anew. The proxies may go on meanwhile. May be broken off and begun again. Where `plain` stands before
the keys, everything is stored in the clear again.

Afterwards the store's file is written anew, so that nothing of what was stored before stays on disk;
meanwhile, seconds for each gigabyte, leads are answered with \"later\". --quick leaves that out.

Example:
  leadgate store rekey --config leadgate.toml --dry-run
  leadgate store rekey --config leadgate.toml";

/// Which store, and how.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    configured: Configured,
    /// Count what is under which key, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Do not write the store's files anew: nothing has to wait, and fragments of hashes may stay in
    /// them.
    #[arg(long)]
    quick: bool,
    /// JSON instead of text.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(arguments: &Arguments) -> Result<()> {
    let settings = arguments.configured.load()?.store;
    let keyring = settings.keyring()?;
    if keyring.is_empty() {
        bail!(Usage(
            "store.seal_keys: is not set: there is no key to seal with. `leadgate store key` makes one"
                .to_owned()
        ));
    }
    let store = (store::open_existing_url(&settings.url).await)
        .with_context(|| format!("the store {} cannot be opened", settings.url))?;
    let found = seal(&*store, &keyring, arguments.dry_run).await?;
    let mut expunged = Ok(());
    // Also where nothing was to be done: the last time, it may not have come to this.
    if !arguments.dry_run {
        let how = match arguments.quick {
            true => Expunging::InPlace,
            false => Expunging::Rewriting,
        };
        expunged = retention::expunge(&*store, &SystemClock, how).await;
    }
    store.close().await;
    if arguments.json {
        println!("{}", out(arguments, &keyring, &found));
    } else {
        print(arguments, &keyring, &found);
    }
    for (lead, reason) in &found.not_opened {
        eprintln!("leadgate: the lead {lead} was left as it is: {reason}");
    }
    expunged.context(
        "done, but what was stored before may still be in the store's files: run the same command again, which then writes them anew",
    )?;
    if !found.not_opened.is_empty() {
        bail!("{} leads cannot be opened", found.not_opened.len());
    }
    if found.left > 0 && !arguments.dry_run {
        bail!(
            "{} leads were stored under an older key meanwhile: restart every proxy with the new first key, and run this again",
            found.left
        );
    }
    Ok(())
}

async fn seal(store: &dyn StoreTransfer, keyring: &Keyring, dry_run: bool) -> Result<Rekeyed> {
    let mut progress = Progress::of("looked at");
    let found = rekey(store, keyring, dry_run, |leads| progress.count(leads));
    Ok(found.await?)
}

fn out(arguments: &Arguments, keyring: &Keyring, found: &Rekeyed) -> serde_json::Value {
    let not_opened = found.not_opened.iter();
    let not_opened: Vec<_> = not_opened
        .map(|(lead, reason)| json!({ "lead": lead, "reason": reason.to_string() }))
        .collect();
    json!({
        "dry_run": arguments.dry_run, "resealed": found.resealed, "left": found.left,
        "first": keyring.first(), "under": found.under, "free": found.free,
        "not_opened": not_opened,
    })
}

fn print(arguments: &Arguments, keyring: &Keyring, found: &Rekeyed) {
    if arguments.dry_run {
        println!(
            "{} leads would be stored anew; nothing was changed.",
            found.left
        );
    } else {
        println!("{} leads were stored anew.", found.resealed);
    }
    for (name, leads) in &found.under {
        let under = match &**name {
            PLAIN => "in the clear".to_owned(),
            name if name == keyring.first() => {
                format!("under the key {name}, the first of store.seal_keys")
            }
            name if keyring.has(name) => format!("under the key {name}"),
            name => format!("under the key {name}, which store.seal_keys lacks"),
        };
        println!("{leads} leads are {under}.");
    }
    for name in found.free.iter().filter(|name| keyring.has(name)) {
        println!(
            "No lead is under the key {name} any more: it may be taken out of store.seal_keys."
        );
    }
}
