//! Fields that come and go with what others hold: what is not shown is not sent, nothing typed is
//! lost, and what is newly required is said.

use leadgate_model::Form;
use leadgate_model::text::Text;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::asked::{required, requires, shows};
use crate::page::{Page, json_of, settled};
use crate::server::{self, ACCEPTED};

#[wasm_bindgen_test]
async fn a_field_that_is_not_shown_is_not_sent() {
    let (page, mounted) = Page::filled_in_of(Form::ThirdParty);
    page.type_in("company", "Peeters bv");
    page.type_in("vat", "BE0403170701");
    page.type_in("company", "");
    settled().await;
    assert!(!shows(&page, "vat"));
    server::answer(202, ACCEPTED);
    json_of(mounted.submit()).await.unwrap();
    let body = &server::parts("body")[0];
    assert!(body.contains("cellphone_country=BE"), "{body}");
    for name in ["vat", "landline_country", "address_country"] {
        assert!(!body.contains(&format!("{name}=")), "{name}: {body}");
    }
}

#[wasm_bindgen_test]
async fn what_was_typed_in_a_field_that_went_away_counts_again_when_it_comes_back() {
    let (page, mounted) = Page::filled_in_of(Form::ThirdParty);
    page.type_in("company", "Peeters bv");
    page.type_in("vat", "BE0403170701");
    page.type_in("company", "");
    settled().await;
    page.type_in("company", "Peeters nv");
    settled().await;
    assert!(shows(&page, "vat"));
    assert_eq!(page.value("vat"), "BE0403170701");
    server::answer(202, ACCEPTED);
    let native = page.native_post();
    json_of(mounted.submit()).await.unwrap();
    assert!(native.contains("vat=BE0403170701"), "{native}");
    assert!(server::parts("body")[0].contains("vat=BE0403170701"));
}

#[wasm_bindgen_test]
async fn an_error_goes_and_comes_back_with_its_field() {
    let (page, mounted) = Page::filled_in_of(Form::ThirdParty);
    page.type_in("company", "Peeters bv");
    page.type_in("vat", "BE0403170702");
    assert!(json_of(mounted.submit()).await.is_err());
    settled().await;
    assert!(page.error("vat").is_some());
    page.type_in("company", "");
    settled().await;
    assert_eq!(page.error("vat"), None);
    server::answer(202, ACCEPTED);
    assert!(json_of(mounted.submit()).await.is_ok());
}

#[wasm_bindgen_test]
async fn what_is_newly_required_is_announced_and_what_was_so_before_is_not() {
    let (page, _mounted) = Page::mounted_of(Form::ThirdParty);
    let now_required = |labels: &[Text]| {
        let labels: Vec<_> = labels
            .iter()
            .map(|label| page.translation(*label))
            .collect();
        Text::NowRequired.fill(page.lang, &[("label", &labels.join(", "))])
    };
    page.type_in("first_name", "An");
    settled().await;
    assert_eq!(page.announced(), "");
    page.type_in("company", "P");
    settled().await;
    assert_eq!(page.announced(), now_required(&[Text::Vat]));
    page.type_in("address_street", "D");
    settled().await;
    let both = [Text::HouseNumber, Text::PostalCode];
    assert_eq!(page.announced(), now_required(&both));
    page.type_in("company", "Peeters bv");
    page.type_in("address_street", "Dorpsstraat");
    settled().await;
    assert_eq!(page.announced(), now_required(&both));
}

#[wasm_bindgen_test]
async fn allowing_a_call_makes_the_number_required_and_says_so() {
    let (page, _mounted) = Page::mounted_of(Form::Insurance);
    assert!(!requires(&page, "phone"));
    page.control("allow_insurance_call").click();
    settled().await;
    assert!(requires(&page, "phone"));
    let expected = Text::NowRequired.fill(page.lang, &[("label", page.translation(Text::Phone))]);
    assert_eq!(page.announced(), expected);
    page.control("allow_insurance_call").click();
    settled().await;
    assert!(!requires(&page, "phone"));
}

#[wasm_bindgen_test]
async fn an_error_that_another_field_mended_does_not_return_while_its_own_is_typed() {
    let (page, mounted) = Page::filled_in_of(Form::ThirdParty);
    page.type_in("cellphone", "");
    assert!(json_of(mounted.submit()).await.is_err());
    settled().await;
    assert!(page.error("landline").is_some());
    page.type_in("cellphone", "0470 12 34 56");
    settled().await;
    assert_eq!(page.error("landline"), None);
    page.type_in("landline", "02");
    settled().await;
    assert_eq!(page.error("landline"), None, "not while it is typed");
    page.control("landline").blur().unwrap();
    settled().await;
    assert!(page.error("landline").is_some());
}

#[wasm_bindgen_test]
async fn an_emptied_form_asks_for_what_an_empty_form_asks_for() {
    for form in [Form::Insurance, Form::ThirdParty] {
        let (page, mounted) = Page::mounted_of(form);
        settled().await;
        let before = required(&page);
        page.type_in("address_street", "Dorpsstraat");
        match form {
            Form::Insurance => page.control("allow_insurance_call").click(),
            _ => page.type_in("company", "Peeters bv"),
        }
        settled().await;
        assert_ne!(required(&page), before);
        mounted.reset();
        settled().await;
        assert_eq!(required(&page), before, "{form:?}");
        assert!(!shows(&page, "address_country"), "{form:?}");
    }
}
