//! `leadgate store key`: a new key to seal personal data with.

use anyhow::{Context as _, Result};
use rand::TryRngCore as _;
use rand::rngs::OsRng;

use leadgate_encryption::SealKey;

pub(super) const HELP: &str = "\
Prints the key to standard output, and its name, which is no secret, to standard error. Errors and
`leadgate store rekey` call it by that name. Keep a copy where the store's back-ups are not: without
the key, what is sealed with it is lost.

Example:
  leadgate store key > seal-keys";

pub(super) fn run() -> Result<()> {
    let mut bytes = [0; 32];
    let filled = OsRng.try_fill_bytes(&mut bytes);
    filled.context("the system has no randomness to give")?;
    println!("{}", hex::encode(bytes));
    eprintln!("the key {}", SealKey::new(&bytes).name());
    Ok(())
}
