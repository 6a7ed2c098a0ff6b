//! `cargo xtask`: the command line. What each command does is in the file that bears its name.

mod bench;
mod ci;
mod ci_steps;
mod compress;
mod demo;
mod dist;
mod embed;
mod leptos_app;
mod npm;
mod processes;
mod progress;
mod release;
mod setup;
mod site;
mod size;
mod test;
mod ui;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

const EXAMPLES: &str = "\
Examples:
  cargo xtask setup            install what is missing, once
  cargo xtask embed            build the browser half into target/embed/
  cargo xtask npm              pack the npm package into target/npm/
  cargo xtask site             build the demo's site into target/trunk/
  cargo xtask demo --headless  start everything, print `ready <url>`, wait
  cargo xtask test --full      every test, the expensive matrices wholly
  cargo xtask ci               what the build server runs
  cargo xtask dist             release artefacts under dist/
  cargo xtask release          the same, kept for the canary in tests/released/
  cargo xtask bench accept     how fast leads are accepted durably
  cargo xtask size             bytes that one visitor downloads, against budget.toml

Every command sets up first what it needs; LEADGATE_TOOLS_DIR moves the tools out of target/tools.";

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Set-up, demo, tests and artefacts of Leadgate: one command each", after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install the tools that are missing: Rust target, wasm-bindgen, Trunk, wasm-opt, Chromium, npm packages
    #[command(
        after_help = "Example:\n  cargo xtask setup\n\nA second run takes well under a second."
    )]
    Setup,
    /// Build loader, glue, WebAssembly and styles into target/embed/{version}/, each with .br and .gz
    #[command(
        after_help = "Example:\n  cargo xtask embed\n\nSkips the work while the sources are unchanged."
    )]
    Embed,
    /// Pack the npm package with that browser half into target/npm/
    #[command(
        after_help = "Example:\n  cargo xtask npm\n\nPrints the tarball's path; `npm install PATH` tries it in another project."
    )]
    Npm,
    /// Build the demo's site into target/trunk/: the end-to-end tests of its pages take it from there
    #[command(
        after_help = "Example:\n  cargo xtask site\n\n`cargo xtask demo` builds it too, and serves it."
    )]
    Site,
    /// Start simulator (9100), proxy (8787) and demo site (8080); Ctrl-C ends all
    #[command(
        after_help = "Examples:\n  cargo xtask demo\n  cargo xtask demo --headless\n\nPrints one line `ready http://127.0.0.1:8080/` on standard output when all answer."
    )]
    Demo(DemoArgs),
    /// Run every test: host, components in a headless browser, tables, end to end
    #[command(
        after_help = "Examples:\n  cargo xtask test\n  cargo xtask test --full\n\nStops at the first step that fails, with exit code 1."
    )]
    Test(TestArgs),
    /// Format, lints, dependency audit, documentation, tests, demo, artefacts and size budgets
    #[command(after_help = "Example:\n  cargo xtask ci\n\n.ci/run calls this.")]
    Ci,
    /// Make dist/embed/ (loader, glue, WebAssembly, styles, manifest), dist/npm/*.tgz and dist/bin/leadgate
    #[command(after_help = "Example:\n  cargo xtask dist && dist/bin/leadgate --help")]
    Dist,
    /// Make dist/ and keep its snippets and assets in tests/released/, where the canary finds them
    #[command(
        after_help = "Examples:\n  cargo xtask release\n  cargo xtask release --from dist   (as `cargo xtask dist` left it)\n\nWhat is kept is committed with the release and never changes."
    )]
    Release(ReleaseArgs),
    /// Run a benchmark and write its figures into docs/performance.md
    #[command(after_help = "Example:\n  cargo xtask bench accept")]
    Bench {
        #[command(subcommand)]
        bench: bench::Bench,
    },
    /// Print the bytes that one visitor downloads; exit code 1 above budget.toml
    #[command(
        after_help = "Examples:\n  cargo xtask size\n  cargo xtask size --crates\n  cargo xtask size --parts   (a build without each form and rule: ten minutes)"
    )]
    Size(SizeArgs),
}

/// What `demo` may be told.
#[derive(Args)]
struct DemoArgs {
    /// Open no browser; start, print the ready line and wait
    #[arg(long)]
    headless: bool,
}

/// What `test` may be told.
#[derive(Args, Clone, Copy, Default)]
struct TestArgs {
    /// Run the expensive matrices wholly instead of pairwise
    #[arg(long)]
    full: bool,
}

/// What `release` may be told.
#[derive(Args)]
struct ReleaseArgs {
    /// Keep what this folder has, instead of making dist/
    #[arg(long, value_name = "FOLDER")]
    from: Option<PathBuf>,
}

/// What `size` may be told.
#[derive(Args)]
struct SizeArgs {
    /// Build without each form and rule, and print what it costs
    #[arg(long)]
    parts: bool,
    /// Print where the WebAssembly's bytes are, by crate, and draw them into docs/size.svg
    #[arg(long)]
    crates: bool,
}

fn main() -> ExitCode {
    let command = Cli::parse().command;
    let outcome = processes::end_all_on_signals().and_then(|()| match command {
        Command::Setup => setup::run(),
        Command::Embed => embed::run().map(drop),
        Command::Npm => npm::run(),
        Command::Site => site::run(),
        Command::Demo(args) => demo::run(!args.headless),
        Command::Test(args) => test::run(args),
        Command::Ci => ci::run(),
        Command::Dist => dist::run(),
        Command::Release(args) => release::run(args.from),
        Command::Bench { bench } => bench::run(bench),
        Command::Size(args) if args.parts => size::parts(),
        Command::Size(args) if args.crates => size::crates(),
        Command::Size(_) => size::run(),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // A signal ends the children first, and then us: its message is the true one.
            processes::wait_if_ending();
            ui::say(format_args!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
