//! `leadgate leads export`: leads with their fields, or what was agreed to. Printed as they are
//! read: what is in memory is a page of the list and one lead.

mod consents;
mod leads;
mod output;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use leadgate_model::wire::LeadPayload;
use leadgate_store::{DeliveryState, StoreError};

use super::super::Configured;
use super::narrow::Narrow;
use super::pages::Pages;
use output::{Output, Records};

/// Which leads, and how to print them.
#[derive(Args)]
pub(crate) struct Export {
    #[command(flatten)]
    configured: Configured,
    #[command(flatten)]
    narrow: Narrow,
    /// Only leads with a delivery in this state: pending, delivered, quarantined, skipped or dead.
    #[arg(long)]
    state: Option<DeliveryState>,
    /// What was agreed to, one record for each lead and purpose, with the words that were shown.
    #[arg(long)]
    consent: bool,
    /// A table with commas: the default.
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// A table for Excel in Belgium: semicolons, and a byte-order mark first.
    #[arg(long, conflicts_with = "json")]
    excel: bool,
    /// JSON lines, with everything that is stored of a lead.
    #[arg(long)]
    json: bool,
}

/// What `--help` says besides.
pub(crate) const HELP: &str = "\
Prints personal data, newest leads first. With --form, the columns are that form's alone.
In tables, a cell that begins with =, +, - or @ gets an apostrophe before it, so that no
spreadsheet computes a stranger's text; phone numbers stay as they are. `leadgate leads
import` takes the apostrophe away again. JSON is as stored.

Example:
  leadgate leads export --config leadgate.toml --form third-party \\
    --since 2026-11-01 --until 2026-12-01 > november.csv
  leadgate leads export --config leadgate.toml --consent --partner acme --json";

/// Prints the export.
pub(super) async fn run(export: &Export) -> Result<()> {
    let settings = export.configured.load()?;
    let store = super::open(&export.configured).await?;
    let records: Box<dyn Records> = if export.consent {
        Box::new(consents::Consents::of(&settings))
    } else {
        Box::new(leads::Leads::of(&settings, export.narrow.form))
    };
    let mut output = Output::of(export, &*records)?;
    let mut unreadable = 0;
    let mut pages = Pages::of(&*store, export.narrow.filter(export.state));
    while let Some(page) = pages.next().await? {
        for summary in page {
            let lead = match store.show(&summary.id).await {
                Ok(Some(lead)) => lead,
                // Gone in the meantime: then it is in no export.
                Ok(None) => continue,
                Err(StoreError::Undecryptable(reason)) => {
                    unreadable += 1;
                    eprintln!("leadgate: {reason}");
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            // The answers to consents outlive the person's data.
            let kept = lead.kept.as_deref().filter(|_| export.consent);
            match payload(lead.payload.as_deref().or(kept)) {
                Ok(payload) => output.write(&*records, &lead, payload.as_ref())?,
                Err(reason) => {
                    unreadable += 1;
                    eprintln!(
                        "leadgate: the lead {} cannot be read: {reason:#}",
                        summary.id
                    );
                }
            }
        }
    }
    output.end()?;
    store.close().await;
    if unreadable > 0 {
        bail!("{unreadable} leads are not in the export");
    }
    Ok(())
}

/// What is stored of a lead; `None` once it has been erased.
fn payload(stored: Option<&str>) -> Result<Option<LeadPayload>> {
    let payload = stored.map(serde_json::from_str).transpose();
    payload.map_err(without_values).context("its fields")
}

/// Where JSON is wrong, without repeating what stands there.
fn without_values(error: serde_json::Error) -> anyhow::Error {
    anyhow::anyhow!(
        "unknown form at line {}, column {}",
        error.line(),
        error.column()
    )
}
