//! Makes the files of a browser version: Cargo, wasm-bindgen, wasm-opt, esbuild, in this order.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{local_paths, names, styles};
use crate::processes::run;
use crate::progress::Progress;
use crate::workspace::{self, WASM};

/// The oldest browsers that are served, in esbuild's words.
const BROWSERS: &str = "--target=chrome111,firefox123,safari16.4";

/// What those browsers can do, by name. Never all features: wasm-opt then writes what no browser reads yet.
const WASM_FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// How a placeholder begins that the proxy fills in when it serves the loader.
const PLACEHOLDER: &str = "__LEADGATE_";

/// The optimised module whose functions still have their names.
pub(super) const NAMED: &str = "named.wasm";

/// What the loader uses of the glue; the rest is left out.
const USED: &str = "export { default, mount } from './leadgate.js';\n";

/// A file of a browser version.
pub(super) struct Made {
    /// Its name in the folder.
    pub(super) name: &'static str,
    /// What is in it.
    pub(super) contents: Vec<u8>,
}

/// Builds all files of a browser version; `work` takes what lies between, `without` names parts of the
/// model that are left out.
///
/// # Errors
///
/// When a source is missing or a tool fails.
pub(super) fn build(work: &Path, without: &str) -> Result<Vec<Made>> {
    let sources = workspace::root().join("www/embed");
    let loader = read(&sources.join("loader.js"))?;
    let styles = styles::small(&fs::read_to_string(sources.join("form.css"))?);

    let module = compile(without)?;
    bind(&module, work)?;
    optimise(work)?;
    let glue = fs::read_to_string(work.join("bound/leadgate.js"))?;
    let (named, module) = (work.join(NAMED), work.join("leadgate_bg.wasm"));
    let glue = names::shorten(&named, &module, WASM_FEATURES, &glue)?;
    fs::write(work.join("bound/leadgate.js"), glue)?;
    fs::write(work.join("bound/used.js"), USED)?;
    let glue = minify(
        &work.join("bound/used.js"),
        // Bundled, so that snippets of dependencies come along; the module itself stays a module.
        &["--bundle", "--format=esm"],
        &work.join("leadgate.js"),
    )?;
    let small_loader = minify(
        &sources.join("loader.js"),
        // One file with the element's class; a function around it keeps its names out of the page's.
        &["--bundle", "--format=iife"],
        &work.join("embed.js"),
    )?;
    keeps_placeholders(&loader, &small_loader)?;
    Ok(vec![
        Made {
            name: "embed.js",
            contents: small_loader,
        },
        Made {
            name: "form.css",
            contents: styles.into_bytes(),
        },
        Made {
            name: "leadgate.js",
            contents: glue,
        },
        Made {
            name: "leadgate_bg.wasm",
            contents: read(&work.join("leadgate_bg.wasm"))?,
        },
    ])
}

/// How the published artefact is made small. Measured together on the call-me-back form: 119 KB brotli without, 94 KB
/// with them (before the other savings).
///
/// The standard library is built along, for size, without the texts of panics (a panic is a trap), of `Debug`, and of
/// source locations. The pinned stable compiler calls these flags unstable, hence `RUSTC_BOOTSTRAP`.
const SMALL: [&str; 4] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
];

fn compile(without: &str) -> Result<PathBuf> {
    // A folder of its own: RUSTC_BOOTSTRAP makes build scripts run anew, each time it comes or goes.
    let target = workspace::cargo_target().join("embed-build");
    let mut cargo = workspace::cargo(&[
        "rustc",
        "--package",
        "leadgate",
        "--lib",
        // Not said in Cargo.toml: cargo names the files of such a crate without a hash, so that builds of it with other
        // features, or for another workspace, would take each other's.
        "--crate-type",
        "cdylib",
        "--target",
        WASM,
        "--features",
        "published",
        "--profile",
        "wasm-release",
        "-Zbuild-std=std,panic_abort",
        "-Zbuild-std-features=optimize_for_size",
    ]);
    let mut flags = local_paths::mapped_away()?;
    flags.extend(SMALL.map(str::to_owned));
    cargo
        .env("RUSTC_BOOTSTRAP", "1")
        // Always set: what happens to be in the environment must not take a form out of a build.
        .env("LEADGATE_WITHOUT", without)
        .env("CARGO_TARGET_DIR", &target)
        // Encoded, so that a folder's name may hold a space; it also takes precedence over flags from outside, which
        // would make another version.
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    run("the WebAssembly build", &mut cargo)?;
    Ok(target.join(WASM).join("wasm-release/leadgate.wasm"))
}

