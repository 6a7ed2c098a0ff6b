//! Keeps what a release printed and what hydrates it, for the canary: a page with every released
//! snippet has to work for as long as somebody may have it (`tests/released`).
//!
//! All names there are hashes of what they name: the folder is the release's version, and the file with
//! the snippets bears its own hash. So nothing that is kept can change without a test that fails.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::embed::Manifest;
use crate::{dist, ui, workspace};

const FORMS: [&str; 4] = ["call-me-back", "click-out", "insurance", "third-party"];

/// Hex digits of the hash that names the snippets.
const HASH_DIGITS: usize = 12;

/// Where releases are kept.
fn store() -> PathBuf {
    workspace::root().join("tests/released")
}

/// `cargo xtask release`: of a folder that `cargo xtask dist` made, or one that it makes now.
///
/// # Errors
///
/// When something cannot be made, read or written, or the release is kept already and otherwise.
pub(crate) fn run(from: Option<PathBuf>) -> Result<()> {
    let dist = match from {
        Some(folder) => fs::canonicalize(&folder)
            .with_context(|| format!("{}: no such folder", folder.display()))?,
        None => {
            dist::run()?;
            workspace::root().join("dist")
        }
    };
    let kept = keep(&dist, &store())?;
    let shown = kept.strip_prefix(workspace::root()).unwrap_or(&kept);
    ui::print(format_args!("{}: commit it", shown.display()));
    Ok(())
}

fn keep(dist: &Path, store: &Path) -> Result<PathBuf> {
    let manifest = dist.join("embed/manifest.json");
    let text = fs::read_to_string(&manifest).with_context(|| manifest.display().to_string())?;
    let manifest: Manifest = serde_json::from_str(&text)?;
    let folder = store.join(&manifest.version);
    fs::create_dir_all(&folder)?;
    for file in &manifest.files {
        let name = format!("{}.br", file.name);
        let from = dist.join("embed").join(&manifest.version).join(&name);
        let bytes = fs::read(&from).with_context(|| from.display().to_string())?;
        write_once(&folder.join(name), &bytes)?;
    }
    let snippets = snippets(
        &dist.join("bin/leadgate"),
        &store.join("leadgate.toml"),
        &manifest.version,
    )?;
    let text = serde_json::to_string_pretty(&snippets)? + "\n";
    write_once(
        &folder.join(snippets_name(text.as_bytes())),
        text.as_bytes(),
    )?;
    Ok(folder)
}

/// What a release prints today, by the form's name; `script-only` is that of the first one.
fn snippets(binary: &Path, config: &Path, version: &str) -> Result<BTreeMap<&'static str, String>> {
    let mut snippets = BTreeMap::new();
    for form in FORMS {
        snippets.insert(form, snippet(binary, config, &["--form", form])?);
    }
    let words = ["--form", FORMS[0], "--script-only"];
    snippets.insert("script-only", snippet(binary, config, &words)?);
    for form in FORMS {
        if !snippets[form].contains(&format!("data-version=\"{version}\"")) {
            bail!(
                "{} does not print forms of {version}: build it anew with `cargo xtask dist`",
                binary.display()
            );
        }
    }
    Ok(snippets)
}

fn snippet(binary: &Path, config: &Path, words: &[&str]) -> Result<String> {
    let ran = Command::new(binary)
        .args(["snippet", "--partner", "demo", "--lang", "nl", "--config"])
        .arg(config)
        .args(words)
        .output()
        .with_context(|| binary.display().to_string())?;
    if !ran.status.success() {
        let said = String::from_utf8_lossy(&ran.stderr);
        bail!("{} snippet {}: {said}", binary.display(), words.join(" "));
    }
    Ok(String::from_utf8(ran.stdout)?)
}

fn snippets_name(contents: &[u8]) -> String {
    let mut digits = hex::encode(Sha256::digest(contents));
    digits.truncate(HASH_DIGITS);
    format!("snippets-{digits}.json")
}

fn write_once(path: &Path, contents: &[u8]) -> Result<()> {
    match fs::read(path) {
        Ok(kept) if kept == contents => Ok(()),
        Ok(_) => bail!("{} is kept already, and otherwise", path.display()),
        Err(_) => fs::write(path, contents).with_context(|| path.display().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed;

    /// What is wrong with a kept release; `None`: it is as it was released.
    fn change(folder: &Path) -> Option<String> {
        let mut assets = BTreeMap::new();
        let mut snippets = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let bytes = fs::read(&path).unwrap();
            if let Some(asset) = name.strip_suffix(".br") {
                let mut plain = Vec::new();
                brotli::BrotliDecompress(&mut bytes.as_slice(), &mut plain).ok()?;
                assets.insert(asset.to_owned(), plain);
            } else if name == snippets_name(&bytes) {
                snippets += 1;
            } else {
                return Some(format!("{} is not what it was", path.display()));
            }
        }
        let version = embed::version(assets.values().map(Vec::as_slice));
        if folder.file_name().unwrap() != version.as_str() {
            return Some(format!("the assets in {} have changed", folder.display()));
        }
        (snippets != 1).then(|| format!("{} has {snippets} files of snippets", folder.display()))
    }

    fn kept() -> Vec<PathBuf> {
        let entries = fs::read_dir(store()).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths.filter(|path| path.is_dir()).collect()
    }

    #[test]
    fn what_was_released_is_as_it_was() {
        let kept = kept();
        assert!(!kept.is_empty());
        for folder in kept {
            assert_eq!(change(&folder), None);
        }
    }

    #[test]
    fn a_byte_that_changes_in_any_file_of_a_release_is_noticed() {
        let released = kept().remove(0);
        let place = tempfile::tempdir().unwrap();
        let copy = place.path().join(released.file_name().unwrap());
        fs::create_dir(&copy).unwrap();
        let mut files = Vec::new();
        for entry in fs::read_dir(&released).unwrap() {
            let path = entry.unwrap().path();
            let to = copy.join(path.file_name().unwrap());
            fs::copy(&path, &to).unwrap();
            files.push(to);
        }
        assert_eq!(change(&copy), None);
        for file in files {
            let was = fs::read(&file).unwrap();
            let is = if file.extension().unwrap() == "br" {
                crate::compress::brotli(b"something else").unwrap()
            } else {
                [was.as_slice(), b" "].concat()
            };
            fs::write(&file, is).unwrap();
            assert!(change(&copy).is_some(), "{}", file.display());
            fs::write(&file, was).unwrap();
        }
    }

    #[test]
    fn what_is_kept_is_not_written_over() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("embed.js.br");
        write_once(&path, b"loader").unwrap();
        write_once(&path, b"loader").unwrap();
        assert!(write_once(&path, b"another").is_err());
    }
}
