//! The codes of all problems. `Problem::code` maps each variant to a text, and there is no list of the variants: the
//! texts are read where they are written.

use std::collections::BTreeSet;
use std::fs;

use super::root;

/// Files whose `code` functions name the codes, and nothing else in this way.
const SOURCES: [&str; 2] = [
    "crates/rules/src/problem.rs",
    "crates/rules/src/problem/number.rs",
];

/// All codes, in order.
pub(crate) fn all() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for source in SOURCES {
        let text = fs::read_to_string(root().join(source)).expect(source);
        for line in text.lines() {
            let named = line
                .trim()
                .strip_prefix("Self::")
                .and_then(|arm| arm.split_once("=> \""))
                .and_then(|(_, code)| code.strip_suffix("\","));
            codes.extend(named.map(str::to_owned));
        }
    }
    codes
}
