//! What people type, and what the rule makes of it; the shared vectors are in the folder of tests.

use proptest::prelude::*;
use proptest::string::string_regex;
use proptest::test_runner::{Config, TestRunner};

use super::Country::{Be, De, Fr, Hu, Lu, Nl, Ru, Se};
use super::PhoneType::{Fixed, Mobile, Premium, TollFree, Voip};
use super::{Country, PhoneType, parse, parse_callable};
use crate::problem::PhoneProblem::{
    self, Character, NotCallable, NotInPlan, TooLong, TooShort, UnknownCountry,
};

#[track_caller]
fn check(typed: &str, default: Country, expected: Result<(&str, PhoneType), PhoneProblem>) {
    let number = parse(typed, default);
    let seen = number
        .as_ref()
        .map(|number| (number.e164(), number.kind()))
        .map_err(|problem| *problem);
    assert_eq!(seen, expected, "{typed:?} in {}", default.code());
}

#[test]
fn a_number_may_be_typed_in_every_unambiguous_way() {
    for typed in [
        "0470123456",
        "0470 12 34 56",
        "0470/12.34.56",
        "(0470) 12-34-56",
        "+32470123456",
        "+32 470 12 34 56",
        "+32 (0)470 12 34 56",
        "+32 0470 12 34 56",
        "(+32) 470 12 34 56",
        "++32 470 12 34 56",
        "0032 470 12 34 56",
        "0032 (0) 470 12 34 56",
        "32 470 12 34 56",
        "470 12 34 56",
        "tel:+32-470-12-34-56",
        "TEL:+32470123456",
        "\u{202a}0470\u{a0}12\u{202f}34\u{2013}56\u{202c}\n",
        "\u{feff}+32 470 12\u{200b}34\u{ad}56 ",
    ] {
        check(typed, Be, Ok(("+32470123456", Mobile)));
    }
}

#[test]
fn a_character_that_could_make_another_number_is_refused() {
    for typed in [
        "0470 12 34 5O",
        "0470 12 34 56 ext. 3",
        "0470123456#3",
        "0470123456;0470123457",
        "GSM 0470123456",
        "Tel: +32 470 12 34 56",
        "tel:0470123456",
        "0470123456,",
        "0470123456..",
        "0470123456.0",
        "-0470123456",
        "0+32 470 12 34 56",
        "0470\t123456",
        "0470\n123456",
        "0470123456\0",
        "٠٤٧٠١٢٣٤٥٦",
        "0470123456☎",
        "1\u{fe0f}\u{20e3}470123456",
        "+",
    ] {
        check(typed, Be, Err(Character));
    }
}

#[test]
fn each_country_has_its_own_prefixes() {
    check("06 14554451", Nl, Ok(("+31614554451", Mobile)));
    check("085 123 45 67", Nl, Ok(("+31851234567", Voip)));
    check("01 18 70 96 72", Fr, Ok(("+33118709672", Fixed)));
    check("01511 7578848", De, Ok(("+4915117578848", Mobile)));
    check("22 48 11", Lu, Ok(("+352224811", Fixed)));
    check("15004 22 48 11", Lu, Ok(("+352224811", Fixed)));
    check("070-512 13 53", Se, Ok(("+46705121353", Mobile)));
    check("06 20 204 1044", Hu, Ok(("+36202041044", Mobile)));
    check("8 (911) 048-88-84", Ru, Ok(("+79110488884", Mobile)));
    check("8 800 123-45-67", Ru, Ok(("+78001234567", TollFree)));
    check("800 123-45-67", Ru, Ok(("+78001234567", TollFree)));
    check("810 32 470 12 34 56", Ru, Ok(("+32470123456", Mobile)));
    check("0900 12345", Be, Ok(("+3290012345", Premium)));
}

#[test]
fn a_visitor_from_abroad_names_the_country() {
    check("+31 6 14554451", Be, Ok(("+31614554451", Mobile)));
    check("0033 1 18 70 96 72", Nl, Ok(("+33118709672", Fixed)));
    check("+1 212 555 0123", Be, Err(UnknownCountry));
    check("0044 20 7946 0000", Be, Err(UnknownCountry));
    check("+06 14554451", Nl, Err(UnknownCountry));
}

