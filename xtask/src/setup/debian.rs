//! What the system's package manager provides: Chromium with its driver, PostgreSQL, strace, what operators use, and pip where Python lacks it.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use super::{Log, Step};
use crate::workspace;

const CHROMIUM: &str = "/usr/bin/chromium";
/// The driver that the component tests talk to.
pub(crate) const CHROMEDRIVER: &str = "/usr/bin/chromedriver";

/// Packages that belong together.
pub(super) struct Packages {
    names: &'static [&'static str],
    is_there: fn() -> bool,
    is_needed: bool,
}

/// Chromium and its driver.
pub(super) const BROWSER: Packages = Packages {
    names: &["chromium", "chromium-driver"],
    is_there: || Path::new(CHROMIUM).exists() && Path::new(CHROMEDRIVER).exists(),
    is_needed: true,
};

/// PostgreSQL's server programs, which tests start a server of their own with.
pub(super) const DATABASE: Packages = Packages {
    names: &["postgresql"],
    is_there: || {
        // Debian keeps them out of PATH, a folder for each version.
        let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
        versions
            .flatten()
            .any(|version| version.path().join("bin/initdb").is_file())
            || is_on_path("initdb")
    },
    is_needed: true,
};

/// strace, which records what the proxy writes and syncs, and slows its disk down.
pub(super) const TRACER: Packages = Packages {
    names: &["strace"],
    is_there: || is_on_path("strace"),
    is_needed: true,
};

/// What operators use: SQLite's shell for back-ups, systemd-nspawn to boot a systemd of the tests'
/// own, and an engine that builds and runs the image.
pub(super) const OPERATORS_TOOLS: Packages = Packages {
    names: &["sqlite3", "systemd-container", "podman", "runc"],
    is_there: || {
        let programs = ["sqlite3", "systemd-nspawn", "podman", "runc"];
        programs.into_iter().all(is_on_path)
    },
    // A system that lacks them tests everything else, and says what was not checked.
    is_needed: false,
};

impl Step for Packages {
    fn name(&self) -> String {
        self.names.join(" and ")
    }

    fn how(&self) -> &'static str {
        "from the system's packages, about a minute"
    }

    fn is_there(&self) -> bool {
        (self.is_there)()
    }

    fn install(&self, log: &Log) -> Result<()> {
        install(self.names, log)
    }

    fn is_needed(&self) -> bool {
        self.is_needed
    }

    fn by_hand(&self) -> String {
        format!("sudo apt-get install -y {}", self.names.join(" "))
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
