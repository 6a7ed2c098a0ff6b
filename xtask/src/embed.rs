//! The browser half: loader, glue, WebAssembly and styles, as one browser version, named by its own hash.
//!
//! Written to `target/embed/`, where the proxy's build script finds it. How it is laid out is in
//! `browser_version`, how the WebAssembly is made in `web`, when nothing needs doing in `inputs`.

mod browser_version;
mod inputs;
mod local_paths;
mod names;
#[path = "../../build/styles.rs"]
mod styles;
mod web;

use std::fs::{self, File};
use std::path::PathBuf;

use anyhow::{Context, Result};

pub(crate) use browser_version::Manifest;
#[cfg(test)]
pub(crate) use browser_version::{FileSize, version};

use crate::progress::Progress;
use crate::{compress, setup, ui, workspace};

/// Where browser versions are built: `manifest.json` and a folder with the version's name.
pub(crate) fn folder() -> PathBuf {
    workspace::target().join("embed")
}

/// The optimised module of the last build, with its functions' names.
pub(crate) fn named_module() -> PathBuf {
    workspace::target().join("embed-work").join(web::NAMED)
}

/// Builds the browser half, or finds it built.
///
/// # Errors
///
/// When a tool or a source is missing or a step fails; the message says which.
pub(crate) fn run() -> Result<Manifest> {
    setup::ensure(setup::EMBED)?;
    let (work, _lock) = work_folder()?;
    let stamp_file = work.join("built-from");
    let stamp = inputs::hash()?;
    if fs::read_to_string(&stamp_file).is_ok_and(|built| built == stamp)
        && let Some(manifest) = browser_version::complete(&folder())
    {
        return Ok(manifest);
    }

    // Forgotten first: if this build fails half-way, the next one must not believe the old stamp.
    let _ = fs::remove_file(&stamp_file);
    ui::say("embed: building the browser half (WebAssembly, release profile)");
    let files = web::build(&work, "")?;
    let manifest = {
        let _progress = Progress::begin("embed: compressing".to_owned());
        browser_version::write(&folder(), &files)?
    };
    fs::write(&stamp_file, stamp)?;
    ui::say(format_args!(
        "embed: version {} in {}",
        manifest.version,
        folder().display()
    ));
    Ok(manifest)
}

/// Builds the WebAssembly without some parts of the model and returns its bytes after brotli; no
/// browser version is made of it.
///
/// # Errors
///
/// As [`run`].
pub(crate) fn wasm_without(parts: &str) -> Result<usize> {
    setup::ensure(setup::EMBED)?;
    let (work, _lock) = work_folder()?;
    let files = web::build(&work, parts)?;
    let wasm = files.iter().find(|file| file.name.ends_with(".wasm"));
    let wasm = wasm.context("the build made no WebAssembly")?;
    Ok(compress::brotli(&wasm.contents)?.len())
}

/// Where a build works, for as long as the lock is held: two builds at once would write each
/// other's half-finished files.
fn work_folder() -> Result<(PathBuf, File)> {
    let work = workspace::target().join("embed-work");
    fs::create_dir_all(&work).with_context(|| work.display().to_string())?;
    let lock = File::create(work.join(".lock"))?;
    lock.lock()?;
    Ok((work, lock))
}
