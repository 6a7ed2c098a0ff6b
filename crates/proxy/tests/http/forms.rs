//! Each of the four forms: what is stored of it, what is answered to it, and that a page that comes
//! back has lost nothing.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use leadgate_model::text::Text;
use leadgate_model::{FieldKind, Form, Lang};
use leadgate_proxy::config::{Fields, Settings};

use crate::lead::{ID, full, minimal};
use crate::page::tag;
use crate::stage::{self, Stage};

/// The settings with every field that a form can have.
fn everything_asked() -> Settings {
    let mut settings = stage::settings();
    for form in Form::ALL {
        let fields = form.spec().fields.iter();
        let ask = fields.filter(|field| field.on_request);
        let ask = ask.map(|field| field.name.to_owned()).collect();
        settings
            .forms
            .insert(form.slug().to_owned(), Fields { ask });
    }
    settings
}

fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn the_least_that_a_form_needs_is_accepted_both_ways() {
    for form in Form::ALL {
        let stage = Stage::new().await;
        let lead = minimal(form.slug());
        stage.send(lead.urlencoded()).await.accepted_id();
        // The same again: however it is sent, it is one lead.
        stage.send(lead.json()).await.accepted_id();
        assert_eq!(stage.created().await, 1, "{form:?}");
        let stored = stage.stored(ID).await;
        assert_eq!(stored.form, form.slug());
        assert_eq!(stored.fields["last_name"], "Peeters");
        assert_eq!(stage.metric("leadgate_fields_ignored_total").await, 0);
    }
}

#[tokio::test]
async fn everything_that_a_form_can_hold_is_stored_in_normal_form() {
    let stage = Stage::with_settings(everything_asked()).await;
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
        stage.send(lead.urlencoded()).await.accepted_id();
        assert_eq!(stage.stored(&id).await.fields, fields, "{form}");
        // JSON means the same, its lists included.
        stage.send(lead.json()).await.accepted_id();
        let names = Form::from_slug(form).unwrap().spec().fields.iter();
        for name in names.map(|field| field.name) {
            assert!(fields.contains_key(name), "{form}: {name} is not tried");
        }
    }
    assert_eq!(stage.metric("leadgate_fields_ignored_total").await, 0);
}

#[tokio::test]
async fn what_nobody_asks_for_is_not_kept() {
    let stage = Stage::new().await;
    stage
        .send(full("third-party").urlencoded())
        .await
        .accepted_id();
    let stored = stage.stored(ID).await.fields;
    assert!(
        !stored.contains_key("rrnr") && !stored.contains_key("idnr"),
        "{stored:?}"
    );
    assert_eq!(stage.metric("leadgate_fields_ignored_total").await, 2);
    for page in ["insurance", "third-party"] {
        let path = format!("/v1/forms/{page}?partner=demo&lang=en");
        let page = stage.get(&path).await.page(200, "en");
        assert!(!page.contains("name=\"rrnr\"") && !page.contains("name=\"idnr\""));
    }
    let asked = Stage::with_settings(everything_asked()).await;
    let path = "/v1/forms/third-party?partner=demo&lang=en";
    let page = asked.get(path).await.page(200, "en");
    assert!(page.contains("name=\"rrnr\"") && page.contains("name=\"idnr\""));
}

/// A lead that is accepted again, whatever was sent with it that the form does not have.
#[tokio::test]
async fn what_is_ignored_makes_no_other_lead() {
    let stage = Stage::new().await;
    let lead = minimal("third-party");
    stage.send(lead.urlencoded()).await.accepted_id();
    for (name, value) in [
        ("rrnr", "85.07.30-033.28"),
        ("vat", "x"),
        ("landline_country", "NL"),
    ] {
        let again = lead.clone().with(name, value);
        stage.send(again.urlencoded()).await.accepted_id();
    }
    let other = lead.with("company", "Doe").with("vat", "BE0403019261");
    stage.send(other.urlencoded()).await.problem(409);
}

#[tokio::test]
async fn each_form_thanks_in_its_own_words_and_every_language() {
    let stage = Stage::new().await;
    for form in [Form::CallMeBack, Form::Insurance, Form::ThirdParty] {
        for lang in Lang::ALL {
            let lead = minimal(form.slug()).native().with("lang", lang.tag());
            let page = stage.send(lead.urlencoded()).await.page(202, lang.tag());
            let spec = form.spec();
            let said = [
                Some(spec.done),
                spec.next,
                Some(spec.change),
                Some(Text::BackToPage),
            ];
            for text in said.into_iter().flatten() {
                let words = text.words(lang).split('{').next().unwrap();
                assert!(
                    page.contains(&escaped(words)),
                    "{form:?} {lang:?}: {words}: {page}"
                );
            }
            assert!(
                !page.contains('{') || page.contains("<style>"),
                "filled in: {page}"
            );
        }
    }
}

