//! Errors while the visitor types: not too early, gone at once, joined to their controls.

use leadgate_model::text::Text;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, settled};

#[wasm_bindgen_test]
async fn an_error_appears_when_a_wrong_value_is_left_and_not_before() {
    let (page, _mounted) = Page::mounted();
    page.type_in("email", "an.example.be");
    settled().await;
    assert_eq!(page.error("email"), None);
    page.control("email").blur().unwrap();
    settled().await;
    assert_eq!(
        page.error("email").as_deref(),
        Some(page.translation(Text::EmailNoAt))
    );
    assert_eq!(page.announced(), page.translation(Text::EmailNoAt));
}

#[wasm_bindgen_test]
async fn an_empty_field_is_not_nagged_about_when_it_is_left() {
    let (page, _mounted) = Page::mounted();
    for name in ["first_name", "email", "phone", "remarks"] {
        page.control(name).focus().unwrap();
        page.control(name).blur().unwrap();
        page.type_and_leave(name, "  ");
        settled().await;
        assert_eq!(page.error(name), None);
    }
    assert_eq!(page.announced(), "");
}

#[wasm_bindgen_test]
async fn an_error_disappears_the_moment_the_value_is_right_and_returns_only_when_left() {
    let (page, _mounted) = Page::mounted();
    page.type_and_leave("phone", "0470 12 34 5");
    settled().await;
    assert!(page.error("phone").is_some());
    page.type_in("phone", "0470 12 34 56");
    settled().await;
    assert_eq!(page.error("phone"), None);
    page.type_in("phone", "0470 12 34 56 7");
    settled().await;
    assert_eq!(page.error("phone"), None);
    page.control("phone").blur().unwrap();
    settled().await;
    assert!(page.error("phone").is_some());
}

#[wasm_bindgen_test]
async fn a_shown_error_follows_what_is_typed() {
    let (page, _mounted) = Page::mounted();
    page.type_and_leave("email", "an");
    settled().await;
    assert_eq!(
        page.error("email").as_deref(),
        Some(page.translation(Text::EmailNoAt))
    );
    page.type_in("email", "an@example");
    settled().await;
    assert_eq!(
        page.error("email").as_deref(),
        Some(page.translation(Text::EmailDomain))
    );
}

#[wasm_bindgen_test]
async fn what_was_typed_before_the_form_was_taken_over_is_checked_when_it_is_left() {
    let page = Page::open(leadgate_model::Lang::Fr);
    page.control("email").focus().unwrap();
    page.control("email").set_value("an.example.be");
    let _mounted = page.mount();
    page.control("email").blur().unwrap();
    settled().await;
    assert_eq!(
        page.error("email").as_deref(),
        Some(page.translation(Text::EmailNoAt))
    );
}

#[wasm_bindgen_test]
async fn a_control_is_described_by_its_help_its_hint_and_its_error() {
    let (page, _mounted) = Page::mounted();
    let described = page
        .control("phone")
        .get_attribute("aria-describedby")
        .unwrap();
    let words: Vec<_> = described
        .split(' ')
        .map(|id| page.text(&format!("#{id}")))
        .collect();
    assert_eq!(
        words,
        [
            "Gsm of vast. Begin met + als het geen Belgisch nummer is.",
            "",
            ""
        ]
    );
}
