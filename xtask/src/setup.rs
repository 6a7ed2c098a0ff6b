//! Set-up: what must be on the machine, checked each time, installed when it is missing.
//!
//! Each step is a [`Step`]; which tool comes from where is the business of the files beside this one.

mod cargo_tools;
pub(crate) mod debian;
mod npm;
mod python;
mod rust;

use std::fs::{self, File, TryLockError};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow, bail};

pub(crate) use python::{GENERATOR as PHONE_TABLE, command as python};

use crate::processes::{self, Running};
use crate::progress::Progress;
use crate::{ui, workspace};

/// Lines of a failed step's log that go into the message.
const LOG_TAIL_LINES: usize = 12;

/// Something that a command may need.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Need {
    /// The pinned Rust toolchain with the WebAssembly target, Clippy and rustfmt.
    Rust,
    /// `wasm-bindgen` and its test runner.
    WasmBindgen,
    /// `trunk`.
    Trunk,
    /// `wasm-opt` and `esbuild`.
    WebTools,
    /// Chromium and its driver.
    Browser,
    /// PostgreSQL's server programs.
    Database,
    /// strace.
    Tracer,
    /// What operators use: SQLite's shell, systemd in a container, an engine for containers.
    OperatorsTools,
    /// The npm packages of `tests/e2e`.
    EndToEnd,
    /// The npm packages of `tests/npm`: frameworks and bundlers.
    Frameworks,
    /// The npm packages of `bench/peers`.
    Peers,
    /// The Python package that the phone table is generated from.
    PhoneMetadata,
    /// `cargo-deny`.
    Audit,
}

/// What `cargo xtask setup` installs.
pub(crate) const EVERYTHING: &[Need] = &[
    Need::Rust,
    Need::WasmBindgen,
    Need::Trunk,
    Need::WebTools,
    Need::Browser,
    Need::Database,
    Need::Tracer,
    Need::OperatorsTools,
    Need::EndToEnd,
    Need::Frameworks,
    Need::PhoneMetadata,
];
/// What the browser half is built with.
pub(crate) const EMBED: &[Need] = &[Need::Rust, Need::WasmBindgen, Need::WebTools];
/// What the demo runs on.
pub(crate) const DEMO: &[Need] = &[Need::Rust, Need::WasmBindgen, Need::Trunk, Need::WebTools];
/// What `cargo xtask bench embed` runs on; the peers are no small thing and nobody else needs them.
pub(crate) const BENCH_EMBED: &[Need] = &[
    Need::Rust,
    Need::WasmBindgen,
    Need::WebTools,
    Need::Browser,
    Need::Peers,
];
/// What the build server needs beside everything.
pub(crate) const CI: &[Need] = &[Need::Audit];

/// One thing that can be checked and installed.
trait Step {
    /// What messages call it, with its version.
    fn name(&self) -> String;
    /// From where it comes and how long that takes.
    fn how(&self) -> &'static str;
    /// Whether it is there in the right version. Cheap: asked by every command.
    fn is_there(&self) -> bool;
    /// Whether commands cannot do without it.
    fn is_needed(&self) -> bool {
        true
    }
    /// Installs it; `log` takes what the installer prints.
    fn install(&self, log: &Log) -> Result<()>;
    /// The command that would install it by hand.
    fn by_hand(&self) -> String;
}

/// `cargo xtask setup`: installs everything and says so.
///
/// # Errors
///
/// See [`ensure`].
pub(crate) fn run() -> Result<()> {
    ensure(EVERYTHING)?;
    ui::say("set-up: all there");
    Ok(())
}

