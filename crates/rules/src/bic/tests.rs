//! Codes that are fine, and each problem.

use super::parse;
use crate::problem::{BicProblem, FieldProblem};

#[track_caller]
fn check(typed: &str, expected: Result<&str, FieldProblem>) {
    let seen = parse(typed);
    assert_eq!(
        seen.as_deref().map_err(|problem| *problem),
        expected,
        "{typed:?}"
    );
}

#[test]
fn a_code_has_a_bank_a_country_and_a_place() {
    check("GEBABEBB", Ok("GEBABEBB"));
    check("kred-be-bb-xxx", Ok("KREDBEBBXXX"));
    check("NLPRXKPR", Ok("NLPRXKPR"));
    check("GEBABE", Err(FieldProblem::Bic(BicProblem::Length)));
    check("GEBABEBBXX", Err(FieldProblem::Bic(BicProblem::Length)));
    check("GE1ABEBB", Err(FieldProblem::Bic(BicProblem::Bank)));
    check("GEBAUKBB", Err(FieldProblem::Bic(BicProblem::Country)));
    check("GEBAB3BB", Err(FieldProblem::Bic(BicProblem::Country)));
    check("GEBA/BEBB", Err(FieldProblem::NumberCharacter));
    check("", Err(FieldProblem::Missing));
}
