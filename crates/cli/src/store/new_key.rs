//! `leadgate store new-key`: a new key to encrypt personal data with.

use anyhow::{Context as _, Result};
use rand::TryRngCore as _;
use rand::rngs::OsRng;

use leadgate_encryption::EncryptionKey;

pub(super) const HELP: &str = "\
Prints the key to standard output, and its name, which is no secret, to standard error. Errors and
`leadgate store rotate-key` call it by that name. Keep a copy where the store's back-ups are not: without
the key, what is encrypted with it is lost.

Example:
  leadgate store new-key > encryption-keys";

pub(super) fn run() -> Result<()> {
    let mut bytes = [0; 32];
    let filled = OsRng.try_fill_bytes(&mut bytes);
    filled.context("the system has no randomness to give")?;
    println!("{}", hex::encode(bytes));
    eprintln!("the key {}", EncryptionKey::new(&bytes).name());
    Ok(())
}
