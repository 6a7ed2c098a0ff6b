//! The rule of banks' codes against the verdicts of four libraries, and the decisions that are ours.

#[path = "vectors/rows.rs"]
mod rows;

use leadgate_rules::bic::parse;
use rows::{
    Decision::{Accept, Refuse},
    Kind,
};

const KIND: Kind<'_> = Kind {
    rows: include_str!("vectors/bic.visible.jsonl"),
    rule: |value, _| parse(value).ok(),
    by_tag: &[
        // The standard would allow it; no bank that can be paid from Belgium has one.
        ("digit-in-bank", Refuse),
        ("odd-separator", Accept),
        ("spaced", Accept),
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
