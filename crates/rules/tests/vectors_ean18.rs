//! The rule of meters against the verdicts of python-stdnum and biip, and the decisions that are ours.

#[path = "vectors/rows.rs"]
mod rows;

use leadgate_rules::ean::parse;
use rows::{Decision::Accept, Kind};

const KIND: Kind<'_> = Kind {
    rows: include_str!("vectors/ean18.visible.jsonl"),
    rule: |value, country| parse(value, country).ok(),
    by_tag: &[
        // Groups are read together, wherever hyphens or dots part them.
        ("odd-separator", Accept),
    ],
    unlike_recommended: &[(
        "ean18-00698",
        Accept,
        "letters that look like digits, in a number that has no digit to replace",
    )],
};

#[test]
fn every_row_that_the_libraries_agree_on_is_answered_as_they_do() {
    KIND.check_agreed();
}

#[test]
fn every_row_that_is_a_matter_of_policy_is_answered_as_decided() {
    KIND.check_decided();
}
