//! The Python package `phonenumbers`: the phone table is generated from its metadata, and checked against it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::{Log, Step, debian};
use crate::workspace;

/// Checks that the phone table says what the metadata says, and names the metadata's version.
pub(crate) const GENERATOR: &str = "crates/rules/phone-table/generate.py";

/// `phonenumbers`, in a folder of its own.
pub(super) struct PhoneMetadata {
    version: String,
}

impl PhoneMetadata {
    /// In the version that the table's generator wants.
    pub(super) fn wanted() -> Result<Self> {
        let path = workspace::root().join(GENERATOR);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let version = text
            .lines()
            .find_map(|line| line.strip_prefix("VERSION = \"")?.strip_suffix('"'))
            .with_context(|| format!("{GENERATOR} names no VERSION"))?;
        Ok(Self {
            version: version.to_owned(),
        })
    }
}

/// Python that finds the package.
pub(crate) fn command() -> Command {
    let mut python = workspace::program("python3");
    python.env("PYTHONPATH", folder());
    python
}

impl Step for PhoneMetadata {
    fn name(&self) -> String {
        format!("Python package phonenumbers {}", self.version)
    }

    fn how(&self) -> &'static str {
        "from PyPI, some seconds"
    }

    fn is_there(&self) -> bool {
        folder()
            .join(format!("phonenumbers-{}.dist-info", self.version))
            .exists()
    }

    fn install(&self, log: &Log) -> Result<()> {
        if log
            .run(workspace::program("python3").args(["-m", "pip", "--version"]))
            .is_err()
        {
            debian::install(&["python3", "python3-pip"], log)?;
        }
        log.run(
            workspace::program("python3")
                .args(["-m", "pip", "install", "--no-deps", "--upgrade", "--target"])
                .arg(folder())
                .arg(format!("phonenumbers=={}", self.version)),
        )
    }

    fn by_hand(&self) -> String {
        format!(
            "python3 -m pip install --no-deps --target {} phonenumbers=={}",
            folder().display(),
            self.version
        )
    }
}

fn folder() -> PathBuf {
    workspace::tools().join("py")
}