/// Installs what is missing of `needs`; quiet when nothing is.
///
/// # Errors
///
/// When something cannot be installed: its name and the command that would install it.
pub(crate) fn ensure(needs: &[Need]) -> Result<()> {
    let steps = needs
        .iter()
        .map(|need| step(*need))
        .collect::<Result<Vec<_>>>()?;
    if steps.iter().all(|step| step.is_there()) {
        return Ok(());
    }
    // Checked again under the lock, since another set-up may have installed what was missing a moment ago.
    let _lock = lock()?;
    let total = steps.len();
    for (index, step) in steps.iter().enumerate() {
        if step.is_there() {
            continue;
        }
        let name = step.name();
        let log = Log::new(&name)?;
        let progress = Progress::begin(format!(
            "[{}/{total}] {name} \u{2026} {}",
            index + 1,
            step.how()
        ));
        let outcome = step.install(&log);
        drop(progress);
        let outcome = outcome
            .and_then(|()| match step.is_there() {
                true => Ok(()),
                false => Err(anyhow!("installed, and still not found{}", log.tail())),
            })
            .with_context(|| {
                format!(
                    "{name} cannot be installed. By hand: {}\n  cause",
                    step.by_hand()
                )
            });
        match outcome {
            Err(error) if !step.is_needed() => {
                ui::say(format_args!("{error:#}\n  going on without"));
            }
            outcome => outcome?,
        }
    }
    Ok(())
}

fn step(need: Need) -> Result<Box<dyn Step>> {
    Ok(match need {
        Need::Rust => Box::new(rust::Toolchain::pinned()?),
        Need::WasmBindgen => Box::new(cargo_tools::wasm_bindgen()?),
        Need::Trunk => Box::new(cargo_tools::trunk()),
        Need::Audit => Box::new(cargo_tools::cargo_deny()),
        Need::WebTools => Box::new(npm::web_tools()),
        Need::EndToEnd => Box::new(npm::end_to_end()),
        Need::Frameworks => Box::new(npm::frameworks()),
        Need::Peers => Box::new(npm::peers()),
        Need::Browser => Box::new(debian::BROWSER),
        Need::Database => Box::new(debian::DATABASE),
        Need::Tracer => Box::new(debian::TRACER),
        Need::OperatorsTools => Box::new(debian::OPERATORS_TOOLS),
        Need::PhoneMetadata => Box::new(python::PhoneMetadata::wanted()?),
    })
}

/// Two set-ups at once: the second waits here.
fn lock() -> Result<File> {
    let folder = workspace::tools();
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let path = folder.join(".lock");
    let file = File::create(&path).with_context(|| path.display().to_string())?;
    match file.try_lock() {
        Ok(()) => return Ok(file),
        Err(TryLockError::WouldBlock) => ui::say("waiting for another set-up to end"),
        Err(TryLockError::Error(error)) => return Err(error).context(path.display().to_string()),
    }
    file.lock().with_context(|| path.display().to_string())?;
    Ok(file)
}

/// Where a step's installer writes.
struct Log {
    path: PathBuf,
}

impl Log {
    fn new(name: &str) -> Result<Self> {
        let folder = workspace::tools().join("logs");
        fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        let file: String = name
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || c == '.' {
                    c
                } else {
                    '-'
                }
            })
            .collect();
        let path = folder.join(file).with_extension("log");
        File::create(&path).with_context(|| path.display().to_string())?;
        Ok(Self { path })
    }

    /// Runs an installer into this log.
    fn run(&self, command: &mut Command) -> Result<()> {
        let file = File::options().append(true).open(&self.path)?;
        let name = processes::shown(command);
        command
            .stdout(Stdio::from(file.try_clone()?))
            .stderr(Stdio::from(file));
        let status = Running::start(&name, command)?.wait()?;
        if !status.success() {
            bail!("`{name}` ended with {status}{}", self.tail());
        }
        Ok(())
    }

    /// The last lines, and where the rest is.
    fn tail(&self) -> String {
        let text = fs::read_to_string(&self.path).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        let tail = &lines[lines.len().saturating_sub(LOG_TAIL_LINES)..];
        format!("; {} ends with:\n{}", self.path.display(), tail.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_says_what_it_is_and_how_it_is_installed_by_hand() {
        for need in EVERYTHING.iter().chain(CI) {
            let step = step(*need).unwrap();
            assert!(step.name().len() > 3, "{need:?}");
            assert!(step.by_hand().contains("install") || step.by_hand().contains("npm ci"));
        }
    }

    #[test]
    fn a_part_never_needs_what_set_up_leaves_out() {
        for need in EMBED.iter().chain(DEMO) {
            assert!(EVERYTHING.contains(need), "{need:?}");
        }
    }
}
