//! Release artefacts under `dist/`: the browser half, the npm package and the proxy's binary.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::processes::run as run_process;
use crate::{embed, npm, ui, workspace};

/// `cargo xtask dist`.
///
/// # Errors
///
/// When a part cannot be built or copied.
pub(crate) fn run() -> Result<()> {
    let manifest = embed::run()?;
    let package = npm::pack(&manifest)?;
    run_process(
        "the proxy's release build",
        &mut workspace::cargo(&[
            "build",
            "--package",
            "leadgate-cli",
            "--bin",
            "leadgate",
            "--profile",
            "dist",
        ]),
    )?;
    let dist = workspace::root().join("dist");
    let [embedded, packages, binaries] = ["embed", "npm", "bin"].map(|name| dist.join(name));
    for folder in [&embedded, &packages, &binaries] {
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
    }
    copy(&embed::folder(), &embedded)?;
    let name = package.file_name().context("the package has a name")?;
    copy(&package, &packages.join(name))?;
    copy(
        &workspace::cargo_target().join("dist/leadgate"),
        &binaries.join("leadgate"),
    )?;
    ui::print(format_args!(
        "dist/embed ({})\ndist/npm/{}\ndist/bin/leadgate",
        manifest.version,
        name.display()
    ));
    Ok(())
}

/// Copies a file, or a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if from.is_dir() {
        for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent).with_context(|| parent.display().to_string())?;
    }
    fs::copy(from, to)
        .map(drop)
        .with_context(|| format!("{} to {}", from.display(), to.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_copied_with_what_is_below_it() {
        let place = tempfile::tempdir().unwrap();
        let from = place.path().join("from/0123");
        fs::create_dir_all(&from).unwrap();
        fs::write(from.join("embed.js"), "loader").unwrap();
        copy(&place.path().join("from"), &place.path().join("to")).unwrap();
        let copied = fs::read_to_string(place.path().join("to/0123/embed.js")).unwrap();
        assert_eq!(copied, "loader");
    }
}
