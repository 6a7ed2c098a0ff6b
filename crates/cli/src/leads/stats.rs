//! `leadgate leads stats`: how many deliveries there are, and where they stand.

use std::collections::BTreeMap;

use anyhow::Result;
use clap::Args;
use leadgate_store::{Counts, DeliveryState, Tally};
use serde::Serialize;

use super::super::Configured;
use super::narrow::Narrow;

/// How to print the counts.
#[derive(Args)]
pub(crate) struct Stats {
    #[command(flatten)]
    configured: Configured,
    #[command(flatten)]
    narrow: Narrow,
    /// JSON instead of tables.
    #[arg(long)]
    json: bool,
}

/// The counts of the whole store, and the tallies of what was asked for.
#[derive(Serialize)]
struct StatsOut {
    #[serde(flatten)]
    counts: Counts,
    reconcile: bool,
    tallies: Vec<Tally>,
}

/// Prints the counts.
pub(super) async fn run(stats: &Stats) -> Result<()> {
    let store = super::open(&stats.configured).await?;
    let counts = store.counts().await?;
    let tallies = store.tally(&stats.narrow.filter(None)).await?;
    let out = StatsOut {
        reconcile: counts.reconcile(),
        counts,
        tallies,
    };
    if stats.json {
        println!("{}", serde_json::to_string(&out)?);
        return Ok(());
    }
    println!("{:<12} {:>9}", "created", counts.created);
    for state in DeliveryState::ALL {
        println!("{:<12} {:>9}", state.as_str(), counts.of(state));
    }
    println!(
        "{}",
        if out.reconcile {
            "The counts reconcile."
        } else {
            "The counts do NOT reconcile."
        }
    );
    print_tallies(&out.tallies);
    Ok(())
}

/// A table with a column for each state.
fn print_tallies(tallies: &[Tally]) {
    type Row<'a> = (BTreeMap<Option<&'static str>, u64>, u64, &'a Tally);
    let mut rows: Vec<Row<'_>> = Vec::new();
    for tally in tallies {
        let key = |tally: &Tally| {
            let Tally { partner, form, .. } = tally;
            (
                partner.clone(),
                form.clone(),
                tally.test,
                tally.connector.clone(),
            )
        };
        if rows.last().is_none_or(|(.., last)| key(last) != key(tally)) {
            rows.push((BTreeMap::new(), 0, tally));
        }
        if let Some((states, duplicates, _)) = rows.last_mut() {
            states.insert(tally.state.map(DeliveryState::as_str), tally.count);
            *duplicates += tally.duplicates;
        }
    }
    if rows.is_empty() {
        return;
    }
    let states = DeliveryState::ALL.map(DeliveryState::as_str);
    print!("\n{:<16} {:<14} {:<14}", "PARTNER", "FORM", "CONNECTOR");
    for state in states.into_iter().chain(["no delivery", "duplicates"]) {
        print!(" {:>11}", state.to_uppercase());
    }
    println!();
    for (counts, duplicates, tally) in rows {
        let test = if tally.test { " (test)" } else { "" };
        let partner = format!("{}{test}", tally.partner);
        let connector = tally.connector.as_deref().unwrap_or("-");
        print!("{partner:<16} {:<14} {connector:<14}", tally.form);
        let of = |state| counts.get(&state).copied().unwrap_or_default();
        for state in states {
            print!(" {:>11}", of(Some(state)));
        }
        println!(" {:>11} {duplicates:>11}", of(None));
    }
}
