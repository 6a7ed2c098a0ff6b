//! npm packages, exactly as their lock files say: the build's web tools, what the end-to-end tests use, and what the npm
//! package is tried with.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::{Log, Step};
use crate::workspace;

/// Remembers beside the packages which lock file they were installed from.
const STAMP: &str = "node_modules/.installed-from";

/// A folder with package.json and package-lock.json, and where its packages go.
pub(super) struct Packages {
    name: &'static str,
    lists: PathBuf,
    installed: PathBuf,
}

/// wasm-opt (Debian's binaryen is too old) and esbuild, in the tools' folder.
pub(super) fn web_tools() -> Packages {
    Packages {
        name: "wasm-opt and esbuild",
        lists: workspace::root().join("xtask/tools"),
        installed: workspace::tools().join("npm"),
    }
}

/// The end-to-end tests' packages, beside the tests, where Node looks for them.
pub(super) fn end_to_end() -> Packages {
    let folder = workspace::root().join("tests/e2e");
    Packages {
        name: "the end-to-end tests' packages",
        lists: folder.clone(),
        installed: folder,
    }
}

/// Frameworks and bundlers, beside the projects that our npm package is installed into.
pub(super) fn frameworks() -> Packages {
    let folder = workspace::root().join("tests/npm");
    Packages {
        name: "frameworks and bundlers that the npm package is tried with",
        lists: folder.clone(),
        installed: folder,
    }
}

/// What the peers of the embedding benchmark are made of, beside them.
pub(super) fn peers() -> Packages {
    let folder = workspace::root().join("bench/peers");
    Packages {
        name: "the benchmark's peers",
        lists: folder.clone(),
        installed: folder,
    }
}

impl Packages {
    fn stamp(&self) -> Result<String> {
        let mut hash = Sha256::new();
        for list in ["package.json", "package-lock.json"] {
            let path = self.lists.join(list);
            hash.update(fs::read(&path).with_context(|| path.display().to_string())?);
        }
        Ok(hex::encode(hash.finalize()))
    }
}

impl Step for Packages {
    fn name(&self) -> String {
        self.name.to_owned()
    }

    fn how(&self) -> &'static str {
        "from the npm registry, under a minute"
    }

    fn is_there(&self) -> bool {
        match (self.stamp(), fs::read_to_string(self.installed.join(STAMP))) {
            (Ok(wanted), Ok(found)) => wanted == found,
            _ => false,
        }
    }

    fn install(&self, log: &Log) -> Result<()> {
        let stamp = self.stamp()?;
        fs::create_dir_all(&self.installed)
            .with_context(|| self.installed.display().to_string())?;
        if self.installed != self.lists {
            for list in ["package.json", "package-lock.json", ".npmrc"] {
                fs::copy(self.lists.join(list), self.installed.join(list))
                    .with_context(|| self.lists.join(list).display().to_string())?;
            }
        }
        // No package needs a script of its own to work, so none may run one.
        log.run(
            workspace::program("npm")
                .args(["ci", "--ignore-scripts"])
                .current_dir(&self.installed),
        )?;
        fs::write(self.installed.join(STAMP), stamp)?;
        Ok(())
    }

    fn by_hand(&self) -> String {
        format!("npm ci --ignore-scripts (in {})", self.installed.display())
    }
}
