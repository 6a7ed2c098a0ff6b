//! `leadgate leads show`: one lead with all that is stored of it.

use anyhow::{Result, bail};
use clap::Args;

use super::super::Configured;
use super::list;

/// Which lead.
#[derive(Args)]
pub(crate) struct Show {
    #[command(flatten)]
    configured: Configured,
    /// The lead's id.
    id: String,
    /// JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// Prints the lead.
pub(super) async fn run(show: &Show) -> Result<()> {
    let store = super::open(&show.configured).await?;
    let Some(lead) = store.show(&show.id).await? else {
        bail!("there is no lead {}", show.id)
    };
    if show.json {
        println!("{}", serde_json::to_string(&lead)?);
        return Ok(());
    }
    println!("{}", list::row(&lead.summary));
    if lead.payload.is_none() {
        println!("Its personal data has been erased. What was kept:");
    }
    let stored = lead.payload.or(lead.kept).unwrap_or_default();
    let fields: serde_json::Value = serde_json::from_str(&stored)?;
    println!("{}", serde_json::to_string_pretty(&fields)?);
    Ok(())
}
