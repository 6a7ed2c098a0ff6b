//! `leadgate check`: the rules of the forms, on JSON lines.

use std::io::{BufRead as _, BufWriter, Write as _, stdin, stdout};

use anyhow::Result;
use leadgate_model::rules::phone::Country;
use leadgate_model::rules::{email, phone};
use leadgate_model::{PhoneProblem, Problem};
use serde::{Deserialize, Serialize};

/// One value to check.
#[derive(Deserialize)]
struct ValueIn {
    kind: String,
    value: String,
    #[serde(default)]
    country: Option<String>,
}

/// What the rule says of it.
#[derive(Default, Serialize)]
struct VerdictOut {
    valid: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    normalized: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
}

/// Reads every line of standard input and prints a line for each.
pub(super) fn run() -> Result<()> {
    let mut out = BufWriter::new(stdout().lock());
    for line in stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        serde_json::to_writer(&mut out, &verdict(&line))?;
        out.write_all(b"\n")?;
        // A program on the other side may wait for each answer.
        out.flush()?;
    }
    Ok(())
}

fn verdict(line: &str) -> VerdictOut {
    let Ok(value) = serde_json::from_str::<ValueIn>(line) else {
        return refused("not_a_request");
    };
    match value.kind.as_str() {
        "phone" => {
            let country = match value.country.as_deref() {
                None => Some(Country::Be),
                Some(code) => Country::from_code(code),
            };
            let Some(country) = country else {
                return refused(PhoneProblem::UnknownCountry.code());
            };
            match phone::parse(&value.value, country) {
                Ok(number) => VerdictOut {
                    valid: true,
                    normalized: Some(number.e164().to_owned()),
                    kind: Some(number.kind().name()),
                    code: None,
                },
                Err(problem) => refused(problem.code()),
            }
        }
        "email" => match email::parse(&value.value) {
            Ok(address) => VerdictOut {
                valid: true,
                normalized: Some(address),
                ..VerdictOut::default()
            },
            Err(problem) => refused(Problem::code(problem)),
        },
        _ => refused("unknown_kind"),
    }
}

fn refused(code: &'static str) -> VerdictOut {
    VerdictOut {
        code: Some(code),
        ..VerdictOut::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(line: &str) -> String {
        serde_json::to_string(&verdict(line)).unwrap()
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
        assert_eq!(json("x"), r#"{"valid":false,"code":"not_a_request"}"#);
    }
}
