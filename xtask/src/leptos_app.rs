//! The example of an application made with Leptos: a workspace of its own, made with Trunk as its README says.

use anyhow::Result;

use crate::processes::run;
use crate::workspace::{self, WASM};

/// Where the application is.
const FOLDER: &str = "examples/leptos-app";

/// Makes it into `target/leptos-app` (its Trunk.toml says so), from where the end-to-end tests serve it.
///
/// # Errors
///
/// When it does not build with the versions of its Cargo.lock.
pub(crate) fn build() -> Result<()> {
    let mut trunk = workspace::program(workspace::tool("trunk"));
    trunk
        .current_dir(workspace::root().join(FOLDER))
        .args(["build", "--locked", "--skip-version-check"])
        .env("PATH", workspace::path_with_tools()?)
        .env("CARGO_TARGET_DIR", workspace::cargo_target());
    run("trunk build", &mut trunk)
}

/// Format and lints.
///
/// # Errors
///
/// When something is to be mended.
pub(crate) fn check() -> Result<()> {
    let manifest = format!("{FOLDER}/Cargo.toml");
    let format = ["fmt", "--manifest-path", &manifest, "--check"];
    run("cargo fmt", &mut workspace::cargo(&format))?;
    let mut clippy = workspace::cargo(&["clippy", "--manifest-path", &manifest, "--locked"]);
    clippy
        .args(["--target", WASM, "--target-dir"])
        .arg(workspace::cargo_target())
        .args(["--", "-D", "warnings"]);
    run("cargo clippy", &mut clippy)
}
