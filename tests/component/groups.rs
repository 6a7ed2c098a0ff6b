//! Fields behind a heading: what is wrong in there is brought to light.

use leadgate_model::Form;
use leadgate_model::text::Text;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, settled};
use crate::server;

fn is_open(page: &Page) -> bool {
    page.get("details").has_attribute("open")
}

fn close(page: &Page) {
    page.get("details").remove_attribute("open").unwrap();
}

#[wasm_bindgen_test]
async fn a_single_error_in_a_closed_group_opens_it_and_takes_the_focus() {
    for form in [Form::Insurance, Form::ThirdParty] {
        let (page, _mounted) = Page::filled_in_of(form);
        page.type_in("address_postal_code", "12");
        assert!(!is_open(&page));
        page.send().await;
        assert!(is_open(&page), "{form:?}");
        assert_eq!(page.focused(), "leadgate-address_postal_code");
    }
}

#[wasm_bindgen_test]
async fn several_errors_in_a_closed_group_open_it_while_the_summary_has_the_focus() {
    let (page, _mounted) = Page::filled_in_of(Form::ThirdParty);
    page.type_in("address_street", "Dorpsstraat");
    page.send().await;
    assert!(is_open(&page));
    assert_eq!(page.focused(), "leadgate-summary");
    let expected = [Text::HouseNumberMissing, Text::PostalCodeMissing];
    assert_eq!(page.summary(), expected.map(|text| page.translation(text)));
}

#[wasm_bindgen_test]
async fn a_line_of_the_summary_leads_into_a_group_that_was_closed_again() {
    let (page, _mounted) = Page::filled_in_of(Form::ThirdParty);
    page.type_in("address_street", "Dorpsstraat");
    page.send().await;
    close(&page);
    page.get("#leadgate-summary a[href='#leadgate-address_nr']")
        .click();
    settled().await;
    assert!(is_open(&page));
    assert_eq!(page.focused(), "leadgate-address_nr");
}

#[wasm_bindgen_test]
async fn an_error_elsewhere_leaves_a_closed_group_closed() {
    let (page, _mounted) = Page::mounted_of(Form::ThirdParty);
    page.send().await;
    assert!(page.summary().len() > 2);
    assert!(!is_open(&page));
}

#[wasm_bindgen_test]
async fn an_objection_of_the_server_opens_the_group_that_it_is_about() {
    let (page, _mounted) = Page::filled_in_of(Form::ThirdParty);
    server::answer(
        422,
        r#"{"errors":[
            {"field":"email","code":"email_domain","params":{},"message":"Nee"},
            {"field":"address_city","code":"too_long","params":{},"message":"Te lang"}]}"#,
    );
    page.send().await;
    assert!(is_open(&page));
    assert_eq!(page.error("address_city").as_deref(), Some("Te lang"));
}
