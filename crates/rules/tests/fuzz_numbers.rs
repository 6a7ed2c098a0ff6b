//! The rules of numbers against text that nobody thought of: they never panic, what they accept once
//! they accept again, unchanged, and a wrong digit never passes where the mathematics promise so.
//! Each target runs for about a second.

use std::time::Duration;

use bolero::check;
use leadgate_rules::phone::Country;
use leadgate_rules::time::Date;
use leadgate_rules::{
    bic, birthdate, card_number, ean, house_number, iban, national_number, postal, vat,
};

const SECOND: Duration = Duration::from_secs(1);

/// A rule of a value, its problem left out.
type Rule = fn(&str, Country) -> Option<String>;

const RULES: [(&str, Rule); 12] = [
    ("vat", |typed, country| vat::parse(typed, country).ok()),
    ("be_vat", |typed, _| vat::be_vat(typed).ok()),
    ("nl_vat", |typed, _| vat::nl_vat(typed).ok()),
    ("iban", |typed, _| iban::parse(typed).ok()),
    ("bic", |typed, _| bic::parse(typed).ok()),
    ("national number", |typed, _| {
        Some(national_number::parse(typed, today()).ok()?.normalized)
    }),
    ("card number", |typed, _| card_number::parse(typed).ok()),
    ("ean", |typed, country| ean::parse(typed, country).ok()),
    ("postal code", |typed, country| {
        postal::parse(typed, country).ok()
    }),
    ("deliverable postal code", |typed, country| {
        postal::parse_deliverable(typed, country).ok()
    }),
    ("house number", |typed, _| house_number::parse(typed).ok()),
    ("birth date", |typed, _| {
        Some(birthdate::parse(typed, today()).ok()?.to_string())
    }),
];

fn today() -> Date {
    Date::new(2026, 11, 21).expect("a date")
}

fn check_every_rule(typed: &str, country: u8) {
    let country = Country::ALL[usize::from(country) % Country::ALL.len()];
    for (name, rule) in RULES {
        if let Some(normal) = rule(typed, country) {
            let again = rule(&normal, country);
            assert_eq!(
                again.as_deref(),
                Some(&*normal),
                "{name} {typed:?} {country:?}"
            );
        }
    }
}

#[test]
fn any_text_is_a_number_for_good_or_not_at_all() {
    check!()
        .with_test_time(SECOND)
        .with_type::<(String, u8)>()
        .for_each(|(typed, country)| check_every_rule(typed, *country));
}

#[test]
fn text_that_resembles_numbers_is_one_for_good_or_not_at_all() {
    let pieces = [
        "0443333253",
        "BE",
        "be",
        "NL",
        "002455799",
        "B11",
        "FR",
        "40303265045",
        "90227166902832",
        "GEBABEBB",
        "XXX",
        "870516",
        "912",
        "82",
        "591191706458",
        "541448820218292516",
        "1000",
        "1012",
        "AB",
        "114 55",
        "L-",
        "1980",
        "12",
        "24",
        "4",
        "0",
        "97",
        "-",
        " ",
        ".",
        "/",
        "(0)",
        "\u{a0}",
        "\u{200b}",
        "\u{2011}",
        "\n",
        "é",
        "😀",
        "٤",
        "o",
        ",",
        "+",
    ];
    check!()
        .with_test_time(SECOND)
        .with_type::<([u8; 5], u8)>()
        .for_each(|(choices, country)| {
            let chosen = choices.map(|choice| pieces[usize::from(choice) % pieces.len()]);
            for count in 1..=chosen.len() {
                check_every_rule(&chosen[..count].concat(), *country);
            }
        });
}

/// Checks that a rule accepts a number and none that differs from it in one character of the same
/// kind, from the given place on.
#[track_caller]
fn check_each_character(rule: impl Fn(&str) -> bool, number: &str, from: usize) {
    assert!(rule(number), "{number}");
    for (at, original) in number.char_indices().skip(from) {
        let others = if original.is_ascii_digit() {
            '0'..='9'
        } else {
            'A'..='Z'
        };
        for other in others.filter(|other| *other != original) {
            let mut wrong = number.to_owned();
            wrong.replace_range(at..=at, other.encode_utf8(&mut [0]));
            assert!(!rule(&wrong), "{wrong} for {number}");
        }
    }
}

/// The remainder by 97 of a number with letters, by the textbook: through one long decimal.
fn remainder(number: &str) -> u32 {
    let decimal: String = number
        .chars()
        .map(|c| c.to_digit(36).expect("a letter or digit").to_string())
        .collect();
    decimal
        .bytes()
        .fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97)
}

#[test]
fn one_wrong_digit_is_no_belgian_vat_number() {
    check!()
        .with_test_time(SECOND)
        .with_type::<u32>()
        .for_each(|seed| {
            let front = format!("{:08}", seed % 20_000_000);
            let number = format!("BE{front}{:02}", 97 - remainder(&front));
            check_each_character(|number| vat::be_vat(number).is_ok(), &number, 2);
        });
}

#[test]
fn one_wrong_digit_is_no_card_number() {
    check!()
        .with_test_time(SECOND)
        .with_type::<u64>()
        .for_each(|seed| {
            let front = format!("{:010}", seed % 10_000_000_000);
            let check = match remainder(&front) {
                0 => 97,
                rest => rest,
            };
            let number = format!("{front}{check:02}");
            check_each_character(|number| card_number::parse(number).is_ok(), &number, 0);
        });
}

#[test]
fn one_wrong_character_is_no_iban() {
    check!()
        .with_test_time(SECOND)
        .with_type::<(u64, [u8; 4])>()
        .for_each(|(digits, letters)| {
            let letters = letters.map(|letter| char::from(b'A' + letter % 26));
            let bank: String = letters.iter().collect();
            let digits = digits % 10_000_000_000;
            for (country, account) in [
                ("NL", format!("{bank}{digits:010}")),
                ("BE", format!("{digits:012}")),
            ] {
                let check = 98 - remainder(&format!("{account}{country}00"));
                let number = format!("{country}{check:02}{account}");
                check_each_character(|number| iban::parse(number).is_ok(), &number, 0);
            }
        });
}

#[test]
fn one_wrong_digit_is_no_meter() {
    check!()
        .with_test_time(SECOND)
        .with_type::<u64>()
        .for_each(|seed| {
            let front = format!("54{:015}", seed % 1_000_000_000_000_000);
            let sum: u32 = front
                .bytes()
                .zip([3, 1].into_iter().cycle())
                .map(|(digit, weight)| u32::from(digit - b'0') * weight)
                .sum();
            let number = format!("{front}{}", (10 - sum % 10) % 10);
            check_each_character(|number| ean::parse(number, Country::Be).is_ok(), &number, 0);
        });
}

/// Of a year that can only be of the last century: elsewhere a wrong digit may make the number of
/// somebody a hundred years younger.
#[test]
fn one_wrong_digit_is_no_national_number_of_the_last_century() {
    check!()
        .with_test_time(SECOND)
        .with_type::<(u8, u8, u8, u16)>()
        .for_each(|(year, month, day, serial)| {
            let (year, month, day) = (27 + year % 73, 1 + month % 12, 1 + day % 28);
            let front = format!("{year:02}{month:02}{day:02}{:03}", serial % 1000);
            let number = format!("{front}{:02}", 97 - remainder(&front));
            check_each_character(
                |number| national_number::parse(number, today()).is_ok(),
                &number,
                2,
            );
        });
}
