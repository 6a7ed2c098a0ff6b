//! Codes of each country, as the post describes them and as people type them.

use super::{example, parse, parse_deliverable};
use crate::phone::Country;
use crate::problem::FieldProblem;

type Rule = fn(&str, Country) -> Result<String, FieldProblem>;

#[track_caller]
fn check(rule: Rule, typed: &str, country: Country, expected: Option<&str>) {
    let expected = expected
        .map(str::to_owned)
        .ok_or(FieldProblem::PostalCode { country });
    assert_eq!(rule(typed, country), expected, "{typed:?}");
}

#[test]
fn a_code_has_its_countrys_form() {
    check(parse, " 1000 ", Country::Be, Some("1000"));
    check(parse, "0100", Country::Be, Some("0100"));
    check(parse, "10000", Country::Be, None);
    check(parse, "1012ab", Country::Nl, Some("1012 AB"));
    check(parse, "1012-AB", Country::Nl, Some("1012 AB"));
    check(parse, "0012 AB", Country::Nl, None);
    check(parse, "1012 SS", Country::Nl, None);
    check(parse, "1012 A1", Country::Nl, None);
    check(parse, "10 12AB", Country::Nl, None);
    check(parse, "75001", Country::Fr, Some("75001"));
    check(parse, "97611", Country::Fr, Some("97611"));
    check(parse, "97511", Country::Fr, None);
    check(parse, "96000", Country::Fr, None);
    check(parse, "00100", Country::Fr, None);
    check(parse, "01067", Country::De, Some("01067"));
    check(parse, "114 55", Country::De, None);
    check(parse, "1009", Country::Lu, Some("1009"));
    check(parse, "11455", Country::Se, Some("11455"));
    check(parse, "114 55", Country::Se, Some("114 55"));
    check(parse, "01455", Country::Se, None);
    check(parse, "1011", Country::Hu, Some("1011"));
    check(parse, "101000", Country::Ru, Some("101000"));
    check(parse, "1\u{200b}000\u{a0}", Country::Be, Some("1000"));
    check(parse, "10\u{e9}0", Country::Be, None);
    check(parse, "é000", Country::Se, None);
    assert_eq!(parse("\u{200b} ", Country::Be), Err(FieldProblem::Missing));
}

#[test]
fn a_form_takes_what_may_be_delivered_to_however_it_is_typed() {
    check(parse_deliverable, "B-1000", Country::Be, Some("1000"));
    check(parse_deliverable, "be-1000", Country::Be, Some("1000"));
    check(parse_deliverable, "L-1009", Country::Lu, Some("1009"));
    check(parse_deliverable, "F - 75 001", Country::Fr, Some("75001"));
    check(parse_deliverable, "NL-1012ab", Country::Nl, Some("1012 AB"));
    check(parse_deliverable, "1012-AB", Country::Nl, Some("1012 AB"));
    check(parse_deliverable, "S-11455", Country::Se, Some("114 55"));
    check(parse_deliverable, "L-1009", Country::Be, None);
    check(parse_deliverable, "-1000", Country::Be, None);
    check(parse_deliverable, "0100", Country::Be, None);
    check(parse_deliverable, "00100", Country::De, None);
    check(parse_deliverable, "01067", Country::De, Some("01067"));
    check(parse_deliverable, "éé1", Country::Se, None);
    assert_eq!(
        parse_deliverable("", Country::Be),
        Err(FieldProblem::Missing)
    );
}

#[test]
fn the_example_of_each_country_is_a_code_as_its_post_writes_it() {
    for country in Country::ALL {
        let code = example(country);
        assert_eq!(parse(code, country).as_deref(), Ok(code));
        assert_eq!(parse_deliverable(code, country).as_deref(), Ok(code));
    }
}
