//! Text that is fine and text that is not; real names of several scripts.

use super::{is_letter, line, lines, name};
use crate::problem::FieldProblem::{self, ControlCharacter, Missing, NoLetter, TooLong};

type Rule = fn(&str, usize) -> Result<String, FieldProblem>;

#[track_caller]
fn check(rule: Rule, typed: &str, expected: Result<&str, FieldProblem>) {
    let seen = rule(typed, 12);
    assert_eq!(
        seen.as_deref().map_err(|problem| *problem),
        expected,
        "{typed:?}"
    );
}

#[test]
fn a_name_has_a_letter_of_any_script() {
    for real in [
        "Jan",
        "O",
        "O’Neil",
        "d'Hondt",
        "Nuñez",
        "Škoda",
        "Ægir",
        "Łuczak",
        "Мария",
        "Αννα",
        "李",
        "佐々木",
        "한국",
        "عمر",
        "שרה",
        "ไทย",
        "हिन्दी",
        "Jan 3e",
        "X Æ A-12",
        // Letters and their marks apart, as some keyboards send them.
        "Zoe\u{308}",
        "Nguye\u{302}\u{303}n",
        "שָׁלוֹם",
        "മലയാളം",
        "ᏣᎳᎩ",
    ] {
        check(name, real, Ok(real));
    }
    check(name, "\u{a0} Jan\u{200b}\n", Ok("Jan"));
    check(name, "", Err(Missing));
    check(name, " \u{feff} ", Err(Missing));
    check(name, "12345", Err(NoLetter));
    check(name, "-.'’", Err(NoLetter));
    check(name, "😀❤", Err(NoLetter));
    check(name, "Jan\0", Err(ControlCharacter));
    check(name, "Jan\nPeeters", Err(ControlCharacter));
    check(name, "éééééééééééé", Ok("éééééééééééé"));
    check(name, "ééééééééééééé", Err(TooLong { max: 12 }));
}

#[test]
fn a_line_is_one_line() {
    check(line, "", Ok(""));
    check(line, "  ", Ok(""));
    check(line, " 12 < 13 ", Ok("12 < 13"));
    check(line, "one\ntwo", Err(ControlCharacter));
    check(line, "one\ttwo", Err(ControlCharacter));
    check(line, "one\u{85}two", Err(ControlCharacter));
    check(line, "1234567890123", Err(TooLong { max: 12 }));
}

#[test]
fn lines_end_with_one_character_each() {
    check(lines, "", Ok(""));
    check(lines, "one\r\ntwo\rsix\n", Ok("one\ntwo\nsix"));
    check(lines, "one\n\n\ttwo", Ok("one\n\n\ttwo"));
    check(lines, "one\u{b}two", Err(ControlCharacter));
    check(lines, "\u{1b}[31m", Err(ControlCharacter));
    // Counted as the browser counts: a line's end is one character.
    check(lines, "12345\r\n678901", Ok("12345\n678901"));
    check(lines, "12345\r\n6789012", Err(TooLong { max: 12 }));
}

#[test]
fn no_letter_of_unicode_is_taken_for_something_else() {
    // Letters that stand in the blocks of symbols: circled and squared ones.
    let symbols = |c| matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}');
    for c in ('\0'..=char::MAX).filter(|c| c.is_alphabetic() && !symbols(*c)) {
        assert!(is_letter(c), "{c:?}");
    }
    let ascii = ('\0'..='\u{7f}').filter(|c| is_letter(*c));
    assert!(ascii.eq(('A'..='Z').chain('a'..='z')));
}
