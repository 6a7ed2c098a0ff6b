//! `leadgate store copy`: all leads into another store, as they are, and the proof that they are.

use anyhow::{Context as _, Result, bail};
use clap::Args;
use leadgate_store::StoreTransfer;
use serde_json::json;

use super::digest::Digest;
use super::progress::Progress;
use crate::Usage;
use leadgate_operations::open_store as store;
use leadgate_settings::StoreUrl;

pub(super) const HELP: &str = "Example:
  leadgate store copy --from sqlite:leadgate.db --to postgres://proxy@localhost/leadgate

A URL that holds a password does not belong into a command line, which everybody on the machine can
read: write it into a file and give its name behind an @.
  leadgate store copy --from sqlite:leadgate.db --to @/run/secrets/store-url";

/// How many leads are read and written at once: each page is a transaction.
const PAGE: u32 = 500;

/// From where to where.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The store that has the leads: its URL, or @ and a file with the URL.
    #[arg(long, value_name = "URL")]
    from: String,
    /// The store that gets them.
    #[arg(long, value_name = "URL")]
    to: String,
    /// JSON instead of text.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(copy: &Arguments) -> Result<()> {
    let (from, to) = (url("--from", &copy.from)?, url("--to", &copy.to)?);
    if from.expose() == to.expose() {
        return Err(Usage("--from and --to are the same store".to_owned()).into());
    }
    let source = store::open_existing_url(&from)
        .await
        .with_context(|| format!("the store {from} cannot be opened"))?;
    let target = store::open_url(&to)
        .await
        .with_context(|| format!("the store {to} cannot be opened"))?;
    if !target.adopt_index_key(source.index_key().await?).await? {
        bail!("the store {to} holds leads of its own: copy to an empty one");
    }
    // Encrypted leads go as they are: whoever has their keys reads them there as here.
    for name in source.key_names().await? {
        target.add_key_name(&name).await?;
    }
    let written = copy_all(&*source, &*target).await?;
    let (digest, copied) = (
        Digest::of(&*source, "compared, here").await?,
        Digest::of(&*target, "compared, there").await?,
    );
    let (counts, counts_copied) = (source.counts().await?, target.counts().await?);
    target.close().await;
    source.close().await;
    if digest != copied || counts != counts_copied {
        bail!(
            "the stores differ: {digest} here, {copied} there. If a proxy is running, stop it and begin again"
        );
    }
    if copy.json {
        let answer = json!({
            "leads": digest.leads, "deliveries": digest.deliveries, "sha256": digest.sha256,
            "written": written,
        });
        println!("{answer}");
    } else {
        println!("{written} written. Both stores have {digest}.");
    }
    Ok(())
}

/// Copies page by page; how many leads are new in the target.
async fn copy_all(source: &dyn StoreTransfer, target: &dyn StoreTransfer) -> Result<u64> {
    let mut progress = Progress::of("copied");
    let mut written = 0;
    let mut after = None;
    loop {
        let page = source.export_records(after, PAGE).await?;
        written += target.import_records(&page.leads).await?;
        progress.count(page.leads.len());
        after = page.next;
        if after.is_none() {
            return Ok(written);
        }
    }
}

fn url(option: &str, given: &str) -> Result<StoreUrl> {
    let url = match given.strip_prefix('@') {
        None => given.to_owned(),
        Some(file) => std::fs::read_to_string(file)
            .map_err(|error| Usage(format!("{option}: {file} cannot be read: {}", error.kind())))?
            .trim()
            .to_owned(),
    };
    let url = StoreUrl::from(url);
    store::check(&url).map_err(|what| Usage(format!("{option}: {what}")))?;
    Ok(url)
}
