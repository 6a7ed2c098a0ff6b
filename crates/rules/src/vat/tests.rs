//! Numbers of each country, with and without its code, and each problem.

use super::{be_vat, example, nl_vat, parse};
use crate::phone::Country;
use crate::problem::{FieldProblem, VatProblem};

#[track_caller]
fn check(typed: &str, default: Country, expected: Result<&str, VatProblem>) {
    let seen = parse(typed, default);
    let expected = expected.map_err(FieldProblem::Vat);
    assert_eq!(
        seen.as_deref().map_err(|problem| *problem),
        expected,
        "{typed:?}"
    );
}

#[test]
fn a_number_is_its_codes_or_else_the_default_countrys() {
    check("0443.333.253", Country::Be, Ok("BE0443333253"));
    check("443333253", Country::Be, Ok("BE0443333253"));
    check("BE (0)443.333.253", Country::Nl, Ok("BE0443333253"));
    check("002455799B11", Country::Nl, Ok("NL002455799B11"));
    check("nl-2455799-b11", Country::Be, Ok("NL002455799B11"));
    check("FR 40 303 265 045", Country::Be, Ok("FR40303265045"));
    check("40303265045", Country::Fr, Ok("FR40303265045"));
    check("XX303265045", Country::Fr, Ok("FRXX303265045"));
    check("de 136 695 976", Country::Be, Ok("DE136695976"));
    check("LU15027442", Country::Be, Ok("LU15027442"));
    check("SE556188840401", Country::Be, Ok("SE556188840401"));
    check("12892312", Country::Hu, Ok("HU12892312"));
    // Read as Belgian, not as the German number that it would be there.
    check("136695976", Country::Be, Err(VatProblem::Check));
}

#[test]
fn every_other_number_is_refused_with_its_own_problem() {
    let form = |country| Err(VatProblem::Form { country });
    check("ESB58378431", Country::Be, Err(VatProblem::Country));
    check("RU1234567890", Country::Be, Err(VatProblem::Country));
    check("1234567890", Country::Ru, Err(VatProblem::Country));
    check("1", Country::Be, form(Country::Be));
    check("BE", Country::Be, form(Country::Be));
    check("BE2443333253", Country::Be, form(Country::Be));
    check("BE04433332530", Country::Be, form(Country::Be));
    check("BE0443333254", Country::Be, Err(VatProblem::Check));
    check("NL002455799", Country::Be, form(Country::Nl));
    check("NL002455799B00", Country::Be, form(Country::Nl));
    check("NL455799B11", Country::Be, form(Country::Nl));
    check("NL000000000B11", Country::Be, form(Country::Nl));
    check("NL002455799B12", Country::Be, Err(VatProblem::Check));
    check("FRIO303265045", Country::Be, form(Country::Fr));
    check("DE12345678", Country::Be, form(Country::De));
    check("LU1502744", Country::Be, form(Country::Lu));
    check("SE5561888404", Country::Be, form(Country::Se));
    check("HU1289231", Country::Be, form(Country::Hu));
    assert_eq!(parse("", Country::Be), Err(FieldProblem::Missing));
    assert_eq!(
        parse("BE 0443,333,253", Country::Be),
        Err(FieldProblem::NumberCharacter)
    );
}

#[test]
fn a_rule_of_one_country_knows_no_other() {
    let belgian = Err(FieldProblem::Vat(VatProblem::Form {
        country: Country::Be,
    }));
    assert_eq!(be_vat("NL002455799B11"), belgian);
    let dutch = Err(FieldProblem::Vat(VatProblem::Form {
        country: Country::Nl,
    }));
    assert_eq!(nl_vat("BE0443333253"), dutch);
}

#[test]
fn the_example_of_each_country_is_one_of_its_numbers() {
    for country in Country::ALL
        .into_iter()
        .filter(|country| *country != Country::Ru)
    {
        assert!(parse(example(country), Country::Be).is_ok(), "{country:?}");
    }
}
