//! What a browser version is made from, as one hash: the same hash, the same browser version.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::workspace;

/// Files and folders, seen from the root. The last ones are this command's own recipe.
const INPUTS: &[&str] = &[
    "build",
    "src",
    "crates/model",
    "crates/rules",
    "patches",
    "www/embed",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo/config.toml",
    "xtask/tools/package-lock.json",
    "xtask/src/embed",
    "xtask/src/compress.rs",
];

/// The hash over names and contents of everything that a browser version is made from.
///
/// # Errors
///
/// When a file cannot be read.
pub(super) fn hash() -> Result<String> {
    let root = workspace::root();
    let mut files = Vec::new();
    for input in INPUTS {
        collect(&root.join(input), &mut files)?;
    }
    files.sort();
    let mut hash = Sha256::new();
    for path in files {
        let contents = fs::read(&path).with_context(|| path.display().to_string())?;
        add(
            &mut hash,
            path.strip_prefix(&root)
                .unwrap_or(&path)
                .as_os_str()
                .as_encoded_bytes(),
        );
        add(&mut hash, &contents);
    }
    Ok(hex::encode(hash.finalize()))
}

/// Length first, so that moving a byte from one part to the next changes the hash.
fn add(hash: &mut Sha256, part: &[u8]) {
    hash.update((part.len() as u64).to_le_bytes());
    hash.update(part);
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| path.display().to_string())? {
            collect(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_path_buf());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_that_is_named_exists() {
        for input in INPUTS {
            assert!(workspace::root().join(input).exists(), "{input}");
        }
    }

    #[test]
    fn a_byte_that_moves_between_two_parts_changes_the_hash() {
        let of = |parts: [&str; 2]| {
            let mut hash = Sha256::new();
            for part in parts {
                add(&mut hash, part.as_bytes());
            }
            hash.finalize()
        };
        assert_ne!(of(["ab", "c"]), of(["a", "bc"]));
    }
}
