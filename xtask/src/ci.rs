//! What the build server runs: quick checks first, then every command that the documents name.

mod audit;
mod readme;

use anyhow::{Result, bail};
use clap::Parser;

use crate::processes::run as run_process;
use crate::stages::{self, Stage};
use crate::workspace::{self, WASM};
use crate::{Cli, Command, demo, dist, embed, leptos_app, setup, size, test, ui};

/// `cargo xtask ci`.
///
/// # Errors
///
/// When a stage fails: which, and why.
pub(crate) fn run() -> Result<()> {
    stages::run(vec![
        Stage::new("set-up", || {
            setup::ensure(setup::EVERYTHING)?;
            setup::ensure(setup::CI)
        }),
        cargo_stage("format", &["fmt", "--all", "--check"]),
        // The proxy takes the browser half in when it is there: once, before the first build of it.
        Stage::new("browser half", || embed::run().map(drop)),
        cargo_stage(
            "lints",
            &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ],
        ),
        cargo_stage(
            "lints of the widget in the browser",
            &[
                "clippy",
                "--package",
                "leadgate",
                "--lib",
                "--features",
                "hydrate",
                "--target",
                WASM,
                "--",
                "-D",
                "warnings",
            ],
        ),
        cargo_stage(
            "the widget without features",
            &[
                "clippy",
                "--package",
                "leadgate",
                "--lib",
                "--target",
                WASM,
                "--",
                "-D",
                "warnings",
            ],
        ),
        cargo_stage(
            "lints of the component for Leptos applications",
            &[
                "clippy",
                "--package",
                "leadgate",
                "--lib",
                "--features",
                "app",
                "--target",
                WASM,
                "--",
                "-D",
                "warnings",
            ],
        ),
        cargo_stage(
            "lints of the demo in the browser",
            &[
                "clippy",
                "--package",
                "leadgate-demo",
                "--target",
                WASM,
                "--",
                "-D",
                "warnings",
            ],
        ),
        Stage::new("Leptos application", leptos_app::check),
        cargo_stage(
            "the component on a server, and its documentation's example",
            &["test", "--package", "leadgate", "--features", "app,ssr"],
        ),
        Stage::new("dependency audit", audit::run),
        Stage::new("documentation", documentation),
        Stage::new("size", size::run),
        Stage::new("the README's test command", readme_test),
        Stage::new("demo", demo::check),
        Stage::new("dist", dist::run),
    ])
}

fn cargo_stage(name: &'static str, arguments: &'static [&'static str]) -> Stage {
    Stage::new(name, move || {
        run_process(name, &mut workspace::cargo(arguments))
    })
}

fn documentation() -> Result<()> {
    run_process(
        "cargo doc",
        workspace::cargo(&[
            "doc",
            "--workspace",
            "--no-deps",
            "--features",
            "leadgate/app",
        ])
        .env("RUSTDOCFLAGS", "-Dwarnings"),
    )
}

/// The line that a newcomer copies, read from where a newcomer reads it. The same command line, without a second
/// build of this program.
fn readme_test() -> Result<()> {
    let line = readme::test_command(&workspace::root().join("README.md"))?;
    ui::print(format_args!("README.md says: {line}"));
    let words = line.split_whitespace().skip(1);
    match Cli::try_parse_from(words)?.command {
        Command::Test(args) => test::run(args),
        _ => bail!("`{line}` is not a test command"),
    }
}
