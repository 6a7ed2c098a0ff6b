//! What an answer of Econtract means. The decisions are listed in the module comment of
//! [`crate::econtract`].

use serde_json::Value;

use super::parameter::LeadType;
use crate::http::Answer;
use crate::{ConnectorResult, RejectReason, RetryReason};

/// The result that an answer to a lead of this type stands for.
pub(super) fn delivery(answer: &Answer, lead_type: &LeadType) -> ConnectorResult {
    let status = answer.status;
    match status {
        200..=299 => success(answer),
        401 => ConnectorResult::WrongCredentials,
        429 | 503 => ConnectorResult::Retry {
            after: answer.retry_after,
            reason: RetryReason::Status { status },
        },
        400..=499 if !matches!(status, 403 | 404 | 408 | 425) => ConnectorResult::Rejected {
            reason: RejectReason::Status {
                status,
                fields: blamed(&answer.body, lead_type),
            },
        },
        _ => ConnectorResult::Retry {
            after: None,
            reason: RetryReason::Status { status },
        },
    }
}

/// A 2xx: the "detailed response", or a page of something in between.
fn success(answer: &Answer) -> ConnectorResult {
    let accepted = |remote_id| ConnectorResult::Accepted { remote_id };
    if answer.truncated && answer.body.trim_ascii_start().starts_with(b"{") {
        // A response so detailed that it is not read to its end: accepted, its id unknown.
        return accepted(None);
    }
    match serde_json::from_slice(&answer.body) {
        Ok(Value::Object(model)) => {
            let places = [Some(&model), nested(&model, "data"), nested(&model, "lead")];
            let remote_id = places.into_iter().flatten().find_map(id);
            if remote_id.is_none() && reports_error(&model) {
                not_understood(answer.status)
            } else {
                accepted(remote_id)
            }
        }
        Ok(_) | Err(_) => not_understood(answer.status),
    }
}

fn not_understood(status: u16) -> ConnectorResult {
    ConnectorResult::Retry {
        after: None,
        reason: RetryReason::NotUnderstood { status },
    }
}

type Object = serde_json::Map<String, Value>;

fn nested<'a>(model: &'a Object, name: &str) -> Option<&'a Object> {
    model.get(name)?.as_object()
}

/// The model's id, number or text. Longer than any id, or with control characters, it is something
/// else, and a zero byte is more than every store can keep.
fn id(model: &Object) -> Option<String> {
    match model.get("id")? {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => {
            let is_id = (1..=64).contains(&text.len()) && !text.contains(char::is_control);
            is_id.then(|| text.clone())
        }
        _ => None,
    }
}

/// Whether an object without an id says that something went wrong, whatever its status says.
fn reports_error(model: &Object) -> bool {
    model.get("success") == Some(&Value::Bool(false))
        || ["error", "errors"]
            .iter()
            .any(|name| match model.get(*name) {
                None | Some(Value::Null | Value::Bool(false)) => false,
                Some(Value::Array(errors)) => !errors.is_empty(),
                Some(Value::Object(errors)) => !errors.is_empty(),
                Some(Value::Bool(true) | Value::Number(_) | Value::String(_)) => true,
            })
}

