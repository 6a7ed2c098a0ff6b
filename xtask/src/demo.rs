//! The demo: simulator, proxy and demo site, started together, ended together.

mod address;

use std::fs;
use std::io;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::processes::{self, Running};
use crate::progress::Progress;
use crate::{embed, setup, site, ui, workspace};
use address::Address;

const SIMULATOR: Address = Address::new("simulator", 9100, "/received.json");
const PROXY: Address = Address::new("proxy", 8787, "/readyz");
const SITE: Address = Address::new("demo site", 8080, "/");

const CONFIG: &str = "www/demo/leadgate.demo.toml";
/// The first build of the site compiles its program for WebAssembly.
const PATIENCE: Duration = Duration::from_secs(600);
const POLL: Duration = Duration::from_millis(100);

/// The three programs; dropping this ends them, the last started first.
pub(crate) struct Demo {
    running: Vec<Running>,
}

/// `cargo xtask demo`: runs until Ctrl-C or until a child ends.
///
/// # Errors
///
/// When something cannot be built or started, or when a child ends by itself.
pub(crate) fn run(open_browser: bool) -> Result<()> {
    let mut demo = Demo::start()?;
    ui::print(format_args!("ready {}", SITE.url()));
    ui::say(format_args!(
        "leads arrive at {} ; Ctrl-C ends everything",
        SIMULATOR.origin()
    ));
    if open_browser {
        open(&SITE.url());
    }
    loop {
        demo.all_run()?;
        thread::sleep(POLL);
    }
}

/// Starts the demo, sees that it answers, ends it: what the build server does with it.
///
/// # Errors
///
/// When something cannot be built or started, or does not answer.
pub(crate) fn check() -> Result<()> {
    let demo = Demo::start()?;
    ui::print(format_args!("the demo answers at {}", SITE.url()));
    drop(demo);
    Ok(())
}

impl Demo {
    /// Builds and starts all three, and waits until each answers.
    fn start() -> Result<Self> {
        // Before minutes of building, not after.
        for address in [&SIMULATOR, &PROXY, &SITE] {
            address.is_free()?;
        }
        setup::ensure(setup::DEMO)?;
        embed::run()?;
        let packages = ["--package", "leadgate-cli", "--package", "crm-simulator"];
        let mut build = workspace::cargo(&["build", "--bins"]);
        build.args(packages).stdout(Stdio::from(io::stderr()));
        processes::run("building proxy and simulator", &mut build)?;
        let place = workspace::target().join("demo");
        fs::create_dir_all(&place).with_context(|| place.display().to_string())?;

        let binaries = workspace::cargo_target().join("debug");
        let mut simulator = workspace::program(binaries.join("crm-simulator"));
        simulator.args(["--listen", &SIMULATOR.socket().to_string()]);
        let mut proxy = workspace::program(binaries.join("leadgate"));
        proxy.args(["serve", "--config", CONFIG]);
        let mut site = site::trunk(&["serve", "--open=false"])?;

        let mut demo = Self {
            running: Vec::new(),
        };
        demo.launch(&SIMULATOR, &mut simulator)?;
        demo.launch(&PROXY, &mut proxy)?;
        demo.launch(&SITE, &mut site)?;
        for address in [&SIMULATOR, &PROXY, &SITE] {
            demo.wait_for(address)?;
        }
        Ok(demo)
    }

    fn launch(&mut self, address: &Address, command: &mut Command) -> Result<()> {
        // Standard output is for the one line that says `ready`.
        command.stdout(Stdio::from(io::stderr()));
        self.running.push(Running::start(address.name(), command)?);
        Ok(())
    }

    fn wait_for(&mut self, address: &Address) -> Result<()> {
        let progress = Progress::begin(format!(
            "waiting for the {} at {}",
            address.name(),
            address.url()
        ));
        let deadline = Instant::now() + PATIENCE;
        while !address.answers() {
            self.all_run()?;
            if Instant::now() > deadline {
                bail!(
                    "the {} does not answer at {}",
                    address.name(),
                    address.url()
                );
            }
            thread::sleep(POLL);
        }
        drop(progress);
        Ok(())
    }

    /// # Errors
    ///
    /// When a child has ended: all or nothing.
    fn all_run(&mut self) -> Result<()> {
        for child in &mut self.running {
            if let Some(status) = child.ended()? {
                bail!("the {} ended ({status}), so everything ends", child.name);
            }
        }
        Ok(())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        while let Some(child) = self.running.pop() {
            drop(child);
        }
    }
}

/// Tries to show the page. Nothing depends on it, so nothing is said when no browser opens.
fn open(url: &str) {
    for opener in ["xdg-open", "open", "wslview"] {
        let started = Command::new(opener)
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        if started.is_ok() {
            return;
        }
    }
}
