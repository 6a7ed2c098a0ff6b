//! The rule of Belgian VAT numbers against the verdicts of python-stdnum and stdnum (npm), and the
//! decisions that are ours.

#[path = "vectors/rows.rs"]
mod rows;

use leadgate_rules::vat::be_vat;
use rows::{
    Decision::{Accept, Refuse},
    Kind,
};

const KIND: Kind<'_> = Kind {
    rows: include_str!("vectors/be_vat.visible.jsonl"),
    rule: |value, _| be_vat(value).ok(),
    by_tag: &[
        // A sign is not a hyphen between groups.
        ("sign", Refuse),
        // 97 less a remainder is 01 to 97; that 00 leaves the same remainder as 97 makes it no check.
        ("check-00", Refuse),
        // The first digit is 0 or 1.
        ("first", Refuse),
        // The field says whose number it is: the code of the country may be missing.
        ("no-prefix", Accept),
        // Numbers from before 2005 lack the first 0; BE (0)… is how many still write the new one.
        ("old-format", Accept),
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
