//! What travels around the form's fields: id, product, consents, attribution, the sender's signs.

use std::collections::BTreeMap;

use leadgate_model::wire::{ATTRIBUTION, FieldErrorOut, PRODUCT};
use leadgate_model::{ConsentGiven, Draft};
use leadgate_store::Urgency;
use sha2::{Digest, Sha256};
use url::Url;
use uuid::Uuid;

use leadgate_settings::{FormConfig, PartnerForm};
use leadgate_settings::{Partner, Settings};

/// The most characters of an attribution value; longer ones are cut.
const ATTRIBUTION_MAX_CHARS: usize = 255;

/// What the request's headers say of the page that sent it.
#[derive(Clone, Default, Debug)]
pub struct Sender {
    /// The `Origin` header.
    pub origin: Option<String>,
    /// The `Referer` header.
    pub referer: Option<String>,
    /// Whether no page sent it: it is a row of a table.
    pub imported: bool,
}

impl Sender {
    /// Nobody waits for a row of a table.
    pub(crate) const fn urgency(&self) -> Urgency {
        if self.imported {
            Urgency::Batch
        } else {
            Urgency::Visitor
        }
    }

    /// What is worth noting with the lead.
    #[must_use]
    pub fn signals(&self) -> Vec<String> {
        match self.origin.as_deref() {
            _ if self.imported => vec!["imported".to_owned()],
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

/// Names that tell one visitor's click from all others.
const CLICK_IDS: [&str; 3] = ["gclid", "fbclid", "msclkid"];

/// Where the visitor came from, cut to length and without control characters. A form without
/// script cannot say which page it is on: then the browser may have.
pub(super) fn attribution(
    partner_form: &PartnerForm<'_>,
    draft: &Draft,
    sender: &Sender,
) -> BTreeMap<String, String> {
    let of_sender = |name: &str| match (name, draft.get(name).trim()) {
        ("page_url", "") => partners_page(partner_form.partner, sender),
        (_, value) => value.to_owned(),
    };
    ATTRIBUTION
        .into_iter()
        .filter(|name| !(partner_form.is_anonymous() && CLICK_IDS.contains(name)))
        .map(|name| {
            let value = of_sender(name);
            let kept = match name {
                // The address of the page without its query, whatever the sender says.
                "page_url" => value.split(['?', '#']).next().unwrap_or_default(),
                _ => &value,
            };
            let printable = kept.chars().filter(|character| !character.is_control());
            let cut: String = printable.take(ATTRIBUTION_MAX_CHARS).collect();
            (name.to_owned(), cut)
        })
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// The page that the `Referer` header names, as far as it is the partner's; empty otherwise.
fn partners_page(partner: &Partner, sender: &Sender) -> String {
    let url = sender
        .referer
        .as_deref()
        .and_then(|url| Url::parse(url).ok());
    let own = url.filter(|url| {
        let origin = url.origin().ascii_serialization();
        partner.origins.contains(&origin)
    });
    own.map(String::from).unwrap_or_default()
}

/// The visitor's answer to each consent that the form asks for, with the sentence's fingerprint.
/// A version that is not known any more is kept by its name, without proof of its words; none at
/// all stays none: what was shown is then unknown.
pub(super) fn consents(
    settings: &Settings,
    partner_form: &PartnerForm<'_>,
    form_config: &FormConfig,
    draft: &Draft,
) -> Vec<ConsentGiven> {
    let asked = form_config.consents.iter();
    asked
        .map(|consent| {
            let shown = draft.get(&consent.version_field());
            let text = leadgate_settings::consent_text(
                settings,
                &consent.purpose,
                shown,
                partner_form.lang,
            );
            ConsentGiven {
                given: draft.is_on(&consent.field()),
                version: shown.chars().take(40).collect(),
                lang: partner_form.lang.tag().to_owned(),
                sha256: text.map(|text| hex::encode(Sha256::digest(text))),
                purpose: consent.purpose.clone(),
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
    fn a_wrong_product_number_is_dropped() {
        let draft = Draft::from_iter([("product_id", "53"), ("supplier_id", "<b>")]);
        assert_eq!(
            product(&draft),
            BTreeMap::from([("product_id".to_owned(), "53".to_owned())])
        );
    }
}
