//! The benchmarks, each beside its limit in one run; figures go into `docs/performance.md`.

use anyhow::Result;
use clap::Subcommand;

use crate::processes::run as run_process;
use crate::workspace;

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
}

/// `cargo xtask bench NAME`.
///
/// # Errors
///
/// When the benchmark cannot be built or run.
pub(crate) fn run(bench: Bench) -> Result<()> {
    let Bench::Accept { quick } = bench;
    let mut cargo = workspace::cargo(&[
        "bench",
        "--package",
        "leadgate-proxy",
        "--bench",
        "accept",
        "--",
    ]);
    let target = workspace::cargo_target();
    cargo.arg("--on").arg(&target);
    if quick {
        cargo.arg("--quick");
    } else {
        let page = workspace::root().join("docs/performance.md");
        cargo.arg("--into").arg(page);
    }
    run_process("the benchmark", &mut cargo)
}
