//! What a field's value has to look like, type by type, and what the created model makes of it.
//! Which field has which type is left to `lead`.

use std::net::IpAddr;

use serde_json::Value;

/// A type of the document's tables, or one that its examples show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Text,
    Integer,
    Boolean,
    Date,
    /// `YYYY-MM-DD HH:MM:SS`
    Timestamp,
    /// The same, or without seconds.
    TimestampOrMinute,
    Email,
    Language,
    Country,
    /// `04xxxxxxxx` in Belgium, digits elsewhere.
    Cellphone,
    /// `0xxxxxxxx` in Belgium, digits elsewhere.
    Landline,
    /// Either of them, without a country beside it.
    Phone,
    IpAddress,
    HttpUrl,
    Interests,
}

const INTERESTS: [&str; 5] = ["car", "dog", "funeral", "fire", "hospitalization"];

/// The most digits of a number with its country code (E.164), and room for `00` before it.
const PHONE_MAX_DIGITS: usize = 17;

impl Kind {
    /// The value as the model holds it, or what it should have been. `country` is the value of
    /// the field's country beside it, if there is one.
    pub(super) fn check(self, value: &Value, country: Option<&str>) -> Result<Value, &'static str> {
        if self == Self::Interests {
            return interests(value);
        }
        let Value::String(text) = value else {
            return Err("must be a single value");
        };
        let belgian = country.unwrap_or("BE") == "BE";
        let expected = match self {
            Self::Text => return Ok(value.clone()),
            Self::Integer => match text.parse::<u32>() {
                Ok(number) if digits(text) => return Ok(Value::from(number)),
                _ => "must be an integer",
            },
            Self::Boolean => match text.as_str() {
                "1" => return Ok(Value::from(true)),
                "0" => return Ok(Value::from(false)),
                _ => "must be 1 or 0",
            },
            Self::Date if is_date(text) => return Ok(value.clone()),
            Self::Date => "must be an existing date, YYYY-MM-DD",
            Self::Timestamp if is_timestamp(text) => return Ok(value.clone()),
            Self::TimestampOrMinute
                if is_timestamp(text) || is_timestamp(&format!("{text}:00")) =>
            {
                return Ok(value.clone());
            }
            Self::Timestamp | Self::TimestampOrMinute => {
                "must be an existing time, YYYY-MM-DD HH:MM:SS"
            }
            Self::Email if is_email(text) => return Ok(value.clone()),
            Self::Email => "must be an e-mail address",
            Self::Language if ["nl", "fr"].contains(&text.as_str()) => return Ok(value.clone()),
            Self::Language => "must be nl or fr",
            Self::Country if is_country(text) => return Ok(value.clone()),
            Self::Country => "must be a country's two capital letters",
            Self::Cellphone if belgian => match text.len() == 10 && text.starts_with("04") {
                true if digits(text) => return Ok(value.clone()),
                _ => "must be a Belgian cellphone, 04xxxxxxxx",
            },
            Self::Landline if belgian => match text.len() == 9 && text.starts_with('0') {
                true if digits(text) => return Ok(value.clone()),
                _ => "must be a Belgian landline, 0xxxxxxxx",
            },
            Self::Cellphone | Self::Landline if is_phone(text) => return Ok(value.clone()),
            Self::Cellphone | Self::Landline => "must be a phone number of digits only",
            Self::Phone if is_phone(text) && text.starts_with('0') => return Ok(value.clone()),
            Self::Phone => "must be a phone number of digits only, starting with 0",
            Self::IpAddress if text.parse::<IpAddr>().is_ok() => return Ok(value.clone()),
            Self::IpAddress => "must be an IP address",
            Self::HttpUrl if is_http_url(text) => return Ok(value.clone()),
            Self::HttpUrl => "must be an absolute URL with http or https",
            Self::Interests => "must be an array",
        };
        Err(expected)
    }
}

