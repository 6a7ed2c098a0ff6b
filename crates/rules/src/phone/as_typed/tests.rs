//! What visitors see while they type, and that a number is never changed by it.

use proptest::prelude::*;

use super::super::Country::{Be, De, Fr, Hu, Lu, Nl, Ru, Se};
use super::super::parse;
use super::{Country, GROUPS, as_typed};

/// With a `|` where the caret stands.
fn with_caret(text: &str, caret: usize) -> String {
    let (before, after) = text.split_at(caret);
    format!("{before}|{after}")
}

/// The text and the caret that come of a text with a `|` where the caret stands.
fn formatted(typed: &str, default: Country) -> Option<String> {
    let (before, after) = typed.split_once('|').expect("a caret");
    let caret = before.encode_utf16().count();
    let formatted = as_typed(&(before.to_owned() + after), caret, default)?;
    Some(with_caret(&formatted.text, formatted.caret))
}

#[track_caller]
fn check(typed: &str, default: Country, expected: &str) {
    assert_eq!(formatted(typed, default).as_deref(), Some(expected));
}

/// That the digits become this, typed one by one at the end and pasted at once.
#[track_caller]
fn check_typing(expected: &str, default: Country) {
    let mut text = String::new();
    for key in expected.chars().filter(|c| *c != ' ') {
        text.push(key);
        if let Some(formatted) = as_typed(&text, text.len(), default) {
            assert_eq!(formatted.caret, formatted.text.len());
            text = formatted.text;
        }
    }
    assert_eq!(text, expected);
    let pasted = as_typed(&expected.replace(' ', ""), 0, default).expect("a number");
    assert_eq!((pasted.text.as_str(), pasted.caret), (expected, 0));
}

#[test]
fn numbers_look_as_people_write_them() {
    for (country, numbers) in [
        (Be, ["0470 12 34 56", "02 566 50 79", "014 12 34 56"]),
        (
            Be,
            ["+32 470 12 34 56", "+32 2 566 50 79", "0032 14 12 34 56"],
        ),
        (Be, ["04 222 12 34", "0800 12 345", "078 15 12 34"]),
        (Nl, ["06 12345678", "020 123 4567", "0111 123 456"]),
        (Nl, ["+31 6 12345678", "+31 20 123 4567", "085 123 4567"]),
        (
            Fr,
            ["06 12 34 56 78", "+33 1 18 70 96 72", "0 800 12 34 56"],
        ),
        (De, ["030 123456", "01512 3456789", "0171 2345678"]),
        (De, ["+49 30 123456", "0221 123456", "07127 12345"]),
        (Lu, ["621 371 825", "22 48 11", "+352 27 12 34 56"]),
        (Se, ["070 512 13 53", "08 123 45 67", "+46 8 123 456 78"]),
        (Hu, ["06 20 204 1044", "06 1 234 5678", "+36 20 204 1044"]),
        (
            Ru,
            ["8 911 048 88 84", "+7 911 048 88 84", "81032 470 12 34 56"],
        ),
    ] {
        for number in numbers {
            check_typing(number, country);
        }
    }
}

#[test]
fn pasted_junk_is_cleaned() {
    for typed in [
        "\u{202a}+32\u{a0}470\u{202f}12\u{2013}34\u{200b}56|\u{202c}",
        "tel:+32-470-12-34-56|",
        "(+32) 470/12.34.56|",
        "++32 470 12 34 56|",
        " \u{feff}+32470123456 |\u{200b}",
    ] {
        check(typed, Be, "+32 470 12 34 56|");
    }
    check("+32 (0)470 12 34 56|", Be, "+32 0470 12 34 56|");
    check("32470123456|", Be, "32 470 12 34 56|");
    check("15004224811|", Lu, "15004 22 48 11|");
    check("  |", Be, "|");
    check("(|)", Be, "|");
}

#[test]
fn what_is_no_number_is_left_as_it_was_typed() {
    for typed in [
        "+|",
        "(+)|",
        "+()|",
        "0470 l2|",
        "0470/|",
        "0470 12 34 56 ext. 3|",
        "Jan|",
        "-0470|",
        "0470123456.0|",
        "٠٤٧٠|",
        "0470 1\u{fe0f}\u{20e3}|",
        "\u{1f4de} 0470|",
        "0470+32|",
    ] {
        assert_eq!(formatted(typed, Be), None, "{typed}");
    }
}

#[test]
fn a_number_of_an_unknown_country_is_one_group() {
    check("+1 212|5550123", Be, "+1212|5550123");
    check("0044 20|", Be, "004420|");
    check("+|3", Be, "+|3");
}

#[test]
fn superfluous_digits_stay_in_the_last_group() {
    check("04701234567|", Be, "0470 12 34 567|");
}

