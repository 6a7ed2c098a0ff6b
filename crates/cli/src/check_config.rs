//! `leadgate check-config`: whether the proxy would start, and with what.

use anyhow::Result;

use super::Configured;
use leadgate_assets::Assets;

/// Loads and checks the settings and prints them without secrets.
pub(super) fn run(configured: &Configured) -> Result<()> {
    let settings = configured.load()?;
    println!("{settings:#?}");
    let browser_versions = Assets::new(&settings.server.assets_dir).browser_versions();
    let browser_versions: Vec<_> = browser_versions.iter().map(String::as_str).collect();
    println!(
        "Browser versions that are served: {}.",
        browser_versions.join(", ")
    );
    if let Some(warning) = settings.server.browser_version.warning() {
        println!("Note: {warning}.");
    }
    println!(
        "The configuration is good: {} partner(s), {} connector(s), browser half {}.",
        settings.partners.len(),
        settings.connectors.len(),
        Assets::version().unwrap_or("not built in"),
    );
    Ok(())
}
