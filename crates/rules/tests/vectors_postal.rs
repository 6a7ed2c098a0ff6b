//! The rule of postal codes against the verdicts of validator.js and python-stdnum, and the decisions
//! that are ours.

#[path = "vectors/rows.rs"]
mod rows;

use leadgate_rules::postal::parse;
use rows::{
    Decision::{Accept, Refuse},
    Kind,
};

const KIND: Kind<'_> = Kind {
    rows: include_str!("vectors/postal.visible.jsonl"),
    rule: |value, country| parse(value, country).ok(),
    by_tag: &[
        // No country writes a dash in its code.
        ("unicode-dash", Refuse),
    ],
    unlike_recommended: &[(
        "postal-00801",
        Accept,
        "letters that look like digits, in a code that has no digit to replace",
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
