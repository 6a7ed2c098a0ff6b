//! Keeps the builder's folders out of a browser version.
//!
//! Source paths are part of panic messages. Mapped away, the version is the same on every machine, smaller, and tells
//! nobody whose machine it was.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace;

/// Flags for rustc: this checkout, the registry's sources, the standard library's sources.
///
/// # Errors
///
/// When rustc does not tell where it lives.
pub(super) fn mapped_away() -> Result<Vec<String>> {
    let mut flags: Vec<String> = registries()
        .iter()
        .map(PathBuf::as_path)
        .chain([workspace::root().as_path()])
        .map(|folder| flag(folder, "."))
        .collect();
    // Where the component rust-src is installed, rustc names the standard library's files on this machine; elsewhere
    // it names them by its own commit, as we do everywhere.
    let sysroot = ask_rustc(&["--print", "sysroot"])?;
    let about = ask_rustc(&["--version", "--verbose"])?;
    if let Some(commit) = about
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
    {
        flags.push(flag(
            &Path::new(sysroot.trim()).join("lib/rustlib/src/rust"),
            &format!("/rustc/{commit}"),
        ));
    }
    Ok(flags)
}

fn flag(folder: &Path, name: &str) -> String {
    format!("--remap-path-prefix={}={name}", folder.display())
}

/// A folder for each registry that Cargo has unpacked sources of.
fn registries() -> Vec<PathBuf> {
    let home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    home.and_then(|home| fs::read_dir(home.join("registry/src")).ok())
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect()
}

fn ask_rustc(arguments: &[&str]) -> Result<String> {
    let output = workspace::program("rustc")
        .args(arguments)
        .output()
        .context("rustc cannot be started")?;
    String::from_utf8(output.stdout).context("rustc's answer is not text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_checkout_and_the_standard_library_are_mapped_away() {
        let flags = mapped_away().unwrap();
        assert!(flags.contains(&flag(&workspace::root(), ".")));
        assert!(flags.iter().any(|flag| flag.contains("=/rustc/")));
    }
}
