//! Builds the browser half into the binary, where `cargo xtask embed` has made it. Without it the
//! binary still builds, says so at start, and serves forms as plain HTML.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What is asked for by browsers; everything else of the browser version stays outside.
const FILES: [&str; 4] = ["embed.js", "form.css", "leadgate.js", "leadgate_bg.wasm"];

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
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let source = source(&folder, &out, version.as_deref())?;
    fs::write(out.join("built_in.rs"), source)?;
    Ok(())
}

/// The manifest's `"version": "…"`, without a JSON parser in the build.
fn version(manifest: &str) -> Option<String> {
    let (_, rest) = manifest.split_once("\"version\"")?;
    rest.split('"').nth(1).map(str::to_owned)
}

/// The files are copied first: a version that is being made anew must not pull them away from under
/// the compiler.
fn source(
    folder: &Path,
    out: &Path,
    version: Option<&str>,
) -> Result<String, Box<dyn std::error::Error>> {
    let mut source = String::new();
    let named = version.unwrap_or("");
    writeln!(source, "pub(super) const VERSION: &str = {named:?};")?;
    writeln!(source, "pub(super) const FILES: &[File] = &[")?;
    for name in FILES.iter().filter(|_| version.is_some()) {
        writeln!(source, "File {{ name: {name:?},")?;
        for (field, suffix) in [("plain", ""), ("brotli", ".br"), ("gzip", ".gz")] {
            let file = format!("{name}{suffix}");
            fs::copy(folder.join(named).join(&file), out.join(&file))?;
            writeln!(source, "{field}: include_bytes!({file:?}),")?;
        }
        writeln!(source, "}},")?;
    }
    writeln!(source, "];")?;
    Ok(source)
}
