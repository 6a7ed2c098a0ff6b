//! What each form and rule costs: a build without it beside the build with everything.

use anyhow::Result;

use super::grouped;
use crate::{embed, ui};

/// The parts that rules and forms can be built without (`crates/rules/src/build_part.rs`), as they are
/// shown and as they are named there. A rule that only one form has goes with it in the last rows.
const PARTS: [(&str, &str); 14] = [
    ("form click-out", "click-out"),
    ("form insurance", "insurance"),
    ("form third-party", "third-party"),
    ("rule phone", "phone"),
    ("rule e-mail", "email"),
    ("rule address", "address"),
    ("rule date of birth", "birthdate"),
    ("rule VAT", "vat"),
    ("rule IBAN", "iban"),
    ("rule identity", "identity"),
    ("help phone as typed", "as-typed"),
    ("help e-mail slips", "slip"),
    ("insurance and its rules", "insurance address birthdate"),
    ("third-party and its rules", "third-party vat iban identity"),
];

/// `cargo xtask size --parts`: bytes of the WebAssembly after brotli.
///
/// # Errors
///
/// When a build fails.
pub(crate) fn parts() -> Result<()> {
    let all = embed::wasm_without("")?;
    ui::print(row("everything", all, ""));
    for (part, names) in PARTS {
        let without = embed::wasm_without(names)?;
        let cost = all.cast_signed() - without.cast_signed();
        ui::print(row(&format!("without {part}"), without, &signed(cost)));
    }
    Ok(())
}

fn row(what: &str, bytes: usize, cost: &str) -> String {
    format!("{what:<34} {:>10} {cost:>10}", grouped(bytes))
}

fn signed(bytes: isize) -> String {
    let sign = if bytes < 0 { "+" } else { "-" };
    format!("{sign}{}", grouped(bytes.unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saving_reads_as_one() {
        assert_eq!(signed(3_600), "-3 600");
        assert_eq!(signed(-12), "+12");
    }
}
