//! What is dropped between the characters of a number, and what is not.

use super::{digits, letters_and_digits};
use crate::problem::{DigitsProblem, FieldProblem};

#[track_caller]
fn check(typed: &str, expected: Result<&str, FieldProblem>) {
    let seen = letters_and_digits(typed, "./");
    assert_eq!(
        seen.as_deref().map_err(|problem| *problem),
        expected,
        "{typed:?}"
    );
}

#[test]
fn what_stands_between_the_characters_is_dropped() {
    check("ab12", Ok("AB12"));
    check(" AB 1-2.3/4 ", Ok("AB1234"));
    check("\tAB12\r\n", Ok("AB12"));
    check("\u{a0}AB\u{202f}1\u{2009}2\u{3000}", Ok("AB12"));
    check("\u{202a}A\u{200b}B\u{ad}1\u{feff}2\u{202c}", Ok("AB12"));
    check("AB–12−34", Ok("AB1234"));
}

#[test]
fn what_could_make_another_number_is_refused() {
    for typed in [
        "AB_12", "AB,12", "AB12;", "\"AB12\"", "-AB12", "AB12.", "(AB12)", "+32", "#1",
    ] {
        check(typed, Err(FieldProblem::NumberCharacter));
    }
    // Other scripts, look-alikes, combining marks, emoji, control characters, a line break inside.
    for typed in [
        "ＡＢ12",
        "AB١٢",
        "АB12",
        "ÁB12",
        "A\u{301}B12",
        "AB😀12",
        "A\0B",
        "A\u{1b}[0mB",
        "A\nB",
        "A\tB",
    ] {
        check(typed, Err(FieldProblem::NumberCharacter));
    }
    check("", Err(FieldProblem::Missing));
    check(" \u{200b}\n", Err(FieldProblem::Missing));
}

#[test]
fn a_number_of_digits_has_as_many_as_it_must() {
    let check = |typed: &str, expected: Result<&str, DigitsProblem>| {
        let seen = digits(typed, "", 4);
        let expected = expected.map_err(FieldProblem::Digits);
        assert_eq!(
            seen.as_deref().map_err(|problem| *problem),
            expected,
            "{typed:?}"
        );
    };
    check("12 34", Ok("1234"));
    check("12A4", Err(DigitsProblem::Character));
    check("12.4", Err(DigitsProblem::Character));
    check(
        "123",
        Err(DigitsProblem::Length {
            expected: 4,
            typed: 3,
        }),
    );
    check(
        "1-2-3-4-5",
        Err(DigitsProblem::Length {
            expected: 4,
            typed: 5,
        }),
    );
    assert_eq!(digits(" ", "", 4), Err(FieldProblem::Missing));
}
