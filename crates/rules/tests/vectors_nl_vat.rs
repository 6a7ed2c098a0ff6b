//! The rule of Dutch VAT numbers against the verdicts of python-stdnum and stdnum (npm), and the
//! decisions that are ours.

#[path = "vectors/rows.rs"]
mod rows;

use leadgate_rules::vat::nl_vat;
use rows::{
    Decision::{Accept, Refuse},
    Kind,
};

const KIND: Kind<'_> = Kind {
    rows: include_str!("vectors/nl_vat.visible.jsonl"),
    rule: |value, _| nl_vat(value).ok(),
    by_tag: &[
        // A sign is not a hyphen between groups.
        ("sign", Refuse),
        // The companies of a group are counted from 01.
        ("suffix00", Refuse),
        ("no-prefix", Accept),
        ("dashed", Accept),
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
