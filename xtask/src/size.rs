//! The bytes that one visitor downloads, against budget.toml.

mod crates;
mod module;
mod parts;
mod words;

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde::Deserialize;

use crate::embed::{self, Manifest};
use crate::{ui, workspace};

pub(crate) use crates::crates;
pub(crate) use parts::parts;

/// The loader's name in a browser version.
const LOADER: &str = "embed.js";

/// `budget.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budgets {
    loader_brotli_bytes: usize,
    /// By form: what a visitor may download for it.
    forms: BTreeMap<String, usize>,
}

/// What one form costs a visitor beside the files that all forms share.
struct Words {
    form: String,
    brotli_bytes: usize,
    /// All that a visitor may download for this form.
    budget: usize,
}

/// `cargo xtask size`.
///
/// # Errors
///
/// When the browser half cannot be built, or is above its budget.
pub(crate) fn run() -> Result<()> {
    let manifest = embed::run()?;
    let budgets: Budgets = workspace::read_toml(&workspace::root().join("budget.toml"))?;
    let forms = budgets.forms.iter().map(|(form, budget)| {
        Ok(Words {
            form: form.clone(),
            brotli_bytes: words::of(form)?,
            budget: *budget,
        })
    });
    let forms = forms.collect::<Result<Vec<_>>>()?;
    ui::print(table(&manifest, &forms, budgets.loader_brotli_bytes));
    let over = exceeded(&manifest, &forms, budgets.loader_brotli_bytes);
    if over.is_empty() {
        Ok(())
    } else {
        bail!("above budget.toml: {}", over.join("; "))
    }
}

fn table(manifest: &Manifest, forms: &[Words], loader: usize) -> String {
    let mut rows = vec![row(["file", "raw", "brotli", "gzip", "budget (brotli)"])];
    for file in &manifest.files {
        let limit = match file.name.as_str() {
            LOADER => grouped(loader),
            _ => String::new(),
        };
        rows.push(row([
            &file.name,
            &grouped(file.bytes),
            &grouped(file.brotli_bytes),
            &grouped(file.gzip_bytes),
            &limit,
        ]));
    }
    rows.push(String::new());
    rows.push(row([
        "one visitor's",
        "words",
        "in all",
        "",
        "budget (brotli)",
    ]));
    for form in forms {
        rows.push(row([
            &form.form,
            &grouped(form.brotli_bytes),
            &grouped(brotli_sum(manifest) + form.brotli_bytes),
            "",
            &grouped(form.budget),
        ]));
    }
    rows.join("\n")
}

fn row([name, raw, brotli, gzip, budget]: [&str; 5]) -> String {
    format!("{name:<18} {raw:>10} {brotli:>10} {gzip:>10} {budget:>16}")
}

fn exceeded(manifest: &Manifest, forms: &[Words], loader_budget: usize) -> Vec<String> {
    let loader = manifest.files.iter().filter(|file| file.name == LOADER);
    let loader = loader.map(|file| file.brotli_bytes).sum();
    let all = brotli_sum(manifest);
    let forms = forms
        .iter()
        .map(|form| (form.form.as_str(), all + form.brotli_bytes, form.budget));
    [("the loader", loader, loader_budget)]
        .into_iter()
        .chain(forms)
        .filter(|(_, bytes, limit)| bytes > limit)
        .map(|(what, bytes, limit)| {
            format!(
                "{what}: {} bytes, {} above",
                grouped(bytes),
                grouped(bytes - limit)
            )
        })
        .collect()
}

fn brotli_sum(manifest: &Manifest) -> usize {
    manifest.files.iter().map(|file| file.brotli_bytes).sum()
}

/// `81 920`.
fn grouped(bytes: usize) -> String {
    let digits = bytes.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::FileSize;

    fn release(loader: usize, wasm: usize) -> Manifest {
        let file = |name: &str, brotli_bytes| FileSize {
            name: name.to_owned(),
            bytes: brotli_bytes * 3,
            brotli_bytes,
            gzip_bytes: brotli_bytes * 2,
            sha256: String::new(),
        };
        Manifest {
            version: "0123456789ab".to_owned(),
            files: vec![file(LOADER, loader), file("leadgate_bg.wasm", wasm)],
        }
    }

    fn form() -> [Words; 1] {
        [Words {
            form: "call-me-back".to_owned(),
            brotli_bytes: 1_000,
            budget: 81_000,
        }]
    }

    #[test]
    fn exactly_the_budget_is_allowed() {
        assert!(exceeded(&release(3_072, 76_928), &form(), 3_072).is_empty());
    }

    #[test]
    fn what_is_above_the_budget_is_named_with_the_excess() {
        assert_eq!(
            exceeded(&release(3_080, 90_000), &form(), 3_072),
            [
                "the loader: 3 080 bytes, 8 above",
                "call-me-back: 94 080 bytes, 13 080 above"
            ]
        );
    }

    #[test]
    fn the_table_ends_with_what_one_visitor_downloads_for_each_form() {
        let table = table(&release(1_000, 70_000), &form(), 3_072);
        let last = table.lines().last().unwrap();
        assert!(last.starts_with("call-me-back"), "{last}");
        assert!(last.contains("72 000") && last.contains("81 000"), "{last}");
    }
}
