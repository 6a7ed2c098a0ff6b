//! A good lead, its variations, and the ways of sending it.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Map, Value};

use crate::conditions;
use crate::fixture::ORIGIN;

/// The id that most tests use.
pub(crate) const ID: &str = "123e4567-e89b-42d3-a456-426614174000";

/// A lead as it is typed; names may repeat.
#[derive(Clone)]
pub(crate) struct Lead {
    pairs: Vec<(String, String)>,
    form: String,
    headers: Vec<(&'static str, String)>,
}

/// A lead that is accepted.
pub(crate) fn good() -> Lead {
    let pairs = [
        ("id", ID),
        ("partner", "demo"),
        ("lang", "en"),
        ("first_name", "An"),
        ("last_name", "Peeters"),
        ("phone", "0470 12 34 56"),
        ("email", "an.peeters@example.be"),
    ];
    Lead {
        pairs: pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        form: "call-me-back".to_owned(),
        headers: vec![("origin", ORIGIN.to_owned())],
    }
}

/// A lead of a form that is accepted, with no more than the form needs.
pub(crate) fn minimal(form: &str) -> Lead {
    let mut lead = good().to(form);
    lead.pairs
        .retain(|(name, _)| ["id", "partner", "lang"].contains(&name.as_str()));
    lead.pairs.extend(conditions::good(form));
    lead
}

/// A lead of a form with every field that the form can have.
pub(crate) fn full(form: &str) -> Lead {
    let more: &[(&str, &str)] = match form {
        "call-me-back" => &[
            ("slot", "2026-11-19 14:00:00/2026-11-19 16:00:00"),
            ("remarks", "Liefst na vijf uur"),
            ("subject", "Groene stroom"),
        ],
        "insurance" => &[
            ("interests", "hospitalization"),
            ("interests", "dog"),
            ("gender", "2"),
            ("segment", "1"),
            ("interested_in_insurance", "on"),
            ("allow_insurance_call", "on"),
            ("phone", "0470 12 34 56"),
            ("birthdate", "24/12/1980"),
            ("address_street", "Kerkstraat"),
            ("address_nr", "12A"),
            ("address_box", "3"),
            ("address_postal_code", "9000"),
            ("address_city", "Gent"),
            ("address_country", "BE"),
            ("remarks", "Twee honden"),
        ],
        "third-party" => &[
            ("gender", "1"),
            ("segment", "2"),
            ("birthdate", "1980-12-24"),
            ("language", "fr"),
            ("landline", "09 223 45 67"),
            ("landline_country", "BE"),
            ("company", "Doe & Co"),
            ("vat", "BE 0403.019.261"),
            ("iban", "BE68 5390 0754 7034"),
            ("rrnr", "85.07.30-033.28"),
            ("idnr", "591-1234567-53"),
            ("address_street", "Rue de l'Église"),
            ("address_nr", "7"),
            ("address_box", "b"),
            ("address_floor", "2"),
            ("address_postal_code", "1000"),
            ("address_city", "Bruxelles"),
            ("address_country", "BE"),
            ("address_building_type", "4"),
            ("remarks", "Rappeler demain"),
            ("batch", "energy-2026-11"),
            ("is_hot", "on"),
            ("call_at", "2026-11-19T15:30"),
        ],
        _ => &[],
    };
    let mut lead = minimal(form);
    let more = more.iter();
    lead.pairs
        .extend(more.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    lead
}

impl Lead {
    /// Names and values as they are sent.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.pairs.iter();
        pairs.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// With one more value beside those that the name has.
    pub(crate) fn and(mut self, name: &str, value: &str) -> Self {
        self.pairs.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With this value instead of the one that the name had.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self = self.without(name);
        self.pairs.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.pairs.retain(|(known, _)| known != name);
        self
    }

    /// As a post without script sends it: no id.
    pub(crate) fn native(self) -> Self {
        self.without("id")
            .header("accept", "text/html,application/xhtml+xml")
    }

    /// To another form.
    pub(crate) fn to(mut self, form: &str) -> Self {
        form.clone_into(&mut self.form);
        self
    }

    /// With this header; an empty value takes it away.
    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            self.headers.push((name, value.to_owned()));
        }
        self
    }

    /// As pages send it.
    pub(crate) fn urlencoded(&self) -> Request<Body> {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.pairs)
            .finish();
        self.request(
            "application/x-www-form-urlencoded;charset=UTF-8",
            body.into(),
        )
    }

    /// As servers send it.
    pub(crate) fn json(&self) -> Request<Body> {
        let mut fields = Map::new();
        for (name, value) in &self.pairs {
            match fields.get_mut(name) {
                None => drop(fields.insert(name.clone(), Value::from(value.clone()))),
                Some(Value::Array(values)) => values.push(Value::from(value.clone())),
                Some(one) => *one = Value::from(vec![one.clone(), Value::from(value.clone())]),
            }
        }
        let body = Value::Object(fields).to_string();
        self.request("application/json", body.into())
    }

    /// With a body of any type.
    pub(crate) fn request(&self, content_type: &str, body: Body) -> Request<Body> {
        let mut request = Request::post(format!("/v1/leads/{}", self.form));
        if !content_type.is_empty() {
            request = request.header("content-type", content_type);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request.body(body).unwrap()
    }
}
