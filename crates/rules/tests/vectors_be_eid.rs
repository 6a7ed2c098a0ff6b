//! The rule of identity cards against the verdicts of python-stdnum, and the decisions that are ours.

#[path = "vectors/rows.rs"]
mod rows;

use leadgate_rules::card_number::parse;
use rows::{Decision::Accept, Kind};

const KIND: Kind<'_> = Kind {
    rows: include_str!("vectors/be_eid.visible.jsonl"),
    rule: |value, _| parse(value).ok(),
    by_tag: &[
        // A stroke between the groups is as plain as a hyphen.
        ("odd-separator", Accept),
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
