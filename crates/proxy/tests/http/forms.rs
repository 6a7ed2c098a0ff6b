//! Each of the four forms: what is accepted, and what is stored of it.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use leadgate_model::Form;

use crate::fixture::{Fixture, everything_asked};
use crate::lead::{ID, full, minimal};

fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn the_least_that_a_form_needs_is_accepted_both_ways() {
    for form in Form::ALL {
        let fixture = Fixture::new().await;
        let lead = minimal(form.slug());
        fixture.send(lead.urlencoded()).await.accepted_id();
        // The same again: however it is sent, it is one lead.
        fixture.send(lead.json()).await.accepted_id();
        assert_eq!(fixture.created().await, 1, "{form:?}");
        let stored = fixture.stored(ID).await;
        assert_eq!(stored.form, form.slug());
        assert_eq!(stored.fields["last_name"], "Peeters");
        assert_eq!(fixture.metric("leadgate_fields_ignored_total").await, 0);
    }
}

#[tokio::test]
async fn everything_that_a_form_can_hold_is_stored_in_normal_form() {
    let fixture = Fixture::with_settings(everything_asked()).await;
    let expected = [
        (
            "click-out",
            texts(&[
                ("email", "an@example.be"),
                ("first_name", "An"),
                ("last_name", "Peeters"),
                ("url", "https://supplier.example/offer"),
            ]),
        ),
        (
            "insurance",
            texts(&[
                ("address_box", "3"),
                ("address_city", "Gent"),
                ("address_country", "BE"),
                ("address_nr", "12A"),
                ("address_postal_code", "9000"),
                ("address_street", "Kerkstraat"),
                ("allow_insurance_call", "1"),
                ("birthdate", "1980-12-24"),
                ("email", "an@example.be"),
                ("first_name", "An"),
                ("gender", "2"),
                ("interested_in_insurance", "1"),
                // In the order of the form, whichever came first.
                ("interests", "car,dog,hospitalization"),
                ("last_name", "Peeters"),
                ("phone", "+32470123456"),
                ("remarks", "Twee honden"),
                ("segment", "1"),
            ]),
        ),
        (
            "third-party",
            texts(&[
                ("address_box", "b"),
                ("address_building_type", "4"),
                ("address_city", "Bruxelles"),
                ("address_country", "BE"),
                ("address_floor", "2"),
                ("address_nr", "7"),
                ("address_postal_code", "1000"),
                ("address_street", "Rue de l'Église"),
                ("batch", "energy-2026-11"),
                ("birthdate", "1980-12-24"),
                ("call_at", "2026-11-19 15:30:00"),
                ("cellphone", "+32470123456"),
                ("cellphone_country", "BE"),
                ("company", "Doe & Co"),
                ("email", "an@example.be"),
                ("first_name", "An"),
                ("gender", "1"),
                ("iban", "BE68539007547034"),
                ("idnr", "591123456753"),
                ("is_hot", "1"),
                ("landline", "+3292234567"),
                ("landline_country", "BE"),
                ("language", "fr"),
                ("last_name", "Peeters"),
                ("remarks", "Rappeler demain"),
                ("rrnr", "85073003328"),
                ("segment", "2"),
                ("vat", "BE0403019261"),
            ]),
        ),
    ];
    for (number, (form, fields)) in expected.into_iter().enumerate() {
        let id = format!("00000000-0000-4000-8000-{number:012}");
        let lead = full(form).with("id", &id);
        fixture.send(lead.urlencoded()).await.accepted_id();
        assert_eq!(fixture.stored(&id).await.fields, fields, "{form}");
        // JSON means the same, its lists included.
        fixture.send(lead.json()).await.accepted_id();
        let names = Form::from_slug(form).unwrap().spec().fields.iter();
        for name in names.map(|field| field.name) {
            assert!(fields.contains_key(name), "{form}: {name} is not tried");
        }
    }
    assert_eq!(fixture.metric("leadgate_fields_ignored_total").await, 0);
}

#[tokio::test]
async fn what_nobody_asks_for_is_not_kept() {
    let fixture = Fixture::new().await;
    fixture
        .send(full("third-party").urlencoded())
        .await
        .accepted_id();
    let stored = fixture.stored(ID).await.fields;
    assert!(
        !stored.contains_key("rrnr") && !stored.contains_key("idnr"),
        "{stored:?}"
    );
    assert_eq!(fixture.metric("leadgate_fields_ignored_total").await, 2);
    for page in ["insurance", "third-party"] {
        let path = format!("/v1/forms/{page}?partner=demo&lang=en");
        let page = fixture.get(&path).await.page(200, "en");
        assert!(!page.contains("name=\"rrnr\"") && !page.contains("name=\"idnr\""));
    }
    let asked = Fixture::with_settings(everything_asked()).await;
    let path = "/v1/forms/third-party?partner=demo&lang=en";
    let page = asked.get(path).await.page(200, "en");
    assert!(page.contains("name=\"rrnr\"") && page.contains("name=\"idnr\""));
}

/// A lead that is accepted again, whatever was sent with it that the form does not have.
#[tokio::test]
async fn what_is_ignored_makes_no_other_lead() {
    let fixture = Fixture::new().await;
    let lead = minimal("third-party");
    fixture.send(lead.urlencoded()).await.accepted_id();
    for (name, value) in [
        ("rrnr", "85.07.30-033.28"),
        ("vat", "x"),
        ("landline_country", "NL"),
    ] {
        let again = lead.clone().with(name, value);
        fixture.send(again.urlencoded()).await.accepted_id();
    }
    let other = lead.with("company", "Doe").with("vat", "BE0403019261");
    fixture.send(other.urlencoded()).await.problem(409);
}

#[tokio::test]
async fn a_box_or_a_number_that_servers_send_means_what_it_says() {
    let fixture = Fixture::new().await;
    let body = serde_json::json!({
        "id": ID, "partner": "demo", "lang": "fr",
        "first_name": "An", "last_name": "Peeters", "email": "an@example.be",
        "interests": ["fire", "car"],
        "interested_in_insurance": true, "allow_insurance_call": false,
        "phone": null
    });
    let request = minimal("insurance").request("application/json", body.to_string().into());
    fixture.send(request).await.accepted_id();
    let fields = fixture.stored(ID).await.fields;
    assert_eq!(fields["interests"], "car,fire");
    assert_eq!(fields["interested_in_insurance"], "1");
    assert_eq!(fields["allow_insurance_call"], "0");
    assert!(!fields.contains_key("phone"));
}

#[tokio::test]
async fn a_form_that_the_partner_has_not_is_refused() {
    let fixture = Fixture::new().await;
    for form in ["call-me-back", "insurance", "third-party"] {
        let lead = minimal(form).with("partner", "counter");
        let sentence = fixture.send(lead.urlencoded()).await.problem(403);
        assert!(
            sentence.contains(&format!("may not use the form {form:?}")),
            "{sentence}"
        );
    }
    let answer = fixture.get("/v1/forms/insurance?partner=counter").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}
