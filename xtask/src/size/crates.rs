//! Where the WebAssembly's bytes are: by the crate that each function is of, as a table and as a picture.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use rustc_demangle::demangle;

use super::{grouped, module};
use crate::{embed, ui, workspace};

/// Where the picture goes.
const PICTURE: &str = "docs/size.svg";
/// Crates with less are one row, with the functions that are of none.
const SMALLEST: usize = 1_000;

/// `cargo xtask size --crates`.
///
/// # Errors
///
/// When the browser half cannot be built, or the picture not be written.
pub(crate) fn crates() -> Result<()> {
    embed::run()?;
    let path = embed::named_module();
    let module = fs::read(&path).with_context(|| path.display().to_string())?;
    let parts = parts(&module::read(&module)?);
    let all: usize = parts.iter().map(|(_, bytes)| bytes).sum();
    for (part, bytes) in &parts {
        let share = *bytes as f64 / all as f64 * 100.0;
        ui::print(format_args!(
            "{part:<28} {:>10} {share:>5.1} %",
            grouped(*bytes)
        ));
    }
    ui::print(format_args!("{:<28} {:>10}", "in all", grouped(all)));
    fs::write(workspace::root().join(PICTURE), picture(&parts, all)).context(PICTURE)
}

/// What the module consists of, largest first.
fn parts(module: &module::Module) -> Vec<(String, usize)> {
    let mut sizes = BTreeMap::from([("data".to_owned(), module.data)]);
    for (name, bytes) in &module.functions {
        *sizes.entry(crate_of(name)).or_default() += bytes;
    }
    let small = |name: &str, bytes: usize| bytes < SMALLEST || name.is_empty();
    let of_small = sizes.iter().filter(|(name, bytes)| small(name, **bytes));
    let others = of_small.map(|(_, bytes)| bytes).sum();
    sizes.retain(|name, bytes| !small(name, *bytes));
    let mut parts: Vec<_> = sizes.into_iter().collect();
    parts.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    parts.push(("others".to_owned(), others));
    parts
}

/// The crate of a mangled name: that of the function's own type or path, not of a trait's.
fn crate_of(name: &str) -> String {
    // wasm-bindgen drops the underscore.
    let name = format!(
        "{:#}",
        demangle(&format!("_{}", name.trim_start_matches('_')))
    );
    let path = name.trim_start_matches(['_', '<', '&', '*', '(', '[']);
    let path = ["mut ", "dyn ", "const "]
        .iter()
        .fold(path, |path, word| path.trim_start_matches(word));
    let end = path.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    path[..end.unwrap_or(path.len())].to_owned()
}

/// Rectangles as large as the parts are.
fn picture(parts: &[(String, usize)], all: usize) -> String {
    let (width, height) = (960.0, 540.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\" font-size=\"14\">\n\
         <title>The WebAssembly by crate: {} bytes of code and data</title>\n",
        grouped(all)
    );
    divide(parts, [0.0, 0.0, width, height], &mut svg);
    svg.push_str("</svg>\n");
    svg
}

/// Divides a rectangle among the parts: into two halves of about the same weight, across its longer side.
fn divide(parts: &[(String, usize)], [x, y, width, height]: [f64; 4], svg: &mut String) {
    if let [(name, bytes)] = parts {
        let hue = name.bytes().fold(0_u32, |hash, byte| {
            hash.wrapping_mul(31).wrapping_add(byte.into())
        }) % 360;
        svg.push_str(&format!(
            "<g><title>{name}: {} bytes</title><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" \
             height=\"{height:.1}\" fill=\"hsl({hue} 45% 82%)\" stroke=\"#fff\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" textLength=\"{:.1}\" lengthAdjust=\"spacingAndGlyphs\">{name}</text></g>\n",
            grouped(*bytes),
            x + 6.0,
            y + 20.0,
            (name.len() as f64 * 8.0).min(width - 12.0).max(1.0),
        ));
        return;
    }
    let weight =
        |parts: &[(String, usize)]| parts.iter().map(|(_, bytes)| bytes).sum::<usize>() as f64;
    let all = weight(parts);
    let half = (1..parts.len()).find(|count| weight(&parts[..*count]) * 2.0 >= all);
    let (first, second) = parts.split_at(half.unwrap_or(parts.len() / 2).clamp(1, parts.len() - 1));
    let share = weight(first) / all;
    if width >= height {
        divide(first, [x, y, width * share, height], svg);
        divide(
            second,
            [x + width * share, y, width * (1.0 - share), height],
            svg,
        );
    } else {
        divide(first, [x, y, width, height * share], svg);
        divide(
            second,
            [x, y + height * share, width, height * (1.0 - share)],
            svg,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_crate_of_its_own_path() {
        assert_eq!(
            crate_of("RNvNtCskIn8GhH97qg_14leadgate_model4text8sentence"),
            "leadgate_model"
        );
        assert_eq!(crate_of("_RNvCs4fqI2P2rA04_5alloc4test"), "alloc");
        assert_eq!(crate_of("mounted_fill"), "mounted_fill");
    }

    #[test]
    fn every_part_has_a_rectangle() {
        let parts: Vec<_> = [("a", 50), ("b", 30), ("c", 20)]
            .map(|(name, bytes)| (name.to_owned(), bytes))
            .into();
        let svg = picture(&parts, 100);
        assert_eq!(svg.matches("<rect").count(), 3);
        assert!(svg.contains("a: 50 bytes"));
    }
}
