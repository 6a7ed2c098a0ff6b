//! The matcher on patterns of its own, and on every pattern of the table.

use proptest::prelude::*;
use proptest::string::string_regex;
use proptest::test_runner::{Config, TestRunner};

use super::super::table::PLANS;
use super::{Matcher, longest_prefix, matches};

fn patterns_of_the_table() -> impl Iterator<Item = &'static str> {
    PLANS.iter().flat_map(|plan| {
        [plan.general, plan.skipped]
            .into_iter()
            .chain(plan.types.iter().map(|(_, pattern)| *pattern))
    })
}

#[test]
fn a_pattern_matches_all_of_its_numbers_and_no_other() {
    #[track_caller]
    fn check(pattern: &str, matching: &[&str], others: &[&str]) {
        for digits in matching {
            assert!(matches(pattern, digits), "{pattern} should match {digits}");
        }
        for digits in others {
            assert!(!matches(pattern, digits), "{pattern} matches {digits}");
        }
    }
    check("12", &["12"], &["", "1", "2", "122", "21"]);
    check(r"\d", &["0", "9"], &["", "00"]);
    check("[2-57]", &["2", "4", "5", "7"], &["1", "6", "8", ""]);
    check("[13-57-9]0", &["10", "40", "80"], &["20", "60", "00"]);
    check("1|23|4", &["1", "23", "4"], &["", "2", "3", "123"]);
    check("(?:1|2[34])5", &["15", "235", "245"], &["1", "25", "2345"]);
    check("1(?:2(?:3|4)|5)6", &["1236", "1246", "156"], &["126", "16"]);
    check(r"1\d{3}", &["1000"], &["100", "10000"]);
    check(r"\d{2,4}", &["12", "123", "1234"], &["1", "12345"]);
    check(r"1\d?2", &["12", "132"], &["1332", "1"]);
    check(r"(?:12){2}", &["1212"], &["12", "121212"]);
    check(r"(?:\d{3})?4", &["4", "1234"], &["14", "124"]);
    check(
        r"1\d{1,11}",
        &["10", "100000000000"],
        &["1", "1000000000000"],
    );
}

#[test]
fn an_unknown_digit_stands_for_any() {
    assert!(matches("4[5-9]1", "4?1"));
    assert!(!matches("4[5-9]1", "4?2"));
}

#[test]
fn the_longest_prefix_wins() {
    assert_eq!(longest_prefix("06", "0620"), 2);
    assert_eq!(longest_prefix("1|12", "123"), 2);
    assert_eq!(longest_prefix("06", "0520"), 0);
    assert_eq!(longest_prefix("06", ""), 0);
}

#[test]
fn more_digits_than_any_number_has_match_nothing() {
    assert!(!matches(r"\d{40}", &"1".repeat(40)));
}

#[test]
fn every_pattern_of_the_table_is_read_to_its_end() {
    for pattern in patterns_of_the_table() {
        let mut matcher = Matcher {
            pattern: pattern.as_bytes(),
            digits: &[],
        };
        matcher.alternatives(1);
        assert!(matcher.pattern.is_empty(), "{pattern}");
    }
}

#[test]
fn every_pattern_of_the_table_matches_what_a_regular_expression_generates_from_it() {
    let mut runner = TestRunner::new(Config::with_cases(200));
    for pattern in patterns_of_the_table() {
        // In regular expressions of Unicode, \d is more than ten digits.
        let numbers = string_regex(&pattern.replace(r"\d", "[0-9]")).unwrap();
        runner
            .run(&numbers, |digits| {
                prop_assert!(matches(pattern, &digits), "{pattern} misses {digits}");
                Ok(())
            })
            .unwrap();
    }
}
