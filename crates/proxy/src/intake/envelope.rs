//! What travels around the form's fields: id, product, consents, attribution, the sender's signs.

use std::collections::BTreeMap;

use leadgate_model::wire::{ATTRIBUTION, FieldErrorOut, PRODUCT};
use leadgate_model::{ConsentGiven, Draft};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::config::Settings;
use crate::site::{self, Placement};

/// The most characters of an attribution value; longer ones are cut.
const ATTRIBUTION_MAX_CHARS: usize = 255;

/// What the request's headers say of the page that sent it.
#[derive(Clone, Default, Debug)]
pub struct Sender {
    /// The `Origin` header.
    pub origin: Option<String>,
    /// The `Referer` header.
    pub referer: Option<String>,
}

impl Sender {
    /// What is worth noting with the lead.
    #[must_use]
    pub fn signals(&self) -> Vec<String> {
        match self.origin.as_deref() {
            None => vec!["origin_missing".to_owned()],
            Some("null") => vec!["origin_null".to_owned()],
            Some(_) => Vec::new(),
        }
    }
}

/// The lead's id, in lower case; `None` where the sender gave none.
pub(super) fn id(draft: &Draft) -> Result<Option<String>, FieldErrorOut> {
    let given = draft.get("id").trim();
    if given.is_empty() {
        return Ok(None);
    }
    // The hyphenated form only: any other spelling would be the same id to us and another one to
    // whoever reads the CRM.
    let uuid = Uuid::try_parse(given).ok().filter(|_| given.len() == 36);
    uuid.map(|uuid| Some(uuid.to_string()))
        .ok_or_else(|| FieldErrorOut {
            field: "id".to_owned(),
            code: "not_a_uuid".to_owned(),
            params: BTreeMap::new(),
            message: "Send a UUID such as 123e4567-e89b-42d3-a456-426614174000, or none".to_owned(),
        })
}

/// The numbers that the page's attributes name. A page's mistake costs the number, not the lead:
/// the CRM's are integers, and it would refuse the lead for any other.
pub(super) fn product(draft: &Draft) -> BTreeMap<String, String> {
    let number = |name: &str| {
        let typed = draft.get(name).trim();
        // A plus sign would be taken too.
        let digits_only = typed.bytes().all(|byte| byte.is_ascii_digit());
        typed.parse::<u32>().ok().filter(|_| digits_only)
    };
    PRODUCT
        .into_iter()
        .filter(|name| *name != "url")
        .filter_map(|name| Some((name.to_owned(), number(name)?.to_string())))
        .collect()
}

/// Where the visitor came from, cut to length and without control characters.
pub(super) fn attribution(draft: &Draft) -> BTreeMap<String, String> {
    ATTRIBUTION
        .into_iter()
        .map(|name| {
            let printable = draft
                .get(name)
                .chars()
                .filter(|character| !character.is_control());
            (
                name.to_owned(),
                printable.take(ATTRIBUTION_MAX_CHARS).collect::<String>(),
            )
        })
        // The address of the page without its query, whatever the sender says.
        .map(|(name, value)| match name.as_str() {
            "page_url" => (
                name,
                value
                    .split(['?', '#'])
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
            ),
            _ => (name, value),
        })
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// The visitor's answer to each consent that the form asks for, with the sentence's fingerprint.
/// A version that is not known any more is kept by its name, without proof of its words; none at
/// all stays none: what was shown is then unknown.
pub(super) fn consents(
    settings: &Settings,
    place: &Placement<'_>,
    draft: &Draft,
) -> Vec<ConsentGiven> {
    site::consents(settings, place.form, place.lang)
        .into_iter()
        .map(|consent| {
            let shown = draft.get(&consent.version_field());
            let text = site::consent_text(settings, &consent.purpose, shown, place.lang);
            ConsentGiven {
                given: draft.is_on(&consent.field()),
                version: shown.chars().take(40).collect(),
                lang: place.lang.tag().to_owned(),
                sha256: text.map(|text| hex::encode(Sha256::digest(text))),
                purpose: consent.purpose,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_hyphenated_uuid_or_absent() {
        let of = |id_text: &str| id(&Draft::from_iter([("id", id_text)]));
        assert_eq!(of(""), Ok(None));
        let upper = "123E4567-E89B-42D3-A456-426614174000";
        assert_eq!(of(upper), Ok(Some(upper.to_lowercase())));
        for wrong in [
            "1",
            "123e4567e89b42d3a456426614174000",
            "urn:uuid:123e4567-e89b-42d3-a456-426614174000",
        ] {
            assert_eq!(of(wrong).unwrap_err().code, "not_a_uuid", "{wrong}");
        }
    }

    #[test]
    fn a_wrong_product_number_is_dropped_and_the_query_of_the_page_too() {
        let draft = Draft::from_iter([
            ("product_id", "53"),
            ("supplier_id", "<b>"),
            ("page_url", "https://a.example/x?email=an@example.be"),
            ("utm_source", "news\u{0}letter"),
        ]);
        assert_eq!(
            product(&draft),
            BTreeMap::from([("product_id".to_owned(), "53".to_owned())])
        );
        let attribution = attribution(&draft);
        assert_eq!(attribution["page_url"], "https://a.example/x");
        assert_eq!(attribution["utm_source"], "newsletter");
    }
}
