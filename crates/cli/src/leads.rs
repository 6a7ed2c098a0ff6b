//! `leadgate leads`: stored leads and their deliveries, for the operator.

mod erase;
mod export;
mod formula;
mod import;
mod list;
mod moment;
mod narrow;
mod pages;
mod purge;
mod requeue;
mod show;
mod stats;

use std::io;
use std::sync::Arc;

use anyhow::Result;
use clap::Subcommand;
use leadgate_store::Store;

use super::Configured;
use leadgate_operations::open_store as store;

/// Reads, changes and erases stored leads.
#[derive(Subcommand)]
pub(super) enum Command {
    /// List leads, newest first, without personal data.
    #[command(
        after_help = "Example:\n  leadgate leads list --config leadgate.toml --state dead --since 2d --limit 50\n  leadgate leads list --config leadgate.toml --all --json"
    )]
    List(list::List),
    /// Show one lead with its fields. Prints personal data.
    #[command(
        after_help = "Example:\n  leadgate leads show --config leadgate.toml 123e4567-e89b-42d3-a456-426614174000"
    )]
    Show(show::Show),
    /// Count deliveries by state, and by partner, form and connector.
    #[command(
        after_help = "Example:\n  leadgate leads stats --config leadgate.toml --since 2d --json"
    )]
    Stats(stats::Stats),
    /// Make dead or quarantined deliveries pending again, from the start of their schedule.
    #[command(after_help = requeue::HELP)]
    Requeue(requeue::Requeue),
    /// Import a table of leads: good rows are stored, the others written back with their reasons.
    #[command(after_help = import::HELP)]
    Import(import::Import),
    /// Print leads with their fields, or what was agreed to. Prints personal data.
    #[command(after_help = export::HELP)]
    Export(export::Export),
    /// Erase a person's data from all leads, and say what was erased.
    #[command(after_help = erase::HELP)]
    Erase(erase::Erase),
    /// Erase personal data whose time is over.
    #[command(after_help = purge::HELP)]
    Purge(purge::Purge),
}

/// Runs a command on the configured store; the server may be running.
pub(super) fn run(command: &Command) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let ended = runtime.block_on(async {
        match command {
            Command::List(list) => list::run(list).await,
            Command::Show(show) => show::run(show).await,
            Command::Stats(stats) => stats::run(stats).await,
            Command::Requeue(requeue) => requeue::run(requeue).await,
            Command::Import(import) => import::run(import).await,
            Command::Export(export) => export::run(export).await,
            Command::Erase(erase) => erase::run(erase).await,
            Command::Purge(purge) => purge::run(purge).await,
        }
    });
    match ended {
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

/// The store as it is: a wrong path must not look like an empty store.
async fn open(configured: &Configured) -> Result<Arc<dyn Store>> {
    let settings = configured.load()?;
    Ok(store::open_existing(&settings.store).await?)
}
