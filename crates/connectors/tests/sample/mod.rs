//! The lead of the document's call-me-back example, as it comes out of the store.

use std::collections::BTreeMap;

use leadgate_model::wire::LeadPayload;

pub(crate) const ID: &str = "6f1e4f0a-3c59-4b6e-9d0c-2f6a5d0b7c11";

pub(crate) fn lead() -> LeadPayload {
    LeadPayload {
        id: ID.to_owned(),
        form: "call-me-back".to_owned(),
        partner: "demo".to_owned(),
        lang: "nl".to_owned(),
        affiliate_id: Some(6),
        fields: map(&[
            ("first_name", "John"),
            ("last_name", "Doe"),
            ("email", "john.doe@server.com"),
            ("phone", "+32499656565"),
            ("subject", "Foo_subject"),
            ("remarks", "Foo_remarks"),
            ("call_at", "2016-04-15 12:00:00"),
            ("call_until", "2016-04-15 18:00:00"),
        ]),
        product: map(&[
            ("product_type_id", "3"),
            ("product_id", "4"),
            ("supplier_id", "5"),
            ("url", "https://supplier.example/offer"),
        ]),
        consents: Vec::new(),
        attribution: BTreeMap::new(),
        form_version: String::new(),
        received_at: "2016-04-15T09:00:00Z".to_owned(),
        signals: Vec::new(),
    }
}

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|&(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}
