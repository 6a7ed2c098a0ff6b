//! An attempt to send with wrong fields: the summary, or the one field, takes the focus.

use leadgate_model::text::Text;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, events, json_of, settled};
use crate::server;

#[wasm_bindgen_test]
async fn several_errors_are_summed_up_in_the_words_that_stand_at_the_fields() {
    let (page, _mounted) = Page::mounted();
    page.type_in("first_name", "An");
    page.type_in("email", "an@");
    page.send().await;
    let names = ["last_name", "phone", "email", "consent_terms"];
    let at_fields: Vec<_> = names.map(|name| page.error(name).unwrap()).into();
    assert_eq!(page.summary(), at_fields);
    assert_eq!(page.error("first_name"), None);
    assert_eq!(page.error("consent_marketing"), None);
    assert_eq!(at_fields[0], page.translation(Text::LastNameMissing));
    assert_eq!(at_fields[3], page.translation(Text::ConsentMissing));
    assert_eq!(
        page.text("#leadgate-summary-title"),
        page.translation(Text::SummaryTitle)
    );
    assert_eq!(page.focused(), "leadgate-summary");
}

#[wasm_bindgen_test]
async fn wrong_fields_are_told_by_name_and_code_and_nothing_is_sent() {
    let (page, mounted) = Page::mounted();
    page.type_in("first_name", "An");
    page.type_in("last_name", "Peeters");
    page.type_in("phone", "12");
    page.control("consent_terms").click();
    let expected = r#"{"fields":[{"field":"phone","code":"phone_too_short"},{"field":"email","code":"missing"}]}"#;
    assert_eq!(json_of(mounted.submit()).await, Err(expected.to_owned()));
    assert_eq!(events(), [format!("invalid {expected}")]);
    assert_eq!(server::received(), 0);
    assert_eq!(page.button().get_attribute("aria-disabled"), None);
}

#[wasm_bindgen_test]
async fn a_single_error_takes_the_focus_to_its_field() {
    for (name, wrong) in [
        ("last_name", ""),
        ("phone", "0470 12"),
        ("email", "an@example"),
    ] {
        let (page, _mounted) = Page::filled_in();
        page.type_in(name, wrong);
        page.send().await;
        assert!(page.error(name).is_some());
        assert_eq!(page.focused(), format!("leadgate-{name}"));
        assert!(page.summary().is_empty());
    }
}

#[wasm_bindgen_test]
async fn a_missing_consent_takes_the_focus_to_its_box_and_a_tick_mends_it() {
    let (page, _mounted) = Page::filled_in();
    page.control("consent_terms").click();
    page.send().await;
    assert_eq!(
        page.error("consent_terms").as_deref(),
        Some(page.translation(Text::ConsentMissing))
    );
    assert_eq!(page.focused(), "leadgate-consent_terms");
    page.control("consent_terms").click();
    settled().await;
    assert_eq!(page.error("consent_terms"), None);
}

#[wasm_bindgen_test]
async fn a_line_of_the_summary_leads_to_its_field_without_touching_the_address() {
    let (page, _mounted) = Page::mounted();
    page.send().await;
    let hash = || web_sys::window().unwrap().location().hash().unwrap();
    let before = hash();
    page.get("#leadgate-summary a[href='#leadgate-phone']")
        .click();
    assert_eq!(page.focused(), "leadgate-phone");
    assert_eq!(hash(), before);
}

#[wasm_bindgen_test]
async fn a_mended_field_leaves_the_summary() {
    let (page, _mounted) = Page::filled_in();
    page.type_in("phone", "");
    page.type_in("email", "");
    page.send().await;
    assert_eq!(page.summary().len(), 2);
    page.type_in("phone", "0470 12 34 56");
    settled().await;
    assert_eq!(page.summary(), [page.translation(Text::EmailMissing)]);
    page.type_in("email", "an@example.be");
    settled().await;
    assert!(page.summary().is_empty());
    assert_eq!(page.text("#leadgate-summary"), "");
}