#[tokio::test]
async fn each_forms_own_page_says_what_happens_in_every_language() {
    let stage = Stage::new().await;
    for form in Form::ALL {
        for lang in Lang::ALL {
            let path = format!("/v1/forms/{}?partner=demo&lang={}", form.slug(), lang.tag());
            let page = stage.get(&path).await.page(200, lang.tag());
            let spec = form.spec();
            let note = spec.note.fill(lang, &[("company", "Voorbeeld & Co")]);
            for words in [spec.title.words(lang), spec.action.words(lang), &note] {
                assert!(
                    page.contains(&escaped(words)),
                    "{form:?} {lang:?}: {words}: {page}"
                );
            }
            let action = format!("action=\"https://leads.example/v1/leads/{}\"", form.slug());
            assert!(tag(&page, "<form").contains(&action));
        }
    }
}

/// What a visitor typed or ticked, in whichever control, stands there again.
#[tokio::test]
async fn a_form_that_comes_back_keeps_what_was_typed_in_every_control() {
    let stage = Stage::with_settings(everything_asked()).await;
    for form in Form::ALL {
        for lang in Lang::ALL {
            let sent = full(form.slug()).native().with("lang", lang.tag());
            let sent = sent.with("email", "an@example");
            let answer = stage.send(sent.urlencoded()).await;
            let page = answer.page(422, lang.tag());
            for (name, value) in sent.pairs() {
                let Some(field) = form.spec().field(name) else {
                    continue;
                };
                let value = escaped(value);
                let named = format!("name=\"{name}\"");
                match field.kind {
                    FieldKind::Choices(_) => {
                        let one = format!("{named} value=\"{value}\"");
                        assert!(tag(&page, &one).contains("checked"), "{name}: {page}");
                    }
                    FieldKind::Flag => {
                        assert!(tag(&page, &named).contains("checked"), "{name}: {page}");
                    }
                    FieldKind::Lines => {
                        assert!(page.contains(&format!(">{value}</textarea>")), "{name}");
                    }
                    FieldKind::Choice(_) | FieldKind::Country | FieldKind::Slot => {
                        let (_, options) = page.split_once(&named).unwrap();
                        let options = options.split("</select>").next().unwrap();
                        let chosen = tag(options, &format!("value=\"{value}\""));
                        assert!(chosen.contains("selected"), "{name}: {chosen}");
                    }
                    _ => {
                        let control = tag(&page, &named);
                        assert!(control.contains(&format!("value=\"{value}\"")), "{control}");
                    }
                }
            }
            if form.spec().fields.iter().any(|field| field.group.is_some()) {
                assert!(tag(&page, "<details").contains(" open"), "{page}");
            }
        }
    }
}

#[tokio::test]
async fn a_group_opens_where_a_field_in_it_is_wrong_and_stays_closed_otherwise() {
    let stage = Stage::new().await;
    let form = stage
        .get("/v1/forms/insurance?partner=demo")
        .await
        .page(200, "nl");
    assert!(!tag(&form, "<details").contains(" open"));
    let wrong = minimal("insurance")
        .native()
        .with("address_street", "Kerkstraat");
    let page = stage.send(wrong.urlencoded()).await.page(422, "en");
    assert!(tag(&page, "<details").contains(" open"));
    let words = Text::HouseNumberMissing.words(Lang::En);
    assert!(page.contains(words), "{page}");
}

#[tokio::test]
async fn a_box_or_a_number_that_servers_send_means_what_it_says() {
    let stage = Stage::new().await;
    let body = serde_json::json!({
        "id": ID, "partner": "demo", "lang": "fr",
        "first_name": "An", "last_name": "Peeters", "email": "an@example.be",
        "interests": ["fire", "car"],
        "interested_in_insurance": true, "allow_insurance_call": false,
        "phone": null
    });
    let request = minimal("insurance").request("application/json", body.to_string().into());
    stage.send(request).await.accepted_id();
    let fields = stage.stored(ID).await.fields;
    assert_eq!(fields["interests"], "car,fire");
    assert_eq!(fields["interested_in_insurance"], "1");
    assert_eq!(fields["allow_insurance_call"], "0");
    assert!(!fields.contains_key("phone"));
}

#[tokio::test]
async fn a_form_that_the_partner_has_not_is_refused() {
    let stage = Stage::new().await;
    for form in ["call-me-back", "insurance", "third-party"] {
        let lead = minimal(form).with("partner", "counter");
        let sentence = stage.send(lead.urlencoded()).await.problem(403);
        assert!(
            sentence.contains(&format!("may not use the form {form:?}")),
            "{sentence}"
        );
    }
    let answer = stage.get("/v1/forms/insurance?partner=counter").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

/// As text stands in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;")
}
