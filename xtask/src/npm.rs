//! The npm package: sources of `www/npm`, the element's class, the browser version that was just built. Laid out in
//! `target/npm/package`, packed beside it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::embed::{self, Manifest};
use crate::processes::run as run_process;
use crate::{ui, workspace};

/// Files of a browser version that an application never asks for: the snippet's loader, and styles that travel in the fragment.
const OF_THE_PAGE: [&str; 2] = ["embed.js", "form.css"];

/// What stands in the source's package.json in place of the workspace's version.
const NO_VERSION: &str = "\"version\": \"0.0.0\"";

/// Texts that every copy has to carry.
const LEGAL: [&str; 3] = ["LICENSE-APACHE", "LICENSE-MIT", "NOTICE"];

/// `cargo xtask npm`: builds the browser half where it is missing, and the package.
///
/// # Errors
///
/// See [`pack`].
pub(crate) fn run() -> Result<()> {
    let package = pack(&embed::run()?)?;
    ui::print(package.display());
    Ok(())
}

/// Packs the browser version that `manifest` describes and returns the tarball's path.
///
/// # Errors
///
/// When a source is missing, cannot be copied, or npm cannot pack it.
pub(crate) fn pack(manifest: &Manifest) -> Result<PathBuf> {
    let folder = workspace::target().join("npm");
    if folder.exists() {
        // Emptied: a file of an older browser version must not linger.
        fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    let package = folder.join("package");
    lay_out(&package, manifest)?;
    run_process(
        "npm pack",
        workspace::program("npm")
            .args(["pack", "--silent", "--ignore-scripts", "--pack-destination"])
            .arg(&folder)
            .current_dir(&package)
            // Its only output is the file's name.
            .stdout(std::process::Stdio::null()),
    )?;
    let tarball = folder.join(format!("leadgate-{}.tgz", env!("CARGO_PKG_VERSION")));
    ensure!(tarball.exists(), "npm pack made no {}", tarball.display());
    Ok(tarball)
}

fn lay_out(package: &Path, manifest: &Manifest) -> Result<()> {
    let root = workspace::root();
    let release = package.join("release");
    fs::create_dir_all(&release).with_context(|| release.display().to_string())?;
    for entry in fs::read_dir(root.join("www/npm"))? {
        let entry = entry?;
        copy(&entry.path(), &package.join(entry.file_name()))?;
    }
    let source = root.join("www/embed");
    copy(&source.join("element.js"), &package.join("element.js"))?;
    let parts = package.join("element");
    fs::create_dir_all(&parts).with_context(|| parts.display().to_string())?;
    for entry in fs::read_dir(source.join("element"))? {
        let entry = entry?;
        copy(&entry.path(), &parts.join(entry.file_name()))?;
    }
    for name in LEGAL {
        copy(&root.join(name), &package.join(name))?;
    }
    let files: Vec<&str> = manifest
        .files
        .iter()
        .map(|file| file.name.as_str())
        .filter(|name| !OF_THE_PAGE.contains(name))
        .collect();
    let built = embed::folder().join(&manifest.version);
    for name in &files {
        copy(&built.join(name), &release.join(name))?;
    }
    write(
        &package.join("browser-version.js"),
        &format!("export const BROWSER_VERSION = '{}';\n", manifest.version),
    )?;
    write(
        &package.join("browser-version.d.ts"),
        "export const BROWSER_VERSION: string;\n",
    )?;
    write(&package.join("assets.js"), &assets(&files))?;
    set_version(&package.join("package.json"))
}

/// One expression for each file, since bundlers look for exactly this one.
fn assets(files: &[&str]) -> String {
    let lines: Vec<String> = files
        .iter()
        .map(|name| format!("  '{name}': new URL('./release/{name}', import.meta.url).href,\n"))
        .collect();
    format!(
        "export const assets = Object.freeze({{\n{}}});\n",
        lines.concat()
    )
}

fn set_version(manifest: &Path) -> Result<()> {
    let text = fs::read_to_string(manifest)?;
    ensure!(
        text.contains(NO_VERSION),
        "www/npm/package.json holds no {NO_VERSION}, where the version would be filled in"
    );
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    write(manifest, &text.replace(NO_VERSION, &version))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to)
        .map(drop)
        .with_context(|| format!("{} to {}", from.display(), to.display()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_of_a_browser_version_is_named_as_bundlers_look_for_it() {
        assert_eq!(
            assets(&["leadgate.js"]),
            "export const assets = Object.freeze({\n  \
             'leadgate.js': new URL('./release/leadgate.js', import.meta.url).href,\n});\n"
        );
    }
}
