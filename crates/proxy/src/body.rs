//! The request decoder: one flat list of names and values from either type of body.

use leadgate_model::Draft;
use serde_json::Value;

use crate::http_problem::HttpProblem;

/// More pairs than any form has: the rest is not looked at.
const PAIRS_MAX: usize = 300;

/// The two types of body that are understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum BodyType {
    /// `application/x-www-form-urlencoded`, from pages.
    UrlEncoded,
    /// `application/json`, from servers.
    Json,
}

impl BodyType {
    /// The type that a `Content-Type` header names.
    ///
    /// # Errors
    /// [`HttpProblem::UnsupportedType`] for any other.
    pub(crate) fn from_header(value: &str) -> Result<Self, HttpProblem> {
        let media_type = value.split(';').next().unwrap_or_default().trim();
        if media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            Ok(Self::UrlEncoded)
        } else if media_type.eq_ignore_ascii_case("application/json") {
            Ok(Self::Json)
        } else {
            Err(HttpProblem::UnsupportedType)
        }
    }
}

/// Reads a body.
///
/// # Errors
/// [`HttpProblem::Unreadable`] for JSON that is not one flat object.
pub(crate) fn decode(body: &[u8], body_type: BodyType) -> Result<Draft, HttpProblem> {
    match body_type {
        BodyType::UrlEncoded => Ok(form_urlencoded::parse(body).take(PAIRS_MAX).collect()),
        BodyType::Json => from_json(body),
    }
}

fn from_json(body: &[u8]) -> Result<Draft, HttpProblem> {
    let value: Value =
        serde_json::from_slice(body).map_err(|_| HttpProblem::Unreadable("it is not JSON."))?;
    let Value::Object(fields) = value else {
        return Err(HttpProblem::Unreadable(
            "send one JSON object with the fields' names.",
        ));
    };
    let mut draft = Draft::default();
    for (name, value) in fields.iter().take(PAIRS_MAX) {
        match value {
            Value::Array(values) => {
                for value in values.iter().take(PAIRS_MAX) {
                    draft.push(name, &text(value)?);
                }
            }
            value => draft.push(name, &text(value)?),
        }
    }
    Ok(draft)
}

/// A JSON value as a form would send it: a ticked box is `on`.
fn text(value: &Value) -> Result<String, HttpProblem> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(true) => Ok("on".to_owned()),
        Value::Bool(false) | Value::Null => Ok(String::new()),
        Value::Array(_) | Value::Object(_) => Err(HttpProblem::Unreadable(
            "the object must be flat: text, numbers, true, false or lists of text.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_types_say_the_same() {
        let form = decode(
            b"first_name=An&interests=car&interests=fire&consent_marketing=on",
            BodyType::UrlEncoded,
        );
        let json = decode(
            br#"{"first_name":"An","interests":["car","fire"],"consent_marketing":true}"#,
            BodyType::Json,
        );
        let sorted = |draft: Draft| {
            let mut pairs: Vec<(String, String)> = draft
                .pairs()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
            pairs.sort();
            pairs
        };
        assert_eq!(sorted(form.unwrap()), sorted(json.unwrap()));
    }

    #[test]
    fn json_that_is_not_one_flat_object_is_named() {
        for wrong in ["", "[]", "\"x\"", "{\"a\":{\"b\":1}}", "{\"a\":[[1]]}", "{"] {
            let problem = decode(wrong.as_bytes(), BodyType::Json).unwrap_err();
            assert!(matches!(problem, HttpProblem::Unreadable(_)), "{wrong}");
        }
    }

    #[test]
    fn no_body_makes_the_decoder_panic() {
        bolero::check!()
            .with_test_time(std::time::Duration::from_secs(1))
            .for_each(|body: &[u8]| {
                let _ = decode(body, BodyType::UrlEncoded);
                let _ = decode(body, BodyType::Json);
            });
    }
}
