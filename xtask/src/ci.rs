//! What the build server runs: quick checks first, then every command that the documents name.

mod audit;
mod readme;

use anyhow::{Result, bail};
use clap::Parser;

use crate::ci_steps::{self, CiStep};
use crate::processes::run as run_process;
use crate::workspace::{self, WASM};
use crate::{Cli, Command, demo, dist, embed, leptos_app, setup, size, test, ui};

/// `cargo xtask ci`.
///
/// # Errors
///
/// When a step fails: which, and why.
pub(crate) fn run() -> Result<()> {
    ci_steps::run(vec![
        CiStep::new("set-up", || {
            setup::ensure(setup::EVERYTHING)?;
            setup::ensure(setup::CI)
        }),
        cargo_step("format", &["fmt", "--all", "--check"]),
        // The proxy takes the browser half in when it is there: once, before the first build of it.
        CiStep::new("browser half", || embed::run().map(drop)),
        cargo_step(
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
        cargo_step(
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
        cargo_step(
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
        cargo_step(
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
        cargo_step(
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
        CiStep::new("Leptos application", leptos_app::check),
        cargo_step(
            "the component on a server, and its documentation's example",
            &["test", "--package", "leadgate", "--features", "app,ssr"],
        ),
        CiStep::new("dependency audit", audit::run),
        CiStep::new("documentation", documentation),
        CiStep::new("size", size::run),
        CiStep::new("the README's test command", readme_test),
        CiStep::new("demo", demo::check),
        CiStep::new("dist", dist::run),
    ])
}

fn cargo_step(name: &'static str, arguments: &'static [&'static str]) -> CiStep {
    CiStep::new(name, move || {
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
