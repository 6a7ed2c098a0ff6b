//! A browser version on disk: `{version}/` with each file and its compressed twins, and `manifest.json` beside it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::web::Made;
use crate::compress;

/// Hex digits of the hash that name a version.
const VERSION_DIGITS: usize = 12;

/// `manifest.json`: what a browser version consists of.
#[derive(Serialize, Deserialize, PartialEq, Eq, Debug)]
pub(crate) struct Manifest {
    /// The first digits of the hash over all files.
    pub(crate) version: String,
    /// In order of their names.
    pub(crate) files: Vec<FileSize>,
}

/// One file of a browser version.
#[derive(Serialize, Deserialize, PartialEq, Eq, Debug)]
pub(crate) struct FileSize {
    /// Its name.
    pub(crate) name: String,
    /// As built.
    pub(crate) bytes: usize,
    /// Quality 11.
    pub(crate) brotli_bytes: usize,
    /// Level 9.
    pub(crate) gzip_bytes: usize,
    /// In hex, of the file as built.
    pub(crate) sha256: String,
}

/// Writes a browser version into `folder` and removes earlier ones; what is already there stays untouched.
///
/// # Errors
///
/// When a file cannot be written.
pub(super) fn write(folder: &Path, files: &[Made]) -> Result<Manifest> {
    let version = version_of(files);
    let version_folder = folder.join(&version);
    fs::create_dir_all(&version_folder).with_context(|| version_folder.display().to_string())?;
    let mut sizes = Vec::new();
    for Made { name, contents } in files {
        let brotli = compress::brotli(contents)?;
        let gzip = compress::gzip(contents)?;
        write_if_new(&version_folder.join(name), contents)?;
        write_if_new(&version_folder.join(format!("{name}.br")), &brotli)?;
        write_if_new(&version_folder.join(format!("{name}.gz")), &gzip)?;
        sizes.push(FileSize {
            name: (*name).to_owned(),
            bytes: contents.len(),
            brotli_bytes: brotli.len(),
            gzip_bytes: gzip.len(),
            sha256: hex::encode(Sha256::digest(contents)),
        });
    }
    sizes.sort_by(|a, b| a.name.cmp(&b.name));
    let manifest = Manifest {
        version,
        files: sizes,
    };
    let mut text = serde_json::to_string_pretty(&manifest)?;
    text.push('\n');
    // Last: a manifest names only files that are there.
    write_if_new(&folder.join("manifest.json"), text.as_bytes())?;
    remove_others(folder, &manifest.version)?;
    Ok(manifest)
}

/// The manifest in `folder`, if all its files are there.
pub(super) fn complete(folder: &Path) -> Option<Manifest> {
    let text = fs::read_to_string(folder.join("manifest.json")).ok()?;
    let manifest: Manifest = serde_json::from_str(&text).ok()?;
    let version_folder = folder.join(&manifest.version);
    let is_whole = manifest.files.iter().all(|file| {
        ["", ".br", ".gz"]
            .iter()
            .all(|twin| version_folder.join(format!("{}{twin}", file.name)).exists())
    });
    is_whole.then_some(manifest)
}

/// Over contents alone, in order of the names.
fn version_of(files: &[Made]) -> String {
    let mut in_order: Vec<&Made> = files.iter().collect();
    in_order.sort_by_key(|file| file.name);
    version(in_order.into_iter().map(|file| file.contents.as_slice()))
}

/// The version of files with these contents, in order of their names.
pub(crate) fn version<'a>(contents: impl Iterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for contents in contents {
        hash.update(contents);
    }
    let mut digits = hex::encode(hash.finalize());
    digits.truncate(VERSION_DIGITS);
    digits
}

/// Untouched files keep their time, and so nothing that is built from them is built again.
fn write_if_new(path: &Path, contents: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|found| found == contents) {
        return Ok(());
    }
    fs::write(path, contents).with_context(|| path.display().to_string())
}

fn remove_others(folder: &Path, version: &str) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() && entry.file_name() != version {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(contents: &str) -> Vec<Made> {
        vec![
            Made {
                name: "leadgate.js",
                contents: contents.as_bytes().to_vec(),
            },
            Made {
                name: "embed.js",
                contents: b"loader".to_vec(),
            },
        ]
    }

    #[test]
    fn the_version_is_the_hash_of_the_files_in_order_of_their_names() {
        let mut expected = hex::encode(Sha256::digest(b"loaderglue"));
        expected.truncate(12);
        assert_eq!(version_of(&made("glue")), expected);
    }

    #[test]
    fn a_new_browser_version_replaces_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let old = write(folder.path(), &made("old")).unwrap();
        let new = write(folder.path(), &made("new")).unwrap();
        assert_ne!(old.version, new.version);
        assert!(!folder.path().join(&old.version).exists());
        assert_eq!(complete(folder.path()), Some(new));
    }

    #[test]
    fn a_browser_version_that_lacks_a_twin_is_not_complete() {
        let folder = tempfile::tempdir().unwrap();
        let manifest = write(folder.path(), &made("glue")).unwrap();
        fs::remove_file(folder.path().join(&manifest.version).join("embed.js.br")).unwrap();
        assert_eq!(complete(folder.path()), None);
    }
}
