//! The dependency audit: licences, bans and sources always; advisories where their database can be fetched.

use anyhow::Result;

use crate::processes::run as run_process;
use crate::{ui, workspace};

/// Audits all dependencies against deny.toml.
///
/// # Errors
///
/// When a check fails. A database that cannot be fetched is said, and no failure: it is the machine's, not ours.
pub(super) fn run() -> Result<()> {
    let deny = |arguments: &[&str]| {
        let mut command = workspace::program(workspace::tool("cargo-deny"));
        // Every crate: the root package alone is only the widget.
        command.arg("--workspace").args(arguments);
        command
    };
    run_process(
        "cargo-deny",
        &mut deny(&["check", "licenses", "bans", "sources"]),
    )?;
    if run_process("fetching advisories", &mut deny(&["fetch", "db"])).is_err() {
        ui::print("NOT CHECKED: advisories, because their database could not be fetched");
        return Ok(());
    }
    run_process("cargo-deny", &mut deny(&["check", "advisories"]))
}
