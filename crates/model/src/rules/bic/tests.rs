//! Codes that are fine, and each problem.

use super::parse;
use crate::error::{BicProblem, Problem};

#[track_caller]
fn check(typed: &str, expected: Result<&str, Problem>) {
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
    check("GEBABE", Err(Problem::Bic(BicProblem::Length)));
    check("GEBABEBBXX", Err(Problem::Bic(BicProblem::Length)));
    check("GE1ABEBB", Err(Problem::Bic(BicProblem::Bank)));
    check("GEBAUKBB", Err(Problem::Bic(BicProblem::Country)));
    check("GEBAB3BB", Err(Problem::Bic(BicProblem::Country)));
    check("GEBA/BEBB", Err(Problem::NumberCharacter));
    check("", Err(Problem::Missing));
}
