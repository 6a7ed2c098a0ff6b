//! `leadgate store rotate-key`: everything as the first key wants it, and what is left under which.

use anyhow::{Context as _, Result, bail};
use clap::Args;
use leadgate_store::{Scrub, StoreTransfer};
use serde_json::json;

use super::progress::Progress;
use crate::{Configured, Usage};
use leadgate_clock::SystemClock;
use leadgate_encryption::{Keyring, PLAINTEXT, Rotation, rotate_key};
use leadgate_operations::{open_store as store, retention};

pub(super) const HELP: &str = "\
Restart every proxy with the new first key before: one that runs without it cannot read what is encrypted
anew. The proxies may go on meanwhile. May be broken off and begun again. Where `plaintext` stands before
the keys, everything is stored unencrypted again.

Afterwards the store's file is written anew, so that nothing of what was stored before stays on disk;
meanwhile, seconds for each gigabyte, leads are answered with \"later\". --quick leaves that out.

Example:
  leadgate store rotate-key --config leadgate.toml --dry-run
  leadgate store rotate-key --config leadgate.toml";

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
            "store.encryption_keys: is not set: there is no key to encrypt with. `leadgate store new-key` makes one"
                .to_owned()
        ));
    }
    let store = (store::open_existing_url(&settings.url).await)
        .with_context(|| format!("the store {} cannot be opened", settings.url))?;
    let found = encrypt_all(&*store, &keyring, arguments.dry_run).await?;
    let mut scrubbed = Ok(());
    // Also where nothing was to be done: the last time, it may not have come to this.
    if !arguments.dry_run {
        let how = match arguments.quick {
            true => Scrub::InPlace,
            false => Scrub::Rewriting,
        };
        scrubbed = retention::scrub(&*store, &SystemClock, how).await;
    }
    store.close().await;
    if arguments.json {
        println!("{}", out(arguments, &keyring, &found));
    } else {
        print(arguments, &keyring, &found);
    }
    for (lead, reason) in &found.undecryptable {
        eprintln!("leadgate: the lead {lead} was left as it is: {reason}");
    }
    scrubbed.context(
        "done, but what was stored before may still be in the store's files: run the same command again, which then writes them anew",
    )?;
    if !found.undecryptable.is_empty() {
        bail!("{} leads cannot be opened", found.undecryptable.len());
    }
    if found.left > 0 && !arguments.dry_run {
        bail!(
            "{} leads were stored under an older key meanwhile: restart every proxy with the new first key, and run this again",
            found.left
        );
    }
    Ok(())
}

async fn encrypt_all(
    store: &dyn StoreTransfer,
    keyring: &Keyring,
    dry_run: bool,
) -> Result<Rotation> {
    let mut progress = Progress::of("looked at");
    let found = rotate_key(store, keyring, dry_run, |leads| progress.count(leads));
    Ok(found.await?)
}

fn out(arguments: &Arguments, keyring: &Keyring, found: &Rotation) -> serde_json::Value {
    let undecryptable = found.undecryptable.iter();
    let undecryptable: Vec<_> = undecryptable
        .map(|(lead, reason)| json!({ "lead": lead, "reason": reason.to_string() }))
        .collect();
    json!({
        "dry_run": arguments.dry_run, "reencrypted": found.reencrypted, "left": found.left,
        "first": keyring.first(), "under": found.under, "free": found.free,
        "undecryptable": undecryptable,
    })
}

fn print(arguments: &Arguments, keyring: &Keyring, found: &Rotation) {
    if arguments.dry_run {
        println!(
            "{} leads would be stored anew; nothing was changed.",
            found.left
        );
    } else {
        println!("{} leads were stored anew.", found.reencrypted);
    }
    for (name, leads) in &found.under {
        let under = match &**name {
            PLAINTEXT => "unencrypted".to_owned(),
            name if name == keyring.first() => {
                format!("under the key {name}, the first of store.encryption_keys")
            }
            name if keyring.has(name) => format!("under the key {name}"),
            name => format!("under the key {name}, which store.encryption_keys lacks"),
        };
        println!("{leads} leads are {under}.");
    }
    for name in found.free.iter().filter(|name| keyring.has(name)) {
        println!(
            "No lead is under the key {name} any more: it may be taken out of store.encryption_keys."
        );
    }
}
