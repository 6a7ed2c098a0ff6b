//! `leadgate store`: the store as a whole.

mod abandon_key;
mod copy;
mod digest;
mod new_key;
mod progress;
mod rotate_key;

use anyhow::Result;
use clap::Subcommand;

/// Copies the store, or manages its encryption keys.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Copy all leads to another store, then compare the two.
    ///
    /// Stop every proxy on both first. The target may be new, or hold a part of the same leads:
    /// a copy that was interrupted is begun again and goes on. Nothing is removed anywhere.
    #[command(after_help = copy::HELP)]
    Copy(copy::Arguments),
    /// Print a new key to encrypt personal data with.
    #[command(after_help = new_key::HELP)]
    NewKey,
    /// Encrypt all personal data with the first key: what is not encrypted yet, and what is encrypted
    /// with another key.
    #[command(after_help = rotate_key::HELP)]
    RotateKey(rotate_key::Arguments),
    /// Erase the leads that are encrypted with a lost key, so that the store can be opened without it.
    #[command(after_help = abandon_key::HELP)]
    AbandonKey(abandon_key::Arguments),
}

pub(super) fn run(command: &Command) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match command {
            Command::Copy(copy) => copy::run(copy).await,
            Command::NewKey => new_key::run(),
            Command::RotateKey(rotate_key) => rotate_key::run(rotate_key).await,
            Command::AbandonKey(lost) => abandon_key::run(lost).await,
        }
    })
}
