//! The rules against text that nobody thought of: they never panic, and what they accept once they
//! accept again, unchanged. Each target runs for about a second.

use std::time::Duration;

use bolero::check;
use leadgate_rules::phone::{Country, PhoneNumber, parse};
use leadgate_rules::{email, plain};

const SECOND: Duration = Duration::from_secs(1);

/// One piece of each list after the other: text of the kind that the rule is about, which random
/// Unicode would seldom be.
fn text_of<const N: usize>(lists: [&[&str]; N], choices: &[u8; N]) -> String {
    lists
        .iter()
        .zip(choices)
        .map(|(list, choice)| list[usize::from(*choice) % list.len()])
        .collect()
}

fn check_phone(typed: &str, default: u8) {
    let default = Country::ALL[usize::from(default) % Country::ALL.len()];
    if let Ok(number) = parse(typed, default) {
        check_again(&number);
    }
}

fn check_again(number: &PhoneNumber) {
    let digits = number.e164().strip_prefix('+').expect("a plus sign");
    assert!(digits.bytes().all(|digit| digit.is_ascii_digit()));
    assert!(digits.starts_with(number.country().calling_code()));
    for default in Country::ALL {
        assert_eq!(parse(number.e164(), default).as_ref(), Ok(number));
    }
    let national = parse(&number.national(), number.country());
    assert_eq!(national.as_ref(), Ok(number), "{}", number.national());
}

#[test]
fn any_text_is_a_phone_number_for_good_or_not_at_all() {
    check!()
        .with_test_time(SECOND)
        .with_type::<(String, u8)>()
        .for_each(|(typed, default)| check_phone(typed, *default));
}

#[test]
fn a_phone_number_is_the_same_from_its_normal_form_under_every_default() {
    let prefixes = [
        "", "0", "06", "8", "+32", "+31", "+33", "+49", "+352", "+46", "+36", "+7", "0032", "0049",
        "810352", "32", "46", "+320", "+32 (0)", "(+36) 06", "tel:+31", "++33", "\u{200b}",
    ];
    let starts = [
        "470", "2", "80", "6", "70", "85", "1511", "15004", "20", "911", "800", "90", "1", "5", "",
    ];
    check!()
        .with_test_time(SECOND)
        .with_type::<([u8; 2], u64, u8, u8)>()
        .for_each(|(choices, digits, length, default)| {
            let digits: String = format!("{digits:020}")
                .chars()
                .rev()
                .take(usize::from(*length) % 16)
                .collect();
            let typed = text_of([&prefixes, &starts], choices) + &digits;
            check_phone(&typed, *default);
        });
}

fn check_email(typed: &str) {
    if let Ok(address) = email::parse(typed) {
        assert!(address.is_ascii() && address.len() <= 254);
        assert_eq!(email::parse(&address), Ok(address));
    }
}

#[test]
fn any_text_is_an_email_address_for_good_or_not_at_all() {
    check!()
        .with_test_time(SECOND)
        .with_type::<String>()
        .for_each(|typed| check_email(typed));
}

#[test]
fn an_email_address_is_the_same_from_its_normal_form() {
    let outer = ["", " ", "\u{a0}", "\u{200b}", "\n", "x", "é"];
    let locals = [
        "", "jan", "J", "1", ".", "o'neil", "+tag", "-", "@", "\0", " ",
    ];
    let domains = [
        "example",
        "EXAMPLE.",
        "a-b.",
        "-",
        "xn--caf-dma.",
        "1.",
        "..",
        "é.",
    ];
    let endings = ["", ".be", ".BE", ".1", "co.uk", ".b"];
    let lists: [&[&str]; 8] = [
        &outer,
        &locals,
        &locals,
        &["@"],
        &domains,
        &domains,
        &endings,
        &outer,
    ];
    check!()
        .with_test_time(SECOND)
        .with_type::<[u8; 8]>()
        .for_each(|choices| check_email(&text_of(lists, choices)));
}

#[test]
fn plain_text_is_the_same_from_its_normal_form_and_never_longer_than_its_limit() {
    check!()
        .with_test_time(SECOND)
        .with_type::<(String, u8)>()
        .for_each(|(typed, max)| {
            let max = usize::from(*max);
            for rule in [plain::name, plain::line, plain::lines] {
                if let Ok(text) = rule(typed, max) {
                    assert!(text.chars().count() <= max);
                    assert_eq!(rule(&text, max), Ok(text));
                }
            }
        });
}
