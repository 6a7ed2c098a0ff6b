//! `leadgate store`: the store as a whole.

mod copy;
mod digest;
mod progress;

use anyhow::Result;
use clap::Subcommand;

/// What to do with the store.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Copy all leads to another store, then compare the two.
    ///
    /// Stop every proxy on both first. The target may be new, or hold a part of the same leads:
    /// a copy that was interrupted is begun again and goes on. Nothing is removed anywhere.
    #[command(after_help = copy::HELP)]
    Copy(copy::Arguments),
}

pub(super) fn run(command: &Command) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match command {
            Command::Copy(copy) => copy::run(copy).await,
        }
    })
}
