//! Where things are in the checkout, and how Cargo is called from here.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// The WebAssembly target.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The folder that holds the root Cargo.toml.
pub(crate) fn root() -> PathBuf {
    // At run time first: a binary that was copied with its target folder must not work in the old checkout.
    let manifest_dir = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest_dir
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// What Cargo builds goes here.
pub(crate) fn cargo_target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// What we build goes here: fixed, since the proxy's build script looks for `target/embed`.
pub(crate) fn target() -> PathBuf {
    root().join("target")
}

/// The tools' folder: `target/tools`, or what `LEADGATE_TOOLS_DIR` says.
pub(crate) fn tools() -> PathBuf {
    env::var_os("LEADGATE_TOOLS_DIR").map_or_else(|| target().join("tools"), |dir| root().join(dir))
}

/// A program that `cargo install` put into the tools' folder.
pub(crate) fn tool(name: &str) -> PathBuf {
    tools().join("bin").join(name)
}

/// A program of the npm packages in the tools' folder.
pub(crate) fn npm_tool(name: &str) -> PathBuf {
    tools().join("npm/node_modules/.bin").join(name)
}

/// PATH with our tools in front.
///
/// # Errors
///
/// When a folder's name cannot be part of PATH.
pub(crate) fn path_with_tools() -> Result<OsString> {
    let mut folders = vec![tools().join("bin"), tools().join("npm/node_modules/.bin")];
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    env::join_paths(folders).context("the tools' folder cannot be part of PATH")
}

/// A program, called in the root folder.
pub(crate) fn program(name: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    // `cargo run` told us about the package xtask. Passed on, this would make build scripts that watch these names run anew.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "CARGO"
        {
            command.env_remove(&name);
        }
    }
    command
}

/// Cargo, called in the root folder, with the toolchain of rust-toolchain.toml.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = program("cargo");
    command.args(arguments);
    command
}

/// The exact version of a package in Cargo.lock.
///
/// # Errors
///
/// When Cargo.lock cannot be read or holds the package not exactly once.
pub(crate) fn locked_version(package: &str) -> Result<String> {
    #[derive(Deserialize)]
    struct Lock {
        package: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        version: String,
    }
    let lock: Lock = read_toml(&root().join("Cargo.lock"))?;
    let mut versions = lock
        .package
        .into_iter()
        .filter(|found| found.name == package)
        .map(|found| found.version);
    match (versions.next(), versions.next()) {
        (Some(version), None) => Ok(version),
        (None, _) => bail!("Cargo.lock holds no {package}"),
        (Some(_), Some(_)) => bail!("Cargo.lock holds more than one version of {package}"),
    }
}

/// The Rust version that rust-toolchain.toml pins.
///
/// # Errors
///
/// When the file cannot be read.
pub(crate) fn toolchain() -> Result<String> {
    #[derive(Deserialize)]
    struct File {
        toolchain: Toolchain,
    }
    #[derive(Deserialize)]
    struct Toolchain {
        channel: String,
    }
    Ok(read_toml::<File>(&root().join("rust-toolchain.toml"))?
        .toolchain
        .channel)
}

/// Reads a TOML file into a type.
///
/// # Errors
///
/// When the file cannot be read or does not fit the type; the message names the file.
pub(crate) fn read_toml<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    toml::from_str(&text).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_names_the_version_that_the_manifest_pins() {
        let version = locked_version("wasm-bindgen").unwrap();
        let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
        assert!(manifest.contains(&format!("wasm-bindgen = \"={version}\"")));
    }

    #[test]
    fn a_package_that_is_not_locked_is_an_error() {
        assert!(locked_version("no-such-package-anywhere").is_err());
    }
}
