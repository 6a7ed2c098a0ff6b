//! The bytes that one visitor downloads, against budget.toml.

mod parts;

use anyhow::{Result, bail};
use serde::Deserialize;

use crate::embed::{self, Manifest};
use crate::{ui, workspace};

pub(crate) use parts::parts;

/// The loader's name in a release.
const LOADER: &str = "embed.js";

/// `budget.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budgets {
    #[serde(rename = "call-me-back")]
    call_me_back: Budget,
}

/// What one form may cost.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    brotli_bytes: usize,
    loader_brotli_bytes: usize,
}

/// `cargo xtask size`.
///
/// # Errors
///
/// When the release cannot be built, or is above its budget.
pub(crate) fn run() -> Result<()> {
    let manifest = embed::run()?;
    let budgets: Budgets = workspace::read_toml(&workspace::root().join("budget.toml"))?;
    ui::print(table(&manifest, &budgets.call_me_back));
    let over = exceeded(&manifest, &budgets.call_me_back);
    if over.is_empty() {
        Ok(())
    } else {
        bail!("above budget.toml: {}", over.join("; "))
    }
}

fn table(manifest: &Manifest, budget: &Budget) -> String {
    let mut rows = vec![row(["file", "raw", "brotli", "gzip", "budget (brotli)"])];
    for file in &manifest.files {
        let limit = match file.name.as_str() {
            LOADER => grouped(budget.loader_brotli_bytes),
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
    rows.push(row([
        "one visitor",
        &grouped(manifest.files.iter().map(|file| file.bytes).sum()),
        &grouped(brotli_sum(manifest)),
        &grouped(manifest.files.iter().map(|file| file.gzip_bytes).sum()),
        &grouped(budget.brotli_bytes),
    ]));
    rows.join("\n")
}

fn row([name, raw, brotli, gzip, budget]: [&str; 5]) -> String {
    format!("{name:<18} {raw:>10} {brotli:>10} {gzip:>10} {budget:>16}")
}

fn exceeded(manifest: &Manifest, budget: &Budget) -> Vec<String> {
    let loader = manifest
        .files
        .iter()
        .filter(|file| file.name == LOADER)
        .map(|file| file.brotli_bytes)
        .sum();
    [
        ("one visitor", brotli_sum(manifest), budget.brotli_bytes),
        ("the loader", loader, budget.loader_brotli_bytes),
    ]
    .into_iter()
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

    const BUDGET: Budget = Budget {
        brotli_bytes: 80_000,
        loader_brotli_bytes: 3_072,
    };

    #[test]
    fn exactly_the_budget_is_allowed() {
        assert!(exceeded(&release(3_072, 76_928), &BUDGET).is_empty());
    }

    #[test]
    fn what_is_above_the_budget_is_named_with_the_excess() {
        assert_eq!(
            exceeded(&release(3_080, 90_000), &BUDGET),
            [
                "one visitor: 93 080 bytes, 13 080 above",
                "the loader: 3 080 bytes, 8 above"
            ]
        );
    }

    #[test]
    fn the_table_ends_with_what_one_visitor_downloads() {
        let table = table(&release(1_000, 70_000), &BUDGET);
        let last = table.lines().last().unwrap();
        assert!(last.starts_with("one visitor"), "{last}");
        assert!(
            last.contains("213 000") && last.contains("71 000"),
            "{last}"
        );
    }
}
