//! Builds the browser half into the binary, where `cargo xtask embed` has made it. Without it the
//! binary still builds, says so at start, and serves forms as plain HTML.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What is asked for by browsers; everything else in the release stays outside.
const FILES: [&str; 3] = ["embed.js", "leadgate.js", "leadgate_bg.wasm"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-env-changed=LEADGATE_EMBED_DIR");
    let folder = env::var_os("LEADGATE_EMBED_DIR").map_or_else(
        || {
            Path::new(&env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default())
                .join("../../target/embed")
        },
        PathBuf::from,
    );
    let manifest = folder.join("manifest.json");
    println!("cargo::rerun-if-changed={}", manifest.display());
    let version = fs::read_to_string(&manifest)
        .ok()
        .and_then(|text| version(&text));
    let out = PathBuf::from(env::var("OUT_DIR")?).join("built_in.rs");
    fs::write(out, source(&folder, version.as_deref())?)?;
    Ok(())
}

/// The manifest's `"version": "…"`, without a JSON parser in the build.
fn version(manifest: &str) -> Option<String> {
    let (_, rest) = manifest.split_once("\"version\"")?;
    rest.split('"').nth(1).map(str::to_owned)
}

fn source(folder: &Path, version: Option<&str>) -> Result<String, Box<dyn std::error::Error>> {
    let mut source = String::new();
    writeln!(
        source,
        "pub(super) const VERSION: &str = {:?};",
        version.unwrap_or("")
    )?;
    writeln!(source, "pub(super) const FILES: &[File] = &[")?;
    if let Some(version) = version {
        for name in FILES {
            let path = folder.join(version).join(name).canonicalize()?;
            let bytes = |suffix: &str| {
                format!(
                    "include_bytes!({:?})",
                    format!("{}{suffix}", path.display())
                )
            };
            writeln!(
                source,
                "File {{ name: {name:?}, plain: {}, brotli: {}, gzip: {} }},",
                bytes(""),
                bytes(".br"),
                bytes(".gz")
            )?;
        }
    }
    writeln!(source, "];")?;
    Ok(source)
}