#[test]
fn missing_and_superfluous_digits_are_counted() {
    #[track_caller]
    fn short(typed: &str, country: Country, missing: u8) {
        check(typed, country, Err(TooShort { country, missing }));
    }
    #[track_caller]
    fn long(typed: &str, country: Country, extra: u8) {
        check(typed, country, Err(TooLong { country, extra }));
    }
    short("0470 12 34 5", Be, 1);
    short("02 566 50", Be, 2);
    short("0", Be, 8);
    short("", Be, 8);
    short("0800 1234", Be, 1);
    short("06 1455445", Nl, 1);
    short("+33 1 18 70 96", Fr, 2);
    short("+32", Be, 8);
    short("8 (911) 048-88-8", Ru, 1);
    long("0470 12 34 567", Be, 1);
    long("02 566 50 79 12", Be, 2);
    long("06 14554451 1", Nl, 1);
    long("06 20 204 1044 55", Hu, 2);
    long(&"1".repeat(60), Be, 52);
}

#[test]
fn a_number_that_no_network_gives_out_is_not_in_the_plan() {
    check("03 12 34 56 78", Be, Err(NotInPlan { country: Be }));
    check("020 12 34 56", Be, Err(NotInPlan { country: Be }));
    check("+31 68 1234567 0 0 0 0 0 0", Be, {
        Err(TooLong {
            country: Nl,
            extra: 6,
        })
    });
    check("+7 701 234 56 78", Ru, Err(NotInPlan { country: Ru }));
}

#[test]
fn the_crm_gets_the_number_as_it_is_dialled_at_home() {
    for (typed, national) in [
        ("+32 470 12 34 56", "0470123456"),
        ("+36 20 204 1044", "06202041044"),
        ("+7 911 048-88-84", "89110488884"),
        ("+352 621 371 825", "621371825"),
    ] {
        assert_eq!(parse(typed, Be).unwrap().national(), national);
    }
}

#[test]
fn only_mobile_fixed_and_voip_numbers_can_be_called_back() {
    assert!(parse_callable("0470 12 34 56", Be).is_ok());
    assert!(parse_callable("02 566 50 79", Be).is_ok());
    assert!(parse_callable("085 123 45 67", Nl).is_ok());
    assert_eq!(
        parse_callable("0900 12345", Be),
        Err(NotCallable { kind: Premium })
    );
    assert_eq!(parse_callable("x", Be), Err(Character));
}

#[test]
fn the_table_is_in_the_order_of_the_countries() {
    let codes = [
        (Be, "BE", "32"),
        (Nl, "NL", "31"),
        (Fr, "FR", "33"),
        (De, "DE", "49"),
        (Lu, "LU", "352"),
        (Se, "SE", "46"),
        (Hu, "HU", "36"),
        (Ru, "RU", "7"),
    ];
    assert_eq!(codes.map(|(country, ..)| country), Country::ALL);
    for (country, code, calling_code) in codes {
        assert_eq!(
            (country.code(), country.calling_code()),
            (code, calling_code)
        );
        assert_eq!(Country::from_code(&code.to_lowercase()), Some(country));
    }
}

#[test]
fn every_number_of_a_plan_is_found_again_from_its_normal_forms() {
    let mut runner = TestRunner::new(Config::with_cases(50));
    for country in Country::ALL {
        for (kind, pattern) in country.plan().types {
            // In regular expressions of Unicode, \d is more than ten digits.
            let numbers = string_regex(&pattern.replace(r"\d", "[0-9]")).unwrap();
            runner
                .run(&numbers, |digits| {
                    prop_assume!(country.plan().kind(&digits) == Some(*kind));
                    let e164 = format!("+{}{digits}", country.calling_code());
                    let number = parse(&e164, Be).unwrap();
                    prop_assert_eq!(number.e164(), &e164);
                    prop_assert_eq!(number.kind(), *kind);
                    prop_assert_eq!(parse(&number.national(), country).unwrap(), number);
                    Ok(())
                })
                .unwrap();
        }
    }
}
