//! `leadgate check` as a script uses it: the real binary, lines in, lines out.

use serde_json::{Value, json};

use crate::program::Place;

/// The rows of a kind, verdicts of reference libraries.
fn rows(kind: &str) -> Vec<Value> {
    let text = match kind {
        "phone" => include_str!("../../../rules/tests/vectors/phone.visible.jsonl"),
        "email" => include_str!("../../../rules/tests/vectors/email.visible.jsonl"),
        "be_vat" => include_str!("../../../rules/tests/vectors/be_vat.visible.jsonl"),
        "nl_vat" => include_str!("../../../rules/tests/vectors/nl_vat.visible.jsonl"),
        "iban" => include_str!("../../../rules/tests/vectors/iban.visible.jsonl"),
        "bic" => include_str!("../../../rules/tests/vectors/bic.visible.jsonl"),
        "be_nn" => include_str!("../../../rules/tests/vectors/be_nn.visible.jsonl"),
        "be_eid" => include_str!("../../../rules/tests/vectors/be_eid.visible.jsonl"),
        "ean18" => include_str!("../../../rules/tests/vectors/ean18.visible.jsonl"),
        "postal" => include_str!("../../../rules/tests/vectors/postal.visible.jsonl"),
        "url" => include_str!("../../../rules/tests/vectors/url.visible.jsonl"),
        _ => panic!("no rows for {kind}"),
    };
    let rows = text.lines();
    rows.map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn check(input: &str) -> Vec<Value> {
    let ran = Place::new().run_with_input(&["check"], input);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    ran.out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Every row with its verdict.
fn judged(kind: &str, rows: Vec<Value>) -> Vec<(Value, Value)> {
    let lines = rows.iter().map(|row| {
        json!({"kind": kind, "value": row["value"], "country": row["country"]}).to_string() + "\n"
    });
    let verdicts = check(&lines.collect::<String>());
    assert_eq!(verdicts.len(), rows.len());
    rows.into_iter().zip(verdicts).collect()
}

#[test]
fn check_agrees_with_every_row_that_the_reference_libraries_agree_on() {
    for kind in [
        "phone", "email", "be_vat", "nl_vat", "iban", "bic", "be_nn", "be_eid", "ean18", "postal",
        "url",
    ] {
        let mut rows = rows(kind);
        rows.retain(|row| row["tier"] == "must");
        assert!(rows.len() > 70, "{kind}: {}", rows.len());
        for (row, verdict) in judged(kind, rows) {
            assert_eq!(verdict["valid"], row["valid"], "{row}: {verdict}");
            if row["valid"] == true {
                assert_eq!(verdict["normalized"], row["normalized"], "{row}: {verdict}");
                // Phones alone have a type.
                assert_eq!(verdict["type"], row["kind"], "{row}: {verdict}");
                assert!(verdict.get("code").is_none(), "{verdict}");
            } else {
                assert!(
                    verdict["code"].is_string() && verdict.get("normalized").is_none(),
                    "{row}: {verdict}"
                );
            }
        }
    }
}

/// Addresses are as the URL standard has them: what a row holds that is odd is part of the address, or
/// dropped, or no address, as any browser would. Control characters alone are refused beyond that.
#[test]
fn addresses_that_are_a_matter_of_policy_are_answered_as_the_url_standard_does() {
    let mut rows = rows("url");
    rows.retain(|row| row["tier"] == "policy");
    for (row, verdict) in judged("url", rows) {
        let has = |tag: &str| {
            row["tags"]
                .as_array()
                .unwrap()
                .iter()
                .any(|known| known == tag)
        };
        let expected = row["valid"] == true && !has("control");
        assert_eq!(verdict["valid"], expected, "{row}: {verdict}");
        if expected {
            assert_eq!(verdict["normalized"], row["normalized"], "{row}: {verdict}");
        }
    }
}

#[test]
fn check_answers_each_line_whatever_it_is() {
    let input = [
        r#"{"kind":"phone","value":"0470 12 34 56"}"#,
        "",
        "not json",
        r#"{"kind":"phone","value":5}"#,
        r#"{"kind":"shoe size","value":"44"}"#,
        r#"{"kind":"phone","value":"0470 12 34 56","country":"US"}"#,
        r#"{"kind":"phone","value":"0612345678","country":"NL"}"#,
    ];
    let expected = [
        json!({"valid": true, "normalized": "+32470123456", "type": "mobile"}),
        json!({"valid": false, "code": "not_a_request"}),
        json!({"valid": false, "code": "not_a_request"}),
        json!({"valid": false, "code": "unknown_kind"}),
        json!({"valid": false, "code": "phone_unknown_country"}),
        json!({"valid": true, "normalized": "+31612345678", "type": "mobile"}),
    ];
    // The last line may lack its end.
    assert_eq!(check(&input.join("\n")), expected);
}
