//! One value of each kind, and what is no value at all.

use super::*;

fn json(line: &str) -> String {
    let today = Date::new(2026, 11, 21).unwrap();
    serde_json::to_string(&verdict(line, today)).unwrap()
}

fn of(kind: &str, value: &str, country: Option<&str>) -> String {
    json(&serde_json::json!({"kind": kind, "value": value, "country": country}).to_string())
}

fn good(normalized: &str) -> String {
    serde_json::to_string(&VerdictOut {
        valid: true,
        normalized: Some(normalized.to_owned()),
        ..VerdictOut::default()
    })
    .unwrap()
}

fn bad(code: &'static str) -> String {
    serde_json::to_string(&refused(code)).unwrap()
}

#[test]
fn a_value_is_answered_with_its_normal_form_or_a_code() {
    assert_eq!(
        json(r#"{"kind":"phone","value":"0470 12 34 56","country":"BE"}"#),
        r#"{"valid":true,"normalized":"+32470123456","type":"mobile"}"#
    );
    assert_eq!(
        json(r#"{"kind":"phone","value":"0470 12 34 5","country":"BE"}"#),
        r#"{"valid":false,"code":"phone_too_short"}"#
    );
    assert_eq!(
        json(r#"{"kind":"email","value":" An@Example.BE "}"#),
        r#"{"valid":true,"normalized":"An@example.be"}"#
    );
    assert_eq!(json("x"), bad("not_a_request"));
    assert_eq!(of("shoe size", "44", None), bad("unknown_kind"));
}

#[test]
fn every_kind_has_its_rule() {
    for (kind, value, normalized, wrong, code) in [
        (
            "be_vat",
            "be 0443.333.253",
            "BE0443333253",
            "BE 0443.333.254",
            "vat_check",
        ),
        (
            "nl_vat",
            "NL 002 455 799 B11",
            "NL002455799B11",
            "NL002455799",
            "vat_form",
        ),
        (
            "iban",
            "be90 2271 6690 2832",
            "BE90227166902832",
            "BE90 2271 6690",
            "iban_length",
        ),
        ("bic", "geba be bb", "GEBABEBB", "GEBAUKBB", "bic_country"),
        (
            "be_nn",
            "87.05.16-912.82",
            "87051691282",
            "87.13.16-912.82",
            "national_number_date",
        ),
        (
            "be_eid",
            "591-1917064-58",
            "591191706458",
            "591-1917064-59",
            "digits_check",
        ),
        (
            "ean18",
            "541448820 218292516",
            "541448820218292516",
            "871694541871168509",
            "ean_start",
        ),
        ("postal", " 1000 ", "1000", "100", "postal_code"),
        (
            "url",
            "HTTPS://EXAMPLE.BE",
            "https://example.be/",
            "javascript:alert(1)",
            "url_scheme",
        ),
    ] {
        assert_eq!(of(kind, value, None), good(normalized), "{kind}");
        assert_eq!(of(kind, wrong, None), bad(code), "{kind}");
        let missing = if kind == "url" {
            "url_unreadable"
        } else {
            "missing"
        };
        assert_eq!(of(kind, "", None), bad(missing), "{kind}");
    }
}

#[test]
fn the_country_chooses_the_form_of_phones_meters_and_postal_codes() {
    assert_eq!(of("postal", "1012ab", Some("nl")), good("1012 AB"));
    assert_eq!(
        of("ean18", "871694541871168509", Some("NL")),
        good("871694541871168509")
    );
    assert_eq!(of("postal", "90210", Some("US")), bad("postal_country"));
    assert_eq!(
        of("ean18", "871694541871168509", Some("")),
        bad("ean_country")
    );
    assert_eq!(
        of("phone", "0470123456", Some("US")),
        bad("phone_unknown_country")
    );
    // Where the value names its country, or has one alone, the other is not asked.
    assert_eq!(
        of("iban", "NL31HAND3225295258", Some("US")),
        good("NL31HAND3225295258")
    );
}

#[test]
fn an_address_with_more_than_white_space_to_drop_is_refused() {
    assert_eq!(of("url", " https://a.be/\n", None), good("https://a.be/"));
    assert_eq!(of("url", "https://a.be/\0", None), bad("control_character"));
    assert_eq!(of("url", "java\nscript:alert(1)", None), bad("url_scheme"));
    assert_eq!(of("url", "/relative", None), bad("url_unreadable"));
}
