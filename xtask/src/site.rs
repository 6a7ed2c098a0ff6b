//! The demo's site: pages, style sheets and their program, put together by Trunk into `target/trunk/`.

use std::process::{Command, Stdio};

use anyhow::Result;

use crate::{processes, setup, workspace};

/// `cargo xtask site`.
///
/// # Errors
///
/// When a tool is missing and cannot be installed, or the site cannot be built.
pub(crate) fn run() -> Result<()> {
    setup::ensure(setup::DEMO)?;
    processes::run("building the demo's site", &mut trunk(&["build"])?)
}

/// Trunk, with our tools; what it builds and where it serves is in Trunk.toml, for those who call it themselves.
///
/// # Errors
///
/// When the tools' folder cannot be part of PATH.
pub(crate) fn trunk(arguments: &[&str]) -> Result<Command> {
    let mut trunk = workspace::program(workspace::tool("trunk"));
    trunk
        .args(arguments)
        .arg("--skip-version-check")
        .env("PATH", workspace::path_with_tools()?)
        .stdout(Stdio::from(std::io::stderr()));
    Ok(trunk)
}
