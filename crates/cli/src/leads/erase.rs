//! `leadgate leads erase`: the answer to a person who asks for erasure (GDPR, article 17), across
//! everything that is stored.

mod search;

use std::io::{IsTerminal as _, stdin};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use leadgate_rules::phone::Country;
use leadgate_store::{
    DeliveryState, DeliverySummary, Erased, Erasure, LeadErasure, LeadSummary, Scrub, StoreError,
};
use serde::Serialize;

use super::super::Configured;
use super::list;
use leadgate_clock::{Clock as _, SystemClock};
use leadgate_operations::retention;

/// Whose leads.
#[derive(Args)]
#[command(group = clap::ArgGroup::new("whose").required(true).multiple(true).args(["email", "phone", "id"]))]
pub(crate) struct Erase {
    #[command(flatten)]
    configured: Configured,
    /// All leads with this e-mail address. May be repeated, as the other two.
    #[arg(long, value_name = "ADDRESS")]
    email: Vec<String>,
    /// All leads with this phone number.
    #[arg(long, value_name = "NUMBER")]
    phone: Vec<String>,
    /// The lead with this id.
    #[arg(long, value_name = "ID")]
    id: Vec<String>,
    /// The country of phone numbers that name none.
    #[arg(long, value_name = "CODE", default_value = "BE", value_parser = country)]
    country: Country,
    /// Read every lead, too: finds the address or number wherever it was written, remarks included.
    #[arg(long)]
    scan: bool,
    /// Do not write the store's files anew: nothing has to wait, and fragments of hashes may stay in
    /// them.
    #[arg(long)]
    quick: bool,
    /// Say what would be erased, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Do not ask.
    #[arg(long)]
    yes: bool,
    /// One JSON object instead of text.
    #[arg(long)]
    json: bool,
}

/// What `--help` says besides.
pub(crate) const HELP: &str = "\
The record of each lead stays: id, times, results, answers to consents. What was still to be
delivered is skipped. What was delivered is with the CRM: the report says where, and there
it has to be erased as well. Back-ups are not touched.

Afterwards the store's file is written anew, so that nothing of it stays on disk; meanwhile,
seconds for each gigabyte, leads are answered with \"later\". --quick leaves that out.

Example:
  leadgate leads erase --config leadgate.toml --email an@example.be --dry-run
  leadgate leads erase --config leadgate.toml --phone 0470123456 --yes";

fn country(code: &str) -> Result<Country, String> {
    Country::from_code(code).ok_or_else(|| "two letters, such as BE".to_owned())
}

/// What is reported.
#[derive(Serialize)]
struct ReportOut {
    dry_run: bool,
    /// Leads of which personal data was found, as they are now.
    leads: Vec<LeadOut>,
    erased: u64,
    /// Deliveries that will not be made any more.
    skipped: u64,
}

/// A lead, and where else the person's data is or may be.
#[derive(Serialize)]
struct LeadOut {
    #[serde(flatten)]
    summary: LeadSummary,
    /// CRMs that accepted it.
    delivered_to: Vec<Recipient>,
    /// CRMs that it was sent to without a clear answer.
    may_have_reached: Vec<Recipient>,
}

#[derive(Serialize)]
struct Recipient {
    connector: String,
    remote_id: Option<String>,
}

