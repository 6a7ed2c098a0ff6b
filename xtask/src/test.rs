//! Every test, in steps: host, components in a headless browser, tables, end to end.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::ci_steps::{self, CiStep};
use crate::processes::run as run_process;
use crate::setup::debian::CHROMEDRIVER;
use crate::workspace::{self, WASM};
use crate::{TestArgs, leptos_app, npm, setup, site};

/// A component test that takes longer hangs.
const COMPONENT_TEST_SECONDS: &str = "120";

/// How often the proxy is killed where a hundred times is not enough.
const KILLS_OF_A_FULL_RUN: &str = "1000";

/// `cargo xtask test`.
///
/// # Errors
///
/// When a step fails: which, and why.
pub(crate) fn run(args: TestArgs) -> Result<()> {
    ci_steps::run(vec![
        CiStep::new("set-up", || setup::ensure(setup::EVERYTHING)),
        CiStep::new("browser half and npm package", npm::run),
        CiStep::new("build", build),
        CiStep::new("host tests", move || host_tests(args)),
        CiStep::new("component tests in the browser", component_tests),
        CiStep::new("phone table", phone_table),
        CiStep::new("Leptos application", leptos_app::build),
        CiStep::new("demo's site", site::run),
        CiStep::new("end to end", move || end_to_end(args)),
    ])
}

/// Binaries together with tests: one set of features, so that nothing is compiled twice.
fn build() -> Result<()> {
    run_process(
        "the build",
        &mut workspace::cargo(&["build", "--workspace", "--bins", "--tests"]),
    )
}

fn host_tests(args: TestArgs) -> Result<()> {
    let mut cargo = workspace::cargo(&["test", "--workspace"]);
    if args.full {
        cargo.env("LEADGATE_CHAOS_KILLS", KILLS_OF_A_FULL_RUN);
    }
    run_process("cargo test", &mut cargo)
}

fn component_tests() -> Result<()> {
    let mut cargo = workspace::cargo(&[
        "test",
        "--package",
        "leadgate",
        "--target",
        WASM,
        "--features",
        "hydrate",
    ]);
    cargo
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            workspace::tool("wasm-bindgen-test-runner"),
        )
        .env("CHROMEDRIVER", CHROMEDRIVER)
        .env("WASM_BINDGEN_TEST_TIMEOUT", COMPONENT_TEST_SECONDS);
    run_process("the component tests", &mut cargo)
}

/// The generated table says what its source says.
fn phone_table() -> Result<()> {
    run_process(
        "the phone table's check",
        setup::python().args([setup::PHONE_TABLE, "--check"]),
    )
}

fn end_to_end(args: TestArgs) -> Result<()> {
    let binaries = workspace::cargo_target().join("debug");
    let mut node = workspace::program("node");
    // Files run side by side: each has its own ports, folder and browser.
    node.args(["--test", "--test-concurrency=2", "--test-reporter=spec"])
        .args(end_to_end_files()?)
        .env(
            "LEADGATE_BIN",
            binaries.join(format!("leadgate{EXE_SUFFIX}")),
        )
        .env(
            "SIMULATOR_BIN",
            binaries.join(format!("crm-simulator{EXE_SUFFIX}")),
        );
    if args.full {
        node.env("LEADGATE_FULL", "1");
    }
    run_process("the end-to-end tests", &mut node)
}

/// By name: what `node --test FOLDER` means depends on Node's version.
fn end_to_end_files() -> Result<Vec<PathBuf>> {
    let folder = workspace::root().join("tests/e2e");
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("{} holds no *.test.mjs", folder.display());
    }
    files.sort();
    Ok(files)
}
