//! What helps without being an error: the country of a number, a slip in an address.

use leadgate_model::Form;
use leadgate_model::text::Text;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::page::{Page, json_of, settled};
use crate::server::{self, ACCEPTED};

const SLIP: &str = "an@gmial.com";
const MEANT: &str = "an@gmail.com";

fn use_button(page: &Page) -> HtmlElement {
    page.get("[data-field=email]")
}

fn meant(page: &Page) -> String {
    Text::EmailSlip.fill(page.lang, &[("email", MEANT)])
}

/// A page whose visitor typed an address with a slip and left it.
async fn with_slip(form: Form) -> (Page, leadgate::Mounted) {
    let (page, mounted) = Page::filled_in_of(form);
    page.type_and_leave("email", SLIP);
    settled().await;
    (page, mounted)
}

#[wasm_bindgen_test]
async fn a_slip_is_pointed_out_when_the_address_was_left_and_not_before() {
    for form in Form::ALL {
        let (page, _mounted) = Page::mounted_of(form);
        page.type_in("email", SLIP);
        settled().await;
        assert_eq!(page.text("#leadgate-email-hint"), "", "{form:?}");
        assert!(use_button(&page).hidden());
        page.control("email").blur().unwrap();
        settled().await;
        assert_eq!(page.text("#leadgate-email-hint"), meant(&page), "{form:?}");
        assert!(!use_button(&page).hidden());
        assert_eq!(page.announced(), meant(&page), "{form:?}");
        assert_eq!(page.error("email"), None, "a hint is no error");
    }
}

#[wasm_bindgen_test]
async fn a_suggestion_goes_while_the_address_is_typed_again() {
    let (page, _mounted) = with_slip(Form::CallMeBack).await;
    page.type_in("email", "an@gmial.co");
    settled().await;
    assert_eq!(page.text("#leadgate-email-hint"), "");
    assert!(use_button(&page).hidden());
}

#[wasm_bindgen_test]
async fn an_address_without_a_slip_brings_no_suggestion() {
    let (page, _mounted) = Page::mounted();
    for address in ["an@example.be", "an@gmail.com", "an@telenet.be", "an@", ""] {
        page.type_and_leave("email", address);
        settled().await;
        assert_eq!(page.text("#leadgate-email-hint"), "", "{address}");
        assert!(use_button(&page).hidden(), "{address}");
    }
}

#[wasm_bindgen_test]
async fn a_press_takes_the_suggestion_and_leaves_the_focus_on_the_address() {
    let (page, mounted) = with_slip(Form::CallMeBack).await;
    use_button(&page).focus().unwrap();
    use_button(&page).click();
    settled().await;
    assert_eq!(page.value("email"), MEANT);
    assert_eq!(page.focused(), "leadgate-email");
    assert_eq!(page.text("#leadgate-email-hint"), "");
    assert!(use_button(&page).hidden());
    page.control("email").blur().unwrap();
    settled().await;
    assert_eq!(page.text("#leadgate-email-hint"), "");
    server::answer(202, ACCEPTED);
    json_of(mounted.submit()).await.unwrap();
    assert!(server::parts("body")[0].contains("email=an%40gmail.com"));
}

#[wasm_bindgen_test]
async fn a_suggestion_is_never_forced() {
    let (page, mounted) = with_slip(Form::CallMeBack).await;
    server::answer(202, ACCEPTED);
    assert!(json_of(mounted.submit()).await.is_ok());
    assert!(server::parts("body")[0].contains("email=an%40gmial.com"));
    assert_eq!(page.value("email"), SLIP);
}

#[wasm_bindgen_test]
async fn a_calling_code_is_answered_with_its_country() {
    let (page, _mounted) = Page::mounted();
    let hint = || page.text("#leadgate-phone-hint");
    page.type_in("phone", "0470 12 34 56");
    settled().await;
    assert_eq!(hint(), "");
    page.type_in("phone", "+31");
    settled().await;
    assert!(
        hint().contains(page.translation(Text::Netherlands)),
        "{}",
        hint()
    );
    page.type_in("phone", "0033 6");
    settled().await;
    assert!(
        hint().contains(page.translation(Text::France)),
        "{}",
        hint()
    );
    page.type_in("phone", "+44");
    settled().await;
    assert_eq!(hint(), "");
}