/// Erases, and reports what was erased.
pub(super) async fn run(erase: &Erase) -> Result<()> {
    let wanted = search::PersonQuery::of(erase)?;
    let store = super::open(&erase.configured).await?;
    let (mut found, mut undecrypted) = (Vec::new(), Vec::new());
    for id in search::find(&*store, &wanted).await? {
        match store.show(&id).await {
            Err(StoreError::Undecryptable(reason)) => {
                eprintln!("leadgate: {reason}; it can be erased all the same");
                undecrypted.push(id);
            }
            shown => {
                let lead = shown?.context("a lead went missing")?;
                found.extend(Some(lead).filter(|lead| lead.payload.is_some()));
            }
        }
    }
    let nothing_kept = |lead_id: &String| Erasure {
        lead_id: lead_id.clone(),
        kept: "{}".to_owned(),
    };
    let erasures = found.iter().map(retention::erasure);
    let erasures: Vec<Erasure> = erasures
        .chain(undecrypted.iter().map(nothing_kept))
        .collect();
    let mut report = ReportOut {
        dry_run: erase.dry_run,
        leads: found.into_iter().map(|lead| out(lead.summary)).collect(),
        erased: 0,
        skipped: 0,
    };
    let mut scrubbed = Ok(());
    if !erase.dry_run && !erasures.is_empty() {
        if !erase.yes && !is_confirmed(&report)? {
            bail!("nothing was erased");
        }
        let now_ms = SystemClock.now_ms();
        let Erased { leads, skipped } = store.erase(&erasures, &[], now_ms).await?;
        (report.erased, report.skipped) = (leads, skipped);
        for lead in &mut report.leads {
            if let Some(now) = store.show(&lead.summary.id).await? {
                lead.summary = now.summary;
            }
        }
        for id in &undecrypted {
            // Nothing of it is encrypted any more, so it can be shown.
            let erased = store.show(id).await?;
            report.leads.extend(erased.map(|lead| out(lead.summary)));
        }
    }
    // Also where nothing was found: the last time, it may not have come to this.
    if !erase.dry_run {
        scrubbed = scrub(&*store, erase.quick).await;
    }
    if erase.json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        print(&report);
    }
    scrubbed.context(
        "erased, but fragments may still be in the store's files: run the same command again, which then writes them anew",
    )?;
    store.close().await;
    Ok(())
}

/// A report on a lead. What it was sent to is the same after it was erased.
fn out(summary: LeadSummary) -> LeadOut {
    let recipients = |wanted: fn(&DeliverySummary) -> bool| {
        let deliveries = summary.deliveries.iter().filter(|it| wanted(it));
        let recipients = deliveries.map(|delivery| Recipient {
            connector: delivery.connector.clone(),
            remote_id: delivery.remote_id.clone(),
        });
        recipients.collect()
    };
    LeadOut {
        delivered_to: recipients(|it| it.state == DeliveryState::Delivered),
        may_have_reached: recipients(|it| it.state != DeliveryState::Delivered && it.attempts > 0),
        summary,
    }
}

async fn scrub(store: &dyn LeadErasure, quick: bool) -> Result<()> {
    let how = if quick {
        Scrub::InPlace
    } else {
        Scrub::Rewriting
    };
    Ok(retention::scrub(store, &SystemClock, how).await?)
}

/// Asks, if there is somebody to ask: what is erased does not come back.
fn is_confirmed(report: &ReportOut) -> Result<bool> {
    if !stdin().is_terminal() {
        return Ok(true);
    }
    for lead in &report.leads {
        eprintln!("{}", list::row(&lead.summary));
    }
    eprint!(
        "Erase the personal data of {} leads? [y/N] ",
        report.leads.len()
    );
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

fn print(report: &ReportOut) {
    for lead in &report.leads {
        println!("{}", list::row(&lead.summary));
        for (recipients, words) in [
            (&lead.delivered_to, "was delivered to"),
            (&lead.may_have_reached, "may have reached"),
        ] {
            for Recipient {
                connector,
                remote_id,
            } in recipients
            {
                let id = remote_id.as_ref();
                let id = id.map_or_else(String::new, |id| format!(" as {id}"));
                println!("    {words} {connector}{id}: to be erased there, too");
            }
        }
    }
    let found = report.leads.len();
    if report.dry_run {
        println!("{found} leads would be erased; nothing was changed.");
    } else {
        println!(
            "erased: {} leads; {} deliveries will not be made",
            report.erased, report.skipped
        );
    }
}
