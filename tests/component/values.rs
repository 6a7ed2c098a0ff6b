//! Filling in from a script, on every kind of control.

use leadgate_model::Form;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::asked::{requires, shown_on_condition};
use crate::page::{Page, events, settled};

fn fill(mounted: &leadgate::Mounted, values: &str) {
    mounted.fill(&js_sys::JSON::parse(values).unwrap().into());
}

fn ticked(page: &Page, name: &str) -> Vec<String> {
    let controls = page.controls().into_iter();
    controls
        .filter(|control| control.name() == name && control.checked())
        .map(|control| control.value())
        .collect()
}

#[wasm_bindgen_test]
fn boxes_of_one_name_are_ticked_by_a_list() {
    let (page, mounted) = Page::mounted_of(Form::Insurance);
    page.check_box("interests", "dog").click();
    fill(&mounted, r#"{"interests":["car","fire","boat"]}"#);
    assert_eq!(ticked(&page, "interests"), ["car", "fire"]);
    fill(&mounted, r#"{"interests":[]}"#);
    assert_eq!(ticked(&page, "interests"), [""; 0]);
    page.check_box("interests", "dog").click();
    fill(&mounted, r#"{"interests":"car","first_name":"An"}"#);
    assert_eq!(ticked(&page, "interests"), ["dog"], "no list says nothing");
}

#[wasm_bindgen_test]
async fn a_box_by_itself_is_ticked_by_true_and_cleared_by_false() {
    let (page, mounted) = Page::mounted_of(Form::Insurance);
    fill(&mounted, r#"{"allow_insurance_call":true}"#);
    settled().await;
    assert!(page.control("allow_insurance_call").checked());
    assert!(requires(&page, "phone"));
    fill(&mounted, r#"{"allow_insurance_call":false}"#);
    settled().await;
    assert!(!page.control("allow_insurance_call").checked());
    assert!(!requires(&page, "phone"));
}

#[wasm_bindgen_test]
fn a_choice_is_made_if_the_list_has_it() {
    let (page, mounted) = Page::mounted_of(Form::ThirdParty);
    fill(&mounted, r#"{"gender":"2","language":"fr","segment":"9"}"#);
    assert_eq!(page.value("gender"), "2");
    assert_eq!(page.value("language"), "fr");
    assert_eq!(page.value("segment"), "");
}

#[wasm_bindgen_test]
fn dates_and_moments_are_filled_in() {
    let (page, mounted) = Page::mounted_of(Form::ThirdParty);
    fill(
        &mounted,
        r#"{"birthdate":"1980-12-24","call_at":"2026-11-24 15:30:00"}"#,
    );
    assert_eq!(page.value("birthdate"), "1980-12-24");
    assert_eq!(page.value("call_at"), "2026-11-24T15:30");
}

#[wasm_bindgen_test]
async fn what_a_script_fills_in_brings_the_fields_that_follow_from_it() {
    let (page, mounted) = Page::mounted_of(Form::ThirdParty);
    fill(
        &mounted,
        r#"{"company":"Peeters bv","landline":"02 566 50 79","landline_country":"NL"}"#,
    );
    settled().await;
    assert_eq!(shown_on_condition(&page), ["landline_country", "vat"]);
    assert_eq!(page.value("landline_country"), "NL");
    assert!(requires(&page, "vat"));
    assert_eq!(events(), [""; 0]);
}

#[wasm_bindgen_test]
async fn what_a_script_mends_is_wrong_no_more() {
    let (page, mounted) = Page::filled_in_of(Form::Insurance);
    page.check_box("interests", "car").click();
    page.control("allow_insurance_call").click();
    page.send().await;
    assert_eq!(page.summary().len(), 2);
    fill(&mounted, r#"{"interests":["dog"],"phone":"0470 12 34 56"}"#);
    settled().await;
    assert_eq!(page.error("interests"), None);
    assert_eq!(page.error("phone"), None);
    assert!(page.summary().is_empty());
}
