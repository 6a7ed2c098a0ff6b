//! The toolchain that rust-toolchain.toml pins, with target and components.
//!
//! Called by name, since rustup adds nothing by itself where `RUSTUP_AUTO_INSTALL=0` is set.

use std::path::Path;

use anyhow::Result;

use super::{Log, Step};
use crate::workspace;

/// The pinned toolchain.
pub(super) struct Toolchain {
    version: String,
}

impl Toolchain {
    /// As rust-toolchain.toml says.
    pub(super) fn pinned() -> Result<Self> {
        Ok(Self {
            version: workspace::toolchain()?,
        })
    }

    fn arguments(&self) -> Vec<&str> {
        vec![
            "toolchain",
            "install",
            &self.version,
            "--profile",
            "minimal",
            "--component",
            "clippy",
            "--component",
            "rustfmt",
            // The standard library's sources: the browser half brings its own, built for size.
            "--component",
            "rust-src",
            "--target",
            workspace::WASM,
        ]
    }
}

impl Step for Toolchain {
    fn name(&self) -> String {
        format!("Rust {} with {}", self.version, workspace::WASM)
    }

    fn how(&self) -> &'static str {
        "from rustup, under a minute"
    }

    fn is_there(&self) -> bool {
        // By its files: rustup itself takes longer to answer than all other checks together.
        let Ok(output) = workspace::program("rustc")
            .args(["--print", "sysroot"])
            .output()
        else {
            return false;
        };
        let sysroot = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        let sysroot = Path::new(&sysroot);
        let has = |path: &str| sysroot.join(path).exists();
        output.status.success()
            && has(&format!("lib/rustlib/{}/lib", workspace::WASM))
            && has("lib/rustlib/src/rust/library/Cargo.lock")
            && has("bin/cargo-clippy")
            && has("bin/rustfmt")
    }

    fn install(&self, log: &Log) -> Result<()> {
        log.run(workspace::program("rustup").args(self.arguments()))
    }

    fn by_hand(&self) -> String {
        format!("rustup {}", self.arguments().join(" "))
    }
}