fn bind(module: &Path, work: &Path) -> Result<()> {
    let out = work.join("bound");
    // Emptied: a snippet of an older build must not linger.
    let _ = fs::remove_dir_all(&out);
    let mut bindgen = workspace::program(workspace::tool("wasm-bindgen"));
    bindgen
        .arg(module)
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--out-name",
            "leadgate",
        ])
        .arg("--remove-producers-section")
        .arg("--out-dir")
        .arg(out);
    run("wasm-bindgen", &mut bindgen)
}

fn optimise(work: &Path) -> Result<()> {
    let _progress = Progress::begin("embed: wasm-opt -Oz".to_owned());
    let mut wasm_opt = workspace::program(workspace::npm_tool("wasm-opt"));
    wasm_opt
        // Measured by what brotli makes of it, which is what travels: inlining pays only where the function is tiny or
        // is called once and is small; naming common parts of expressions (local-cse) does not pay. -tnh takes 0.4 %
        // off, and a failed check would no longer stop: not worth it.
        .args(["-Oz", "--converge", "--skip-pass=local-cse"])
        .args(["-aimfs=4", "-fimfs=0", "-ocimfs=20"])
        // Functions keep their names, for `cargo xtask size --crates`; what is published loses them with the next step.
        .arg("--debuginfo")
        .args(WASM_FEATURES)
        .arg(work.join("bound/leadgate_bg.wasm"))
        .arg("-o")
        .arg(work.join(NAMED));
    run("wasm-opt", &mut wasm_opt)
}

fn minify(source: &Path, arguments: &[&str], out: &Path) -> Result<Vec<u8>> {
    let mut esbuild = workspace::program(workspace::npm_tool("esbuild"));
    esbuild
        .arg(source)
        .args([
            "--minify",
            "--charset=utf8",
            "--legal-comments=none",
            "--log-level=warning",
            BROWSERS,
        ])
        .args(arguments)
        .arg(format!("--outfile={}", out.display()));
    run("esbuild", &mut esbuild)?;
    read(out)
}

/// The proxy fills the placeholders in by their names: one that the minifier lost would fail silently.
fn keeps_placeholders(source: &[u8], minified: &[u8]) -> Result<()> {
    let (before, after) = (placeholders(source), placeholders(minified));
    if let Some(lost) = before.difference(&after).next() {
        bail!("minifying www/embed/loader.js lost the placeholder {lost}");
    }
    Ok(())
}

/// Placeholders in string literals; a comment that mentions one does not count.
fn placeholders(script: &[u8]) -> BTreeSet<String> {
    let script = String::from_utf8_lossy(script);
    script
        .match_indices(PLACEHOLDER)
        .filter(|(at, _)| script[..*at].ends_with(['"', '\'', '`']))
        .map(|(at, _)| {
            script[at..]
                .chars()
                .take_while(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || *c == '_')
                .collect()
        })
        .collect()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_placeholder_is_named() {
        let source =
            b"const a = '__LEADGATE_BASE__', b = \"__LEADGATE_VERSION__\"; // __LEADGATE_OTHER__";
        assert!(
            keeps_placeholders(
                source,
                b"let a=\"__LEADGATE_BASE__\",b=`__LEADGATE_VERSION__`"
            )
            .is_ok()
        );
        let error = keeps_placeholders(source, b"let a=\"__LEADGATE_BASE__\"").unwrap_err();
        assert!(error.to_string().ends_with("__LEADGATE_VERSION__"));
    }
}
