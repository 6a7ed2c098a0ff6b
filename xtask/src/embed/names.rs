//! Short names between glue and WebAssembly. wasm-bindgen names each function between them by what it is and a hash,
//! in both files, and hashes do not compress: 3 KB after brotli that tell nobody anything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::processes::shown;
use crate::workspace;

/// What wasm-opt prints: module, long and short name of an import; long and short name of an export.
#[derive(Deserialize)]
struct Renamed {
    imports: Vec<[String; 3]>,
    exports: Vec<[String; 2]>,
}

/// Writes a module with short names, and none for what stays inside, and returns the glue that goes with it.
///
/// # Errors
///
/// When wasm-opt fails, or a name that it shortened is not found in the glue.
pub(super) fn shorten(
    named: &Path,
    module: &Path,
    features: &[&str],
    glue: &str,
) -> Result<String> {
    let mut wasm_opt = workspace::program(workspace::npm_tool("wasm-opt"));
    wasm_opt
        .arg("--minify-imports-and-exports-and-modules")
        .args([
            "--strip-debug",
            "--strip-producers",
            "--strip-target-features",
        ])
        .args(features)
        .arg(named)
        .arg("-o")
        .arg(module);
    let output = wasm_opt.output().context("wasm-opt cannot be started")?;
    if !output.status.success() {
        bail!("wasm-opt failed: {}", shown(&wasm_opt));
    }
    let renamed = serde_json::from_slice(&output.stdout).context("wasm-opt's list of new names")?;
    rename(glue, &renamed)
}

fn rename(glue: &str, renamed: &Renamed) -> Result<String> {
    let imports: BTreeMap<&str, &str> = renamed
        .imports
        .iter()
        .map(|[_, long, short]| (&**long, &**short))
        .collect();
    let exports: BTreeMap<&str, &str> = renamed
        .exports
        .iter()
        .map(|[long, short]| (&**long, &**short))
        .collect();
    let mut found = BTreeSet::new();
    let mut short_glue = String::new();
    for word in glue.split_inclusive(|c: char| !is_of_name(c)) {
        let name = word.trim_end_matches(|c| !is_of_name(c));
        let names = if short_glue.ends_with("wasm.") {
            &exports
        } else {
            &imports
        };
        short_glue.push_str(names.get(name).unwrap_or(&name));
        short_glue.push_str(&word[name.len()..]);
        found.insert(name);
    }
    if let Some(lost) = imports.keys().find(|long| !found.contains(*long)) {
        bail!("the glue does not have {lost}");
    }
    // wasm-opt calls the module that all imports are of so.
    let modules: BTreeSet<&str> = renamed
        .imports
        .iter()
        .map(|[module, ..]| &**module)
        .collect();
    for module in modules {
        short_glue = short_glue.replace(&format!("\"{module}\""), "\"a\"");
    }
    Ok(short_glue)
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed() -> Renamed {
        Renamed {
            imports: vec![["./leadgate_bg.js", "__wbg_new_5f28", "b"].map(str::to_owned)],
            exports: vec![["mount", "c"].map(str::to_owned)],
        }
    }

    #[test]
    fn both_sides_of_the_glue_get_the_names_that_the_module_has() {
        let glue =
            r#"f = { __wbg_new_5f28: () => wasm.mount(mount) }; return { "./leadgate_bg.js": f };"#;
        let short = rename(glue, &renamed()).unwrap();
        assert_eq!(
            short,
            r#"f = { b: () => wasm.c(mount) }; return { "a": f };"#
        );
    }

    #[test]
    fn an_import_that_the_glue_lacks_is_named() {
        let error = rename("{}", &renamed()).unwrap_err();
        assert!(error.to_string().ends_with("__wbg_new_5f28"));
    }
}
