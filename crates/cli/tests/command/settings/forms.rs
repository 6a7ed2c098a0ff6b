//! Settings about forms: which a partner has, what they ask, where a click-out leads, and what the
//! CRM is told.

use super::{check, is_good, is_refused, with};

/// The good settings with other forms, and more about the partner.
fn forms(forms: &str, more: &str) -> String {
    with(
        "forms = { call-me-back = [\"crm\"] }",
        &format!("{more}\nforms = {{ {forms} }}"),
    )
}

fn click_out(hosts: &str) -> String {
    forms(
        "click-out = [\"crm\"]",
        &format!("click_out_hosts = [{hosts}]"),
    )
}

#[test]
fn a_partner_may_have_every_form() {
    let all = "call-me-back = [\"crm\"], click-out = [\"crm\"], insurance = [\"crm\"], third-party = [\"crm\"]";
    let ran = check(&forms(all, "click_out_hosts = [\"supplier.example\"]"));
    let out = is_good(&ran);
    for form in ["call-me-back", "click-out", "insurance", "third-party"] {
        assert!(out.contains(&format!("\"{form}\"")), "{form}: {out}");
    }
}

#[test]
fn the_hosts_of_a_click_out_are_hosts_and_nothing_more() {
    for good in [
        "\"supplier.example\"",
        "\"Supplier.Example\", \"bücher.example\"",
        "\"127.0.0.1\", \"[::1]\", \"localhost\"",
    ] {
        is_good(&check(&click_out(good)));
    }
    for wrong in [
        "https://supplier.example",
        "supplier.example/",
        "supplier.example/offer",
        "supplier.example:443",
        "user@supplier.example",
        "*.supplier.example",
        "supplier.example.",
        "",
    ] {
        let expected = [
            "partners.demo.click_out_hosts",
            &format!("{wrong:?} is not a host"),
            "without https://, a port, a path",
        ];
        is_refused(&check(&click_out(&format!("{wrong:?}"))), &expected);
    }
}

#[test]
fn a_click_out_that_could_lead_nowhere_is_refused_with_what_to_do() {
    let place = "partners.demo.click_out_hosts";
    let ways_out = ["name the suppliers' hosts", "leave the form click-out out"];
    let expected = [&[place], &ways_out[..]].concat();
    is_refused(&check(&click_out("")), &expected);
    is_refused(&check(&forms("click-out = [\"crm\"]", "")), &expected);
    // Who has no such form needs no hosts.
    is_good(&check(&forms("insurance = [\"crm\"]", "")));
}

#[test]
fn only_a_click_out_can_do_without_a_person() {
    let hosts = "click_out_hosts = [\"supplier.example\"]";
    let anonymous = |names: &str, list: &str| {
        let more = format!("{hosts}\nanonymous = [{names}]");
        check(&forms(list, &more))
    };
    is_good(&anonymous("\"click-out\"", "click-out = [\"crm\"]"));
    // A click without a person goes to no connector, so none need be named.
    is_good(&anonymous("\"click-out\"", "click-out = []"));
    is_refused(
        &anonymous("", "click-out = []"),
        &["partners.demo.forms.click-out", "names no connector"],
    );
    for form in ["call-me-back", "insurance", "third-party", "quote"] {
        is_refused(
            &anonymous(&format!("{form:?}"), "click-out = [\"crm\"]"),
            &[
                "partners.demo.anonymous",
                &format!("{form:?} cannot be without a person"),
                "Only click-out can",
            ],
        );
    }
    is_refused(
        &anonymous("\"click-out\"", "insurance = [\"crm\"]"),
        &["partners.demo.anonymous", "add it to forms"],
    );
}

#[test]
fn fields_are_asked_on_request_where_the_form_has_such() {
    let ask =
        |form: &str, names: &str| check(&with("", &format!("[forms.{form}]\nask = [{names}]\n")));
    is_good(&ask("third-party", "\"rrnr\", \"idnr\""));
    is_good(&ask("insurance", "\"gender\""));
    is_good(&ask("call-me-back", ""));
    let cases: [(&str, &str, &[&str]); 5] = [
        (
            "third-party",
            "\"ssn\"",
            &["forms.third-party.ask", "\"ssn\"", "rrnr, idnr"],
        ),
        // Always there: asking for it means a misunderstanding.
        (
            "third-party",
            "\"gender\"",
            &["forms.third-party.ask", "\"gender\"", "rrnr, idnr"],
        ),
        (
            "insurance",
            "\"rrnr\"",
            &["forms.insurance.ask", "gender, segment"],
        ),
        (
            "click-out",
            "\"rrnr\"",
            &["forms.click-out.ask", "this form has none"],
        ),
        ("quote", "", &["forms", "\"quote\" is not a form"]),
    ];
    for (form, names, expected) in cases {
        is_refused(&ask(form, names), expected);
    }
}

#[test]
fn the_crms_document_and_codes_are_checked() {
    let crm = |more: &str| with("[connectors.crm]", &format!("[connectors.crm]\n{more}"));
    let ran = check(&crm(
        "dialect = \"older\"\ncodes = { genders = { 1 = 4, 2 = 5 }, default_language = \"fr\" }",
    ));
    let out = is_good(&ran);
    assert!(
        out.contains("dialect: Older") && out.contains("\"1\": 4"),
        "{out}"
    );
    let cases: [(&str, &[&str]); 6] = [
        (
            "dialect = \"oldest\"",
            &["connectors.crm.dialect", "current", "older"],
        ),
        (
            "codes = { genders = { 3 = 4 } }",
            &["connectors.crm.codes.genders", "\"3\"", "1, 2"],
        ),
        (
            "codes = { building_types = { house = 1 } }",
            &["connectors.crm.codes.building_types", "1, 2, 3, 4"],
        ),
        (
            "codes = { default_language = \"en\" }",
            &["connectors.crm.codes.default_language", "[\"nl\", \"fr\"]"],
        ),
        ("codes = { sex = 1 }", &["unknown field", "sex", "genders"]),
        (
            "codes = { gender = \"man\" }",
            &["connectors.crm.codes.gender", "must be"],
        ),
    ];
    for (more, expected) in cases {
        is_refused(&check(&crm(more)), expected);
    }
}

#[test]
fn insurance_leads_do_not_go_to_a_crm_that_has_none() {
    let config = forms("insurance = [\"crm\"]", "");
    let older = config.replacen(
        "[connectors.crm]",
        "[connectors.crm]\ndialect = \"older\"",
        1,
    );
    is_good(&check(&config));
    is_refused(
        &check(&older),
        &["partners.demo.forms.insurance", "connectors.crm.dialect"],
    );
}
