//! `leadgate leads export`: leads with their fields, or what was agreed to. Printed as they are
//! read: what is in memory is a page of the list and one lead.

mod consents;
mod leads;
mod output;

use std::io;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use leadgate_model::Form;
use leadgate_model::wire::LeadPayload;
use leadgate_outbox::{DeliveryState, LeadDetail, LeadFilter};

use super::super::Configured;
use super::moment;
use super::pages::Pages;
use output::{Output, Records};

/// Which leads, and how to print them.
#[derive(Args)]
pub(in crate::cli) struct Export {
    #[command(flatten)]
    configured: Configured,
    /// Only this partner's.
    #[arg(long, value_name = "KEY")]
    partner: Option<String>,
    /// Only those of this form; the columns are then its fields.
    #[arg(long, value_name = "NAME", value_parser = form)]
    form: Option<Form>,
    /// Only leads with a delivery in this state: pending, delivered, quarantined, skipped or dead.
    #[arg(long)]
    state: Option<DeliveryState>,
    /// Only leads that were accepted at or after this moment: 2026-11-01 (midnight in Belgium),
    /// "2026-11-01 09:30:00" or 2026-11-01T08:30:00Z.
    #[arg(long, value_name = "MOMENT", value_parser = moment::parse)]
    since: Option<i64>,
    /// Only leads that were accepted before this moment.
    #[arg(long, value_name = "MOMENT", value_parser = moment::parse)]
    until: Option<i64>,
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
pub(in crate::cli) const HELP: &str = "\
Prints personal data, newest leads first. In tables, a cell that begins with =, +, - or @
gets an apostrophe before it, so that no spreadsheet computes a stranger's text; phone
numbers stay as they are. `leadgate leads import` takes the apostrophe away again. JSON is
as stored.

Example:
  leadgate leads export --config leadgate.toml --form third-party \\
    --since 2026-11-01 --until 2026-12-01 > november.csv
  leadgate leads export --config leadgate.toml --consent --partner acme --json";

fn form(name: &str) -> Result<Form, String> {
    let names = Form::ALL.map(Form::slug).join(", ");
    Form::from_slug(name).ok_or_else(|| format!("there are: {names}"))
}

/// Prints the export.
pub(super) async fn run(export: &Export) -> Result<()> {
    match print(export).await {
        // Whoever reads has seen enough: `… | head`.
        Err(error) if is_broken_pipe(&error) => Ok(()),
        ended => ended,
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes.any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

async fn print(export: &Export) -> Result<()> {
    let settings = export.configured.load()?;
    let store = super::open(&export.configured).await?;
    let filter = LeadFilter {
        partner: export.partner.clone(),
        form: export.form.map(|form| form.slug().to_owned()),
        state: export.state,
        created_from: export.since,
        created_before: export.until,
        ..LeadFilter::default()
    };
    let records: Box<dyn Records> = if export.consent {
        Box::new(consents::Consents::of(&settings))
    } else {
        Box::new(leads::Leads::of(&settings, export.form))
    };
    let mut output = Output::of(export, &*records)?;
    let mut unreadable = 0;
    let mut pages = Pages::of(&*store, filter);
    while let Some(page) = pages.next().await? {
        for summary in page {
            // Gone in the meantime: then it is in no export.
            let Some(lead) = store.show(&summary.id).await? else {
                continue;
            };
            match payload(&lead) {
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

/// The lead itself; `None` once it has been erased.
fn payload(lead: &LeadDetail) -> Result<Option<LeadPayload>> {
    let payload = lead.payload.as_deref();
    let payload = payload.map(serde_json::from_str).transpose();
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
