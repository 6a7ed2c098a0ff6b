//! The leads of the document's examples, as they come out of the store; where an example lacks a
//! field, with that field.

use std::collections::BTreeMap;

use leadgate_model::wire::LeadPayload;

pub(crate) const ID: &str = "6f1e4f0a-3c59-4b6e-9d0c-2f6a5d0b7c11";

pub(crate) fn call_me_back() -> LeadPayload {
    let mut lead = lead("call-me-back");
    lead.fields.extend(map(&[
        ("phone", "+32499656565"),
        ("subject", "Foo_subject"),
        ("remarks", "Foo_remarks"),
        ("call_at", "2016-04-15 12:00:00"),
        ("call_until", "2016-04-15 18:00:00"),
    ]));
    lead.product.insert(
        "url".to_owned(),
        "https://supplier.example/offer".to_owned(),
    );
    lead
}

pub(crate) fn click_out() -> LeadPayload {
    let mut lead = lead("click-out");
    lead.fields.extend(map(&[("url", "http://foo.com/bar")]));
    lead
}

pub(crate) fn insurance() -> LeadPayload {
    let mut lead = lead("insurance");
    lead.fields.extend(address());
    lead.fields.extend(map(&[
        ("gender", "1"),
        ("segment", "1"),
        ("birthdate", "1956-12-25"),
        ("phone", "+32499656565"),
        ("remarks", "Client is interested in solar panels"),
        ("interested_in_insurance", "1"),
        ("allow_insurance_call", "1"),
        ("interests", "fire,car,dog"),
    ]));
    lead
}

pub(crate) fn third_party() -> LeadPayload {
    let mut lead = lead("third-party");
    lead.fields.extend(address());
    lead.fields.extend(map(&[
        ("gender", "2"),
        ("segment", "2"),
        ("birthdate", "1956-12-25"),
        ("language", "fr"),
        ("cellphone", "+32499656565"),
        ("cellphone_country", "BE"),
        ("landline", "+3211223344"),
        ("landline_country", "BE"),
        ("company", "Doe & Co"),
        ("vat", "BE0403019261"),
        ("iban", "BE68539007547034"),
        ("rrnr", "12345678901"),
        ("idnr", "591234567890"),
        ("remarks", "Client is interested in solar panels"),
        ("batch", "leadData_energy_2021-03-22"),
        ("is_hot", "0"),
        ("call_at", "2021-03-22 15:30:00"),
    ]));
    lead
}

/// Who and what, in every example.
fn lead(form: &str) -> LeadPayload {
    LeadPayload {
        id: ID.to_owned(),
        form: form.to_owned(),
        partner: "demo".to_owned(),
        lang: "nl".to_owned(),
        affiliate_id: Some(6),
        fields: map(&[
            ("first_name", "John"),
            ("last_name", "Doe"),
            ("email", "john.doe@server.com"),
        ]),
        product: map(&[
            ("product_type_id", "3"),
            ("product_id", "4"),
            ("supplier_id", "5"),
        ]),
        consents: Vec::new(),
        attribution: BTreeMap::new(),
        form_version: String::new(),
        received_at: "2016-04-15T09:00:00Z".to_owned(),
        signals: Vec::new(),
    }
}

fn address() -> BTreeMap<String, String> {
    map(&[
        ("address_street", "SomeStreet"),
        ("address_nr", "10"),
        ("address_box", "2"),
        ("address_floor", "4"),
        ("address_postal_code", "1234"),
        ("address_city", "SomeCity"),
        ("address_country", "BE"),
        ("address_building_type", "3"),
    ])
}

/// Takes away every field but these, and everything that the page named.
pub(crate) fn keep(lead: &mut LeadPayload, names: &[&str]) {
    lead.affiliate_id = None;
    lead.product.clear();
    lead.fields.retain(|name, _| names.contains(&name.as_str()));
}

/// Sets a field.
pub(crate) fn set(lead: &mut LeadPayload, name: &str, value: &str) {
    lead.fields.insert(name.to_owned(), value.to_owned());
}

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|&(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}
