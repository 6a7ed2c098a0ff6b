//! `leadgate leads list`: leads with their deliveries, printed as they are read.

use std::io::{BufWriter, Write, stdout};

use anyhow::Result;
use clap::Args;
use leadgate_store::{DeliveryState, DeliverySummary, LeadSummary};

use super::super::Configured;
use super::narrow::Narrow;
use super::pages::Pages;
use leadgate_clock::rfc3339;

/// Which leads to list.
#[derive(Args)]
pub(crate) struct List {
    #[command(flatten)]
    configured: Configured,
    /// Only leads with a delivery in this state: pending, delivered, quarantined, skipped or dead.
    #[arg(long)]
    state: Option<DeliveryState>,
    #[command(flatten)]
    narrow: Narrow,
    /// At most this many.
    #[arg(long, default_value_t = 20, conflicts_with = "all")]
    limit: u64,
    /// All of them.
    #[arg(long)]
    all: bool,
    /// Go on behind this lead: the last one of the list before.
    #[arg(long, value_name = "ID")]
    after: Option<String>,
    /// JSON lines instead of a table.
    #[arg(long)]
    json: bool,
}

/// Prints the list.
pub(super) async fn run(list: &List) -> Result<()> {
    let store = super::open(&list.configured).await?;
    let limit = if list.all { u64::MAX } else { list.limit };
    let pages = Pages::of(&*store, list.narrow.filter(list.state));
    let mut pages = pages.within(list.after.as_deref(), limit);
    let mut out = BufWriter::new(stdout().lock());
    let mut printed = 0;
    let mut last = None;
    while let Some(page) = pages.next().await? {
        for lead in &page {
            if list.json {
                serde_json::to_writer(&mut out, lead).map_err(std::io::Error::from)?;
                writeln!(out)?;
                continue;
            }
            if printed == 0 {
                let (id, at, partner, form) = ("ID", "ACCEPTED (UTC)", "PARTNER", "FORM");
                writeln!(
                    out,
                    "{id:<36}  {at:<20}  {partner:<12}  {form:<14}  DELIVERIES"
                )?;
            }
            printed += 1;
            writeln!(out, "{}", row(lead))?;
        }
        last = page.into_iter().next_back();
    }
    if !list.json && printed == 0 {
        writeln!(out, "No leads match.")?;
    }
    out.flush()?;
    if let Some(last) = last.filter(|_| printed == limit) {
        eprintln!("There may be more: --after {}, or --all", last.id);
    }
    Ok(())
}

/// A lead as a row of a table.
pub(super) fn row(lead: &LeadSummary) -> String {
    let words: Vec<String> = lead.deliveries.iter().map(delivery).collect();
    let mut row = format!(
        "{:<36}  {:<20}  {:<12}  {:<14}  {}",
        lead.id,
        rfc3339(lead.created_at_ms),
        lead.partner,
        lead.form,
        words.join("; ")
    );
    for mark in marks(lead) {
        row.push_str(&format!(" [{mark}]"));
    }
    row
}

/// What sets a lead apart from others.
fn marks(lead: &LeadSummary) -> Vec<String> {
    let mut marks = Vec::new();
    if lead.test {
        marks.push("test".to_owned());
    }
    if let Some(first) = &lead.duplicate_of {
        marks.push(format!("duplicate of {first}"));
    }
    if let Some(reason) = &lead.quarantine_reason {
        marks.push(format!("quarantined: {reason}"));
    }
    if let Some(at) = lead.erased_at_ms {
        marks.push(format!("erased {}", rfc3339(at)));
    }
    marks
}

fn delivery(delivery: &DeliverySummary) -> String {
    let DeliverySummary {
        connector,
        state,
        attempts,
        ..
    } = delivery;
    let mut words = format!("{connector} {state}");
    if *attempts > 0 {
        let noun = if *attempts == 1 {
            "attempt"
        } else {
            "attempts"
        };
        words.push_str(&format!(" after {attempts} {noun}"));
    }
    if let Some(reason) = &delivery.reason {
        words.push_str(&format!(": {reason}"));
    }
    words
}
