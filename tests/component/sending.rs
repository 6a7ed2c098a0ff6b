//! Sending: what leaves the page, and what the visitor sees while it does and after.

use leadgate_model::text::Text;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, cancel_sending, events, json_of, settled};
use crate::server::{self, ACCEPTED};

#[wasm_bindgen_test]
async fn what_is_sent_is_what_the_browser_itself_would_post() {
    let (page, mounted) = Page::filled_in();
    page.type_in("remarks", "Één vraag & \"meer\"\nover 50% + btw");
    page.control("consent_marketing").click();
    server::answer(202, ACCEPTED);
    let native = page.native_post();
    json_of(mounted.submit()).await.unwrap();
    // A line's end is CR LF in a native post; URLSearchParams writes what it is given.
    assert_eq!(server::parts("body"), [native.replace("%0D%0A", "%0A")]);
    assert!(native.contains("consent_terms=on&"), "{native}");
    assert_eq!(server::parts("method"), ["POST"]);
    assert_eq!(
        server::parts("url"),
        ["https://leads.example/v1/leads/call-me-back"]
    );
    assert_eq!(
        server::parts("type"),
        ["application/x-www-form-urlencoded;charset=UTF-8"]
    );
    assert_eq!(server::parts("accept"), ["application/json"]);
    assert_eq!(server::parts("credentials"), ["omit"]);
}

#[wasm_bindgen_test]
async fn a_page_that_cancels_stops_the_form_from_sending() {
    let (page, mounted) = Page::filled_in();
    cancel_sending();
    assert_eq!(json_of(mounted.submit()).await, Err("null".to_owned()));
    page.button().click();
    settled().await;
    assert_eq!(server::received(), 0);
    assert_eq!(events(), ["submit {}", "submit {}"]);
    assert_eq!(page.button().get_attribute("aria-disabled"), None);
    assert_eq!(page.value("first_name"), "An");
}

#[wasm_bindgen_test]
async fn a_second_attempt_is_refused_while_the_first_is_under_way() {
    let (page, mounted) = Page::filled_in();
    server::hold();
    page.button().click();
    page.until("the lead is under way", |_| server::received() == 1)
        .await;
    assert_eq!(
        page.button().get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    page.button().click();
    assert_eq!(json_of(mounted.submit()).await, Err("null".to_owned()));
    settled().await;
    server::release(202, ACCEPTED);
    page.until("the thanks are there", |page| page.form().hidden())
        .await;
    assert_eq!(server::received(), 1);
    assert_eq!(page.button().get_attribute("aria-disabled"), None);
}

#[wasm_bindgen_test]
async fn waiting_is_shown_when_the_answer_takes_long() {
    let (page, _mounted) = Page::filled_in();
    server::stop_clock();
    server::hold();
    page.button().click();
    page.until("the lead is under way", |_| server::received() == 1)
        .await;
    server::pass(299.0);
    settled().await;
    let label = |page: &Page| page.text("button[type=submit]");
    assert_eq!(label(&page), page.translation(Text::CallMeBackAction));
    server::pass(300.0);
    page.until("waiting is shown", |page| {
        label(page) == page.translation(Text::Sending)
    })
    .await;
    assert_eq!(page.announced(), page.translation(Text::Sending));
    server::release(202, ACCEPTED);
    page.until("the thanks are there", |page| page.form().hidden())
        .await;
}

#[wasm_bindgen_test]
async fn a_stored_lead_is_thanked_for_with_facts() {
    let (page, mounted) = Page::filled_in();
    server::answer(202, ACCEPTED);
    let id = page.value("id");
    let detail = r#"{"id":"00000000-0000-7000-8000-00005eed1234"}"#;
    assert_eq!(json_of(mounted.submit()).await.as_deref(), Ok(detail));
    assert_eq!(
        events(),
        ["submit {}".to_owned(), format!("success {detail}")]
    );
    page.until("the thanks have the focus", |page| {
        page.focused() == "leadgate-outcome"
    })
    .await;
    assert!(page.form().hidden());
    let thanks = page.text("#leadgate-outcome");
    assert!(
        thanks.contains(page.translation(Text::SuccessTitle)),
        "{thanks}"
    );
    assert!(thanks.contains("5eed1234"), "{thanks}");
    assert!(!thanks.contains("00005eed1234"), "{thanks}");
    assert!(
        thanks.contains("0470\u{a0}12\u{a0}34\u{a0}56"),
        "one line: {thanks}"
    );
    assert_eq!(page.announced(), page.translation(Text::SuccessTitle));
    assert_ne!(page.value("id"), id, "what is sent next is another lead");
}

#[wasm_bindgen_test]
async fn a_success_without_a_readable_body_is_a_success_all_the_same() {
    for body in ["", "<p>ok", "null", "[]", r#"{"id":5}"#] {
        let (page, mounted) = Page::filled_in();
        server::answer(200, body);
        let id = page.value("id");
        let told = json_of(mounted.submit()).await;
        assert_eq!(told, Ok(format!(r#"{{"id":"{id}"}}"#)), "{body:?}");
    }
}

#[wasm_bindgen_test]
async fn a_page_that_sends_again_after_the_thanks_gets_the_same_answer() {
    let (page, mounted) = Page::filled_in();
    server::answer(202, ACCEPTED);
    let first = json_of(mounted.submit()).await;
    assert!(first.is_ok());
    assert_eq!(json_of(mounted.submit()).await, first);
    assert_eq!(server::received(), 1);
    drop(page);
}

#[wasm_bindgen_test]
async fn after_the_thanks_another_lead_starts_from_an_empty_form() {
    let (page, _mounted) = Page::filled_in();
    server::answer(202, ACCEPTED);
    page.send().await;
    let id = page.value("id");
    page.get("#leadgate-outcome button").click();
    settled().await;
    assert!(!page.form().hidden());
    assert_eq!(page.text("#leadgate-outcome"), "");
    assert_eq!(page.value("first_name"), "");
    assert!(!page.control("consent_terms").checked());
    assert_eq!(page.focused(), "leadgate-first_name");
    assert_ne!(page.value("id"), id);
    assert_eq!(page.value("partner"), "demo");
}
