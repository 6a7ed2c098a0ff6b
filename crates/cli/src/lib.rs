//! The command line: one file per command, and `serve`, which puts the proxy together.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command's output"
)]

mod check;
mod check_config;
mod leads;
mod serve;
mod settings;
mod snippet;
mod store;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use leadgate_assets::Assets;
use leadgate_settings::{ConfigError, Settings, Sources};

/// Lead forms for partners' pages: stores every lead durably and delivers it to the CRM.
#[derive(Parser)]
#[command(
    name = "leadgate",
    version,
    long_version = with_browser_half(),
    after_help = "Example:\n  leadgate serve --config leadgate.toml"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// The program's version, and the browser version that is built in.
fn with_browser_half() -> String {
    let browser_version = Assets::version().map_or_else(
        || "without the browser half".to_owned(),
        |version| format!("browser version {version}"),
    );
    format!("{}\n{browser_version}", env!("CARGO_PKG_VERSION"))
}

#[derive(Subcommand)]
enum Command {
    /// Run the proxy: forms, leads, delivery.
    #[command(after_help = "Example:\n  AB_CRM_KEY=… leadgate serve --config leadgate.toml")]
    Serve(Configured),
    /// Check the configuration and print it without secrets.
    #[command(after_help = "Example:\n  leadgate check-config --config leadgate.toml")]
    CheckConfig(Configured),
    /// Check values: JSON lines in, JSON lines out.
    #[command(
        after_help = "Example:\n  echo '{\"kind\":\"phone\",\"value\":\"0470 12 34 56\",\"country\":\"BE\"}' | leadgate check"
    )]
    Check,
    /// Print what a partner pastes into a page.
    #[command(
        after_help = "Example:\n  leadgate snippet --config leadgate.toml --form call-me-back --partner acme --lang nl"
    )]
    Snippet(snippet::Arguments),
    /// List, count, requeue, import, export and erase stored leads.
    #[command(
        subcommand,
        after_help = "Example:\n  leadgate leads list --config leadgate.toml"
    )]
    Leads(leads::Command),
    /// Copy the store to another one, and make, change and abandon encryption keys.
    #[command(
        subcommand,
        after_help = "Example:\n  leadgate store copy --from sqlite:leadgate.db --to postgres://proxy@localhost/leadgate"
    )]
    Store(store::Command),
}

/// Where the settings are.
#[derive(Args, Clone, Debug)]
pub(crate) struct Configured {
    /// Settings over the compiled-in defaults (see leadgate.default.toml).
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Configured {
    fn load(&self) -> Result<Settings, ConfigError> {
        settings::load(&self.sources())
    }

    fn sources(&self) -> Sources {
        Sources {
            file: self.config.clone(),
            dotenv: Some(PathBuf::from(".env")),
        }
    }
}

/// Runs the command line. Exit code 0 for success, 1 for failure, 2 for wrong usage or settings.
#[must_use]
pub fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(configured) => serve::run(&configured),
        Command::CheckConfig(configured) => check_config::run(&configured),
        Command::Check => check::run(),
        Command::Snippet(arguments) => snippet::run(&arguments),
        Command::Leads(command) => leads::run(&command),
        Command::Store(command) => store::run(&command),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("leadgate: {error:#}");
            let usage = error.is::<ConfigError>() || error.is::<Usage>();
            ExitCode::from(if usage { 2 } else { 1 })
        }
    }
}

/// Something was asked for that cannot be, whatever the state of the world.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Usage(String);
