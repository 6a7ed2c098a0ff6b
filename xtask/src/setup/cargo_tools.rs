//! Tools from crates.io, built into the tools' folder: wasm-bindgen-cli, Trunk, cargo-deny.

use anyhow::Result;

use super::{Log, Step};
use crate::workspace;

/// Cheap to build rather than fast to run: these tools work for seconds, and would build for a quarter of an hour.
const CHEAP_BUILD: &[(&str, &str)] = &[
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_LTO", "false"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

/// A package whose program we call.
pub(super) struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: String,
    features: &'static [&'static str],
    how: &'static str,
}

/// Exactly the version of the library in Cargo.lock: the two speak a private format.
pub(super) fn wasm_bindgen() -> Result<CargoTool> {
    Ok(CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: workspace::locked_version("wasm-bindgen")?,
        features: &[],
        how: "building from crates.io, about 4 minutes",
    })
}

/// 0.22 wants a newer rustc than the pinned one.
pub(super) fn trunk() -> CargoTool {
    CargoTool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14".to_owned(),
        features: &["--no-default-features", "--features", "rustls"],
        how: "building from crates.io, about 7 minutes",
    }
}

/// The dependency audit.
pub(super) fn cargo_deny() -> CargoTool {
    CargoTool {
        package: "cargo-deny",
        program: "cargo-deny",
        version: "0.20.2".to_owned(),
        features: &[],
        how: "building from crates.io, about 3 minutes",
    }
}

impl CargoTool {
    fn arguments(&self, locked: bool) -> Vec<String> {
        let mut words = vec!["install".to_owned()];
        words.extend(locked.then(|| "--locked".to_owned()));
        words.push("--root".to_owned());
        words.push(workspace::tools().display().to_string());
        words.push(self.package.to_owned());
        words.push("--version".to_owned());
        words.push(format!("={}", self.version));
        words.extend(self.features.iter().map(|&word| word.to_owned()));
        words
    }

    fn build(&self, locked: bool, log: &Log) -> Result<()> {
        log.run(
            workspace::program("cargo")
                .args(self.arguments(locked))
                .envs(CHEAP_BUILD.iter().copied())
                // Kept until it succeeds, so that an interrupted build goes on where it was.
                .env("CARGO_TARGET_DIR", build_folder()),
        )
    }
}

impl Step for CargoTool {
    fn name(&self) -> String {
        format!("{} {}", self.package, self.version)
    }

    fn how(&self) -> &'static str {
        self.how
    }

    fn is_there(&self) -> bool {
        workspace::program(workspace::tool(self.program))
            .arg("--version")
            .output()
            .is_ok_and(|output| {
                String::from_utf8_lossy(&output.stdout)
                    .split_whitespace()
                    .nth(1)
                    == Some(self.version.as_str())
            })
    }

    fn install(&self, log: &Log) -> Result<()> {
        // Locked first. A lock that names a version which has since been withdrawn cannot be used: then without.
        if self.build(true, log).is_err() {
            self.build(false, log)?;
        }
        // Space, not correctness: the program is installed.
        let _ = std::fs::remove_dir_all(build_folder());
        Ok(())
    }

    fn by_hand(&self) -> String {
        format!("cargo {}", self.arguments(false).join(" "))
    }
}

fn build_folder() -> std::path::PathBuf {
    workspace::tools().join("build")
}
