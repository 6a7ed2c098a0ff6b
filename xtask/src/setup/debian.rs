//! What the system's package manager provides: Chromium with its driver, PostgreSQL, and pip where Python lacks it.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use super::{Log, Step};
use crate::workspace;

const CHROMIUM: &str = "/usr/bin/chromium";
/// The driver that the component tests talk to.
pub(crate) const CHROMEDRIVER: &str = "/usr/bin/chromedriver";

/// Chromium and its driver.
pub(super) struct Browser;

impl Step for Browser {
    fn name(&self) -> String {
        "chromium and chromium-driver".to_owned()
    }

    fn how(&self) -> &'static str {
        "from the system's packages, about a minute"
    }

    fn is_there(&self) -> bool {
        Path::new(CHROMIUM).exists() && Path::new(CHROMEDRIVER).exists()
    }

    fn install(&self, log: &Log) -> Result<()> {
        install(&["chromium", "chromium-driver"], log)
    }

    fn by_hand(&self) -> String {
        "sudo apt-get install -y chromium chromium-driver".to_owned()
    }
}

/// PostgreSQL's server programs, which tests start a server of their own with.
pub(super) struct Database;

impl Step for Database {
    fn name(&self) -> String {
        "postgresql".to_owned()
    }

    fn how(&self) -> &'static str {
        "from the system's packages, about a minute"
    }

    fn is_there(&self) -> bool {
        // Debian keeps them out of PATH, a folder for each version.
        let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
        versions
            .flatten()
            .any(|version| version.path().join("bin/initdb").is_file())
            || is_on_path("initdb")
    }

    fn install(&self, log: &Log) -> Result<()> {
        install(&["postgresql"], log)
    }

    fn by_hand(&self) -> String {
        "sudo apt-get install -y postgresql".to_owned()
    }
}

/// Installs system packages; with sudo where we are not root.
///
/// # Errors
///
/// When there is no apt-get, or neither root nor sudo, or the package is not found even in a fresh list.
pub(super) fn install(packages: &[&str], log: &Log) -> Result<()> {
    if !is_on_path("apt-get") {
        bail!("this system has no apt-get");
    }
    let install = |command: &mut Command| {
        command.args(["apt-get", "install", "-y", "--no-install-recommends"]);
        command.args(packages);
        log.run(command)
    };
    if install(&mut as_root()?).is_err() {
        // The list of packages may be old, or was never fetched.
        log.run(as_root()?.args(["apt-get", "update"]))?;
        install(&mut as_root()?)?;
    }
    Ok(())
}

fn as_root() -> Result<Command> {
    let mut command = if rustix::process::geteuid().is_root() {
        workspace::program("env")
    } else if is_on_path("sudo") {
        // Not interactive: the installer has no terminal of its own, and a hidden question would wait for ever.
        let mut command = workspace::program("sudo");
        command.args(["-n", "env"]);
        command
    } else {
        bail!("this needs root, and there is no sudo");
    };
    command.arg("DEBIAN_FRONTEND=noninteractive");
    Ok(command)
}

fn is_on_path(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    })
}