fn interests(value: &Value) -> Result<Value, &'static str> {
    let Value::Array(items) = value else {
        return Err("must be an array");
    };
    let known = |item: &Value| item.as_str().is_some_and(|item| INTERESTS.contains(&item));
    if items.iter().all(known) {
        Ok(value.clone())
    } else {
        Err("may only hold car, dog, funeral, fire and hospitalization")
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_phone(text: &str) -> bool {
    digits(text) && (6..=PHONE_MAX_DIGITS).contains(&text.len())
}

/// Written back and compared, because the parser also takes signs, spaces and leap seconds.
fn is_date(text: &str) -> bool {
    let date = jiff::civil::Date::strptime("%Y-%m-%d", text);
    date.is_ok_and(|date| date.strftime("%Y-%m-%d").to_string() == text)
}

fn is_timestamp(text: &str) -> bool {
    const FORM: &str = "%Y-%m-%d %H:%M:%S";
    let time = jiff::civil::DateTime::strptime(FORM, text);
    time.is_ok_and(|time| time.strftime(FORM).to_string() == text)
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let clean = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    let labels = domain.split('.');
    clean && !local.is_empty() && domain.contains('.') && labels.into_iter().all(|l| !l.is_empty())
}

fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_http_url(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    let clean = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    clean && host.is_some_and(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: Kind, country: Option<&str>, accepted: &[&str], refused: &[&str]) {
        for text in accepted {
            assert!(
                kind.check(&Value::from(*text), country).is_ok(),
                "{kind:?} {text}"
            );
        }
        for text in refused {
            assert!(
                kind.check(&Value::from(*text), country).is_err(),
                "{kind:?} {text}"
            );
        }
    }

    #[test]
    fn values_have_the_documented_form() {
        check(
            Kind::Integer,
            None,
            &["0", "542"],
            &["", "+5", "-1", "1.0", "a", " 1", "99999999999"],
        );
        check(
            Kind::Boolean,
            None,
            &["0", "1"],
            &["true", "false", "on", "2"],
        );
        check(
            Kind::Date,
            None,
            &["1956-12-25", "2024-02-29"],
            &["2023-02-29", "25-12-1956", "1956-1-2", "+956-12-25"],
        );
        check(
            Kind::Timestamp,
            None,
            &["2016-04-15 12:00:00"],
            &[
                "2016-04-15 12:00",
                "2016-04-15T12:00:00",
                "2016-04-15 24:00:00",
                "2016-04-15 12:00:60",
                "2016-04-31 12:00:00",
            ],
        );
        check(
            Kind::TimestampOrMinute,
            None,
            &["2021-03-22 15:30", "2021-03-22 15:30:00"],
            &["2021-03-22", "2021-03-22 15"],
        );
        check(
            Kind::Email,
            None,
            &["john.doe@server.com"],
            &[
                "john",
                "@server.com",
                "john@server",
                "john@server..com",
                "jo hn@server.com",
            ],
        );
        check(Kind::Language, None, &["nl", "fr"], &["de", "NL", "nl-BE"]);
        check(
            Kind::Country,
            None,
            &["BE", "NL"],
            &["be", "Belgium", "BEL"],
        );
        check(
            Kind::IpAddress,
            None,
            &["192.168.1.1", "2001:db8::1"],
            &["3232235777", "192.168.1"],
        );
        check(
            Kind::HttpUrl,
            None,
            &["http://foo.com/bar", "https://foo.com"],
            &[
                "foo.com",
                "ftp://foo.com",
                "https:///bar",
                "https://foo.com/a b",
            ],
        );
    }

    #[test]
    fn phones_are_digits_in_the_form_of_their_country() {
        check(
            Kind::Cellphone,
            None,
            &["0499656565"],
            &["+32499656565", "0499 65 65 65", "049965656", "0599656565"],
        );
        check(
            Kind::Cellphone,
            Some("NL"),
            &["0612345678"],
            &["+31612345678"],
        );
        check(
            Kind::Landline,
            Some("BE"),
            &["011223344"],
            &["0112233445", "112233445"],
        );
        check(
            Kind::Phone,
            None,
            &["0499656565", "011223344", "0031612345678"],
            &["+32499656565", "499656565", "0499/656565"],
        );
    }

    #[test]
    fn interests_are_an_array_of_known_words() {
        let check = |value| Kind::Interests.check(&value, None).is_ok();
        assert!(check(serde_json::json!(["fire", "car", "dog"])));
        assert!(!check(serde_json::json!(["boat"])));
        assert!(!check(serde_json::json!("car")));
        assert!(!check(serde_json::json!({"1": "car"})));
    }
}
