//! `leadgate check-config`: whether the proxy would start, and with what.

use anyhow::Result;

use super::Configured;
use crate::assets::Assets;

/// Loads and checks the settings and prints them without secrets.
pub(super) fn run(configured: &Configured) -> Result<()> {
    let settings = configured.load()?;
    println!("{settings:#?}");
    println!(
        "The configuration is good: {} partner(s), {} connector(s), browser half {}.",
        settings.partners.len(),
        settings.connectors.len(),
        Assets::version().unwrap_or("not built in"),
    );
    Ok(())
}
