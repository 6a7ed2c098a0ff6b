//! The benchmarks, each beside its limit in one run; figures go into `docs/performance.md`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Subcommand;

use crate::processes::run as run_process;
use crate::{embed, setup, workspace};

/// Which benchmark.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// Leads accepted durably, beside a route that does nothing, the disk, one transaction per lead, and a
    /// server of the kind that one would write instead
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
    let peer = peer_of_accept()?;
    let mut cargo = workspace::cargo(&[
        "bench",
        "--package",
        "leadgate-cli",
        "--bench",
        "accept",
        "--",
    ]);
    let target = workspace::cargo_target();
    cargo.arg("--on").arg(&target).arg("--peer").arg(peer);
    if quick {
        cargo.arg("--quick");
    } else {
        cargo.arg("--into").arg(page());
    }
    run_process("the benchmark", &mut cargo)
}

/// The folder of the server that accepting is measured beside, its packages installed. `SQLite` is
/// compiled for it on this machine.
fn peer_of_accept() -> Result<PathBuf> {
    let folder = workspace::root().join("bench/accept");
    for (tool, by_hand) in [
        ("wrk", "apt-get install wrk"),
        ("npm", "install Node.js, which brings it"),
    ] {
        if !is_on_path(tool) {
            bail!("{tool} is missing, which the benchmark needs: {by_hand}");
        }
    }
    let compiled = folder.join("node_modules/better-sqlite3/build/Release/better_sqlite3.node");
    if !compiled.is_file() {
        let mut npm = workspace::program("npm");
        npm.args(["ci", "--prefix"]).arg(&folder);
        npm.env("npm_config_build_from_source", "true");
        // Node's own headers, where its package brings them: no download.
        if let Some(headers) = node_headers() {
            npm.env("npm_config_nodedir", headers);
        }
        run_process("npm, for the peer", &mut npm)?;
    }
    Ok(folder)
}

fn is_on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// The folder in which Node was installed, if its headers are there, too.
fn node_headers() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let node = std::env::split_paths(&path).find(|folder| folder.join("node").is_file())?;
    let installed = node.join("node").canonicalize().ok()?;
    let folder = installed.parent()?.parent()?;
    let has_headers = folder.join("include/node/node.h").is_file();
    has_headers.then(|| folder.to_path_buf())
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
