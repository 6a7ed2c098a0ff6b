//! `leadgate store`: the store as a whole.

mod copy;
mod digest;
mod give_up;
mod key;
mod progress;
mod rekey;

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
    /// Print a new key to seal personal data with.
    #[command(after_help = key::HELP)]
    Key,
    /// Seal all personal data with the first key: what is not sealed yet, and what is under another
    /// one.
    #[command(after_help = rekey::HELP)]
    Rekey(rekey::Arguments),
    /// Erase the leads under a key that is lost for good, so that the store can be opened without it.
    #[command(after_help = give_up::HELP)]
    GiveUp(give_up::Arguments),
}

pub(super) fn run(command: &Command) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match command {
            Command::Copy(copy) => copy::run(copy).await,
            Command::Key => key::run(),
            Command::Rekey(rekey) => rekey::run(rekey).await,
            Command::GiveUp(lost) => give_up::run(lost).await,
        }
    })
}
