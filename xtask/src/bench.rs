//! The benchmarks, each beside its limit in one run; figures go into `docs/performance.md`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Subcommand;

use crate::processes::run as run_process;
use crate::{embed, setup, workspace};

/// Which benchmark.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// Leads accepted durably, beside a route that does nothing, the disk, and one transaction per lead
    #[command(
        after_help = "Examples:\n  cargo xtask bench accept\n  cargo xtask bench accept --quick   (a look, writes nothing)"
    )]
    Accept {
        /// One short round; prints only
        #[arg(long)]
        quick: bool,
    },
    /// The form in a browser, beside the same form made with what people would pick instead
    #[command(
        after_help = "Examples:\n  cargo xtask bench embed\n  cargo xtask bench embed --quick   (a look, writes nothing)"
    )]
    Embed {
        /// Two visits of a few pages in one profile; prints only
        #[arg(long)]
        quick: bool,
    },
}

/// `cargo xtask bench NAME`.
///
/// # Errors
///
/// When the benchmark cannot be built or run.
pub(crate) fn run(bench: Bench) -> Result<()> {
    match bench {
        Bench::Accept { quick } => accept(quick),
        Bench::Embed { quick } => embed(quick),
    }
}

/// Where the figures go.
fn page() -> PathBuf {
    workspace::root().join("docs/performance.md")
}

fn accept(quick: bool) -> Result<()> {
    let mut cargo = workspace::cargo(&[
        "bench",
        "--package",
        "leadgate-cli",
        "--bench",
        "accept",
        "--",
    ]);
    let target = workspace::cargo_target();
    cargo.arg("--on").arg(&target);
    if quick {
        cargo.arg("--quick");
    } else {
        cargo.arg("--into").arg(page());
    }
    run_process("the benchmark", &mut cargo)
}

fn embed(quick: bool) -> Result<()> {
    setup::ensure(setup::BENCH_EMBED)?;
    embed::run()?;
    let mut build = workspace::cargo(&["build", "--package", "leadgate-cli", "--bin", "leadgate"]);
    run_process("the proxy", &mut build)?;
    let mut node = workspace::program("node");
    node.arg(workspace::root().join("bench/embed.mjs"))
        .arg("--leadgate")
        .arg(workspace::cargo_target().join("debug/leadgate"))
        .arg("--assets")
        .arg(embed::folder());
    if quick {
        node.args(["--", "--runs", "2", "--profiles", "B"])
            .args(["--entries", "z,a2,c,e"]);
    } else {
        node.arg("--page").arg(page());
    }
    run_process("the benchmark", &mut node)
}
