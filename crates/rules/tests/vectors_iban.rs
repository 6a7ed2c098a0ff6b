//! The rule of account numbers against the SWIFT registry and four libraries, and the decisions that
//! are ours.

#[path = "vectors/rows.rs"]
mod rows;

use leadgate_rules::iban::parse;
use rows::{
    Decision::{Accept, Refuse},
    Kind,
};

const KIND: Kind<'_> = Kind {
    rows: include_str!("vectors/iban.visible.jsonl"),
    rule: |value, _| parse(value).ok(),
    by_tag: &[
        // Check digits are 02 to 98; 00, 01 and 99 leave the same remainder as another number's.
        ("check-alias", Refuse),
        // What a country checks inside its part of the number is its banks' business, and no part of
        // the registry.
        ("be-national-check", Accept),
        ("fr-rib-key", Accept),
        ("compact", Accept),
        ("lowercase", Accept),
        // French 99, another check alias.
        ("chk-alt", Refuse),
        // Groups are read together, wherever spaces, hyphens or dots part them.
        ("odd-separator", Accept),
        ("irregular-space", Accept),
        ("space-in-cc", Accept),
    ],
    unlike_recommended: &[],
};

#[test]
fn every_row_that_the_libraries_agree_on_is_answered_as_they_do() {
    KIND.check_agreed();
}

#[test]
fn every_row_that_is_a_matter_of_policy_is_answered_as_decided() {
    KIND.check_decided();
}