#[test]
fn the_country_is_the_one_whose_calling_code_was_typed() {
    for (typed, default, country) in [
        ("+31", Be, Some(Nl)),
        ("0031 6", Be, Some(Nl)),
        ("+32 470", Be, Some(Be)),
        ("810 352", Ru, Some(Lu)),
        ("+35", Be, None),
        ("+1 212", Be, None),
        ("0470", Be, None),
        ("00", Be, None),
        ("", Be, None),
    ] {
        assert_eq!(
            as_typed(typed, 0, default).unwrap().country,
            country,
            "{typed}"
        );
    }
}

#[test]
fn the_caret_stays_after_the_digit_that_it_stood_after() {
    // A digit typed at the end, in the middle, before a space and after one.
    check("04701|", Be, "0470 1|");
    check("0470 192| 34 56", Be, "0470 19 2|3 456");
    check("04709| 12 34 56", Be, "0470 9|1 23 456");
    check("0470 9|12 34 56", Be, "0470 9|1 23 456");
}

#[test]
fn the_caret_is_counted_as_browsers_count() {
    // Two code units and five bytes stand before these digits.
    check("\u{a0}\u{200b}0470|12", Be, "0470| 12");
    assert_eq!(as_typed("0470", 99, Be).unwrap().caret, 4);
    assert_eq!(as_typed("\u{1f4de}", 1, Be), None);
    check("|+32", Be, "|+32");
    check("+|+32", Be, "+|32");
}

#[test]
fn backspace_over_a_space_goes_on_to_the_digit_before_it() {
    let mut text = "0470 12 34 56".to_owned();
    let mut caret = 8; // after a space
    let mut presses = 0;
    while caret > 0 {
        caret -= 1;
        text.remove(caret);
        let formatted = as_typed(&text, caret, Be).unwrap();
        (text, caret) = (formatted.text, formatted.caret);
        presses += 1;
    }
    assert_eq!(text.replace(' ', ""), "3456");
    assert_eq!(presses, 7, "six digits and one space");
}

#[test]
fn deletion_forwards_goes_past_a_space_to_the_digit_after_it() {
    let mut text = "0470 12 34 56".to_owned();
    let mut caret = 4; // before a space
    for _ in 0..20 {
        if caret < text.len() {
            text.remove(caret);
        }
        let formatted = as_typed(&text, caret, Be).unwrap();
        caret = formatted.caret_past_space();
        text = formatted.text;
    }
    assert_eq!(text, "0470");
}

/// Text like a number, and junk of each kind that the rule accepts or refuses.
fn typed_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[0-9]{1,4}",
        2 => "[ ()/.-]",
        1 => prop::sample::select(vec![
            "+", "+32", "0032", "+31", "0", "06", "8", "810", "15004", "tel:+", "\u{a0}",
            "\u{200b}", "\u{1f4de}", ".0", "a", ",", "+352", "٠",
        ])
        .prop_map(str::to_owned),
    ];
    prop_oneof![
        9 => prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_number_is_the_same_and_so_are_its_digits(
        typed in typed_text(),
        caret in 0_usize..40,
        default in prop::sample::select(Country::ALL.to_vec()),
    ) {
        let Some(formatted) = as_typed(&typed, caret, default) else {
            return Ok(());
        };
        prop_assert_eq!(digits(&formatted.text), digits(&typed));
        prop_assert_eq!(parse(&formatted.text, default), parse(&typed, default));
        if let (Some(named), Ok(number)) = (formatted.country, parse(&typed, default)) {
            prop_assert_eq!(number.country(), named);
        }
        let before: String = formatted.text.chars().take(formatted.caret).collect();
        let units: Vec<u16> = typed.encode_utf16().take(caret).collect();
        prop_assert_eq!(digits(&before), digits(&String::from_utf16_lossy(&units)));
        prop_assert!(!before.ends_with(' '));
        // A formatted text stays as it is, and so does its caret.
        prop_assert_eq!(
            as_typed(&formatted.text, formatted.caret, default),
            Some(formatted)
        );
    }

    #[test]
    fn typing_digits_keeps_them_at_every_step(
        keys in "\\+?[0-9]{1,18}",
        default in prop::sample::select(Country::ALL.to_vec()),
    ) {
        let mut text = String::new();
        for (index, key) in keys.char_indices() {
            text.push(key);
            if let Some(formatted) = as_typed(&text, text.len(), default) {
                prop_assert_eq!(formatted.caret, formatted.text.len());
                text = formatted.text;
            }
            prop_assert_eq!(text.replace(' ', ""), &keys[..=index]);
        }
    }
}

#[test]
fn every_country_ends_with_a_rule_for_all_other_numbers() {
    for (country, rules) in Country::ALL.into_iter().zip(GROUPS) {
        let last = rules.rsplit(' ').next().unwrap();
        assert!(last.starts_with('='), "{country:?}");
    }
}