/// The fields that a refusal names below `errors`: as keys, or as the values of `field`; a list's
/// item as the list (`interests.0`). The document shows no refusal, and only names of ours are
/// taken: nothing that was typed comes back.
fn blamed(body: &[u8], lead_type: &LeadType) -> Vec<&'static str> {
    let Ok(answer) = serde_json::from_slice::<Value>(body) else {
        return Vec::new();
    };
    let named: Vec<&str> = match answer.get("errors") {
        Some(Value::Object(errors)) => errors.keys().map(String::as_str).collect(),
        Some(Value::Array(errors)) => errors
            .iter()
            .filter_map(|error| error.get("field")?.as_str())
            .collect(),
        _ => Vec::new(),
    };
    let is_named = |name: &&str| named.iter().any(|n| n.split('.').next() == Some(*name));
    lead_type.names().filter(is_named).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::econtract::call_me_back::CALL_ME_BACK;
    use crate::econtract::click_out::CLICK_OUT;
    use crate::econtract::insurance::INSURANCE;
    use crate::econtract::third_party::THIRD_PARTY;

    fn of(status: u16, body: &str) -> ConnectorResult {
        about(&CALL_ME_BACK, status, body)
    }

    fn about(lead_type: &LeadType, status: u16, body: &str) -> ConnectorResult {
        let answer = Answer {
            status,
            retry_after: Some(Duration::from_secs(7)),
            body: body.as_bytes().to_vec(),
            truncated: false,
        };
        delivery(&answer, lead_type)
    }

    fn accepted(id: Option<&str>) -> ConnectorResult {
        ConnectorResult::Accepted {
            remote_id: id.map(str::to_owned),
        }
    }

    #[test]
    fn the_detailed_response_is_read_leniently() {
        assert_eq!(
            of(200, r#"{"id":12,"first_name":"John"}"#),
            accepted(Some("12"))
        );
        assert_eq!(of(201, r#"{"data":{"id":"a-1"}}"#), accepted(Some("a-1")));
        assert_eq!(
            of(200, r#" {"lead":{"id":7},"errors":[]}"#),
            accepted(Some("7"))
        );
        assert_eq!(of(200, r#"{"first_name":"John"}"#), accepted(None));
        assert_eq!(of(200, r#"{"id":null,"error":null}"#), accepted(None));
        assert_eq!(of(200, r#"{"id":"a\u0000"}"#), accepted(None));
    }

    #[test]
    fn a_success_that_is_no_answer_of_the_crm_is_tried_again() {
        for body in [
            "<html>Back soon</html>",
            "",
            "null",
            "[]",
            r#"{"id":"#,
            r#"{"error":"maintenance"}"#,
            r#"{"success":false}"#,
        ] {
            assert_eq!(
                of(200, body),
                ConnectorResult::Retry {
                    after: None,
                    reason: RetryReason::NotUnderstood { status: 200 }
                },
                "{body}"
            );
        }
    }

    #[test]
    fn an_answer_longer_than_is_read_counts_as_accepted_only_if_it_begins_as_json() {
        let long = |body: &str| {
            let answer = Answer {
                status: 200,
                retry_after: None,
                body: body.as_bytes().to_vec(),
                truncated: true,
            };
            delivery(&answer, &CALL_ME_BACK)
        };
        assert_eq!(long(r#"{"id":12,"his"#), accepted(None));
        assert!(matches!(long("<html>"), ConnectorResult::Retry { .. }));
    }

    #[test]
    fn every_status_has_one_meaning() {
        for status in 300..=599 {
            let result = of(status, "whatever");
            match status {
                401 => assert_eq!(result, ConnectorResult::WrongCredentials),
                429 | 503 => assert_eq!(
                    result,
                    ConnectorResult::Retry {
                        after: Some(Duration::from_secs(7)),
                        reason: RetryReason::Status { status }
                    }
                ),
                300..=399 | 403 | 404 | 408 | 425 | 500..=599 => assert_eq!(
                    result,
                    ConnectorResult::Retry {
                        after: None,
                        reason: RetryReason::Status { status }
                    }
                ),
                _ => assert_eq!(
                    result,
                    ConnectorResult::Rejected {
                        reason: RejectReason::Status {
                            status,
                            fields: Vec::new()
                        }
                    }
                ),
            }
        }
    }

    #[test]
    fn a_refusal_names_fields_and_nothing_that_was_typed() {
        let fields = |body: &str| blamed(body.as_bytes(), &CALL_ME_BACK);
        assert_eq!(
            fields(r#"{"errors":{"phone":["0499 is wrong"],"email":["no"],"john@x.be":[]}}"#),
            ["email", "phone"]
        );
        assert_eq!(
            fields(r#"{"errors":[{"field":"call_at"},{"field":"John"},{}]}"#),
            ["call_at"]
        );
        assert!(fields(r#"{"errors":"email"}"#).is_empty());
        assert!(fields("<html>email</html>").is_empty());
    }

    #[test]
    fn every_type_of_lead_is_blamed_for_its_own_fields() {
        let body = br#"{"errors":{"url":[],"phone":[],"interests.0":[],"is_hot":[],"vat":[]}}"#;
        assert_eq!(blamed(body, &CALL_ME_BACK), ["phone"]);
        assert_eq!(blamed(body, &CLICK_OUT), ["url"]);
        assert_eq!(blamed(body, &INSURANCE), ["interests"]);
        assert_eq!(blamed(body, &THIRD_PARTY), ["vat", "is_hot"]);
    }
}
