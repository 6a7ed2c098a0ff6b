//! Answers that say "later", and none at all: tried again with the same id and body, then given up
//! with everything kept.

use leadgate_model::text::Text;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, events, json_of, settled};
use crate::refusals::keeps_what_was_typed;
use crate::server::{self, ACCEPTED};

#[wasm_bindgen_test]
async fn a_server_that_says_later_is_asked_again_with_the_same_id_and_body() {
    for status in [408, 429, 500, 502, 503, 504] {
        let (page, mounted) = Page::filled_in();
        server::hurry();
        server::answer(status, "");
        server::answer(202, ACCEPTED);
        let native = page.native_post();
        assert!(json_of(mounted.submit()).await.is_ok(), "{status}");
        assert_eq!(server::parts("body"), [native.clone(), native], "{status}");
    }
}

#[wasm_bindgen_test]
async fn the_visitor_is_told_that_it_is_tried_again() {
    let (page, _mounted) = Page::filled_in();
    server::stop_clock();
    server::answer(503, "");
    server::hold();
    page.button().click();
    page.until("the pause begins", |_| server::waited(1_000.0))
        .await;
    settled().await;
    let told = |page: &Page| {
        assert_eq!(page.announced(), page.translation(Text::Retrying));
        assert_eq!(
            page.text("button[type=submit]"),
            page.translation(Text::Sending)
        );
        let disabled = page.button().get_attribute("aria-disabled");
        assert_eq!(disabled.as_deref(), Some("true"));
    };
    told(&page);
    server::pass(1_000.0);
    page.until("it is tried again", |_| server::received() == 2)
        .await;
    told(&page);
    server::release(202, ACCEPTED);
    page.until("the thanks are there", |page| page.form().hidden())
        .await;
}

#[wasm_bindgen_test]
async fn without_a_network_the_form_gives_up_after_four_attempts_and_keeps_what_was_typed() {
    let (page, mounted) = Page::filled_in();
    server::hurry();
    server::break_off();
    let id = page.value("id");
    assert_eq!(
        json_of(mounted.submit()).await,
        Err(r#"{"status":0}"#.to_owned())
    );
    settled().await;
    assert_eq!(server::received(), 4);
    assert_eq!(events().last().unwrap(), r#"error {"status":0}"#);
    let failure = page.text(".failure");
    assert!(
        failure.contains(page.translation(Text::FailureTitle)),
        "{failure}"
    );
    assert!(
        failure.contains(page.translation(Text::FailureText)),
        "{failure}"
    );
    assert_eq!(page.value("id"), id);
    keeps_what_was_typed(&page);
}

#[wasm_bindgen_test]
async fn after_giving_up_the_visitor_tries_again_with_the_same_id_and_body() {
    let (page, mounted) = Page::filled_in();
    server::hurry();
    for _ in 0..4 {
        server::break_off();
    }
    server::answer(202, ACCEPTED);
    assert!(json_of(mounted.submit()).await.is_err());
    assert!(json_of(mounted.submit()).await.is_ok());
    settled().await;
    let bodies = server::parts("body");
    assert_eq!(bodies.len(), 5);
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    assert_eq!(page.text(".failure"), "");
    assert!(page.form().hidden());
}

#[wasm_bindgen_test]
async fn a_login_page_in_between_is_no_thanks() {
    let (page, mounted) = Page::filled_in();
    server::hurry();
    server::answer_page(200, "<p>Welcome to the hotel's network");
    server::answer(202, ACCEPTED);
    assert!(json_of(mounted.submit()).await.is_ok());
    assert_eq!(server::received(), 2);
    drop(page);
}

#[wasm_bindgen_test]
async fn an_attempt_without_an_answer_is_given_up_and_repeated() {
    let (page, mounted) = Page::filled_in();
    server::hurry();
    server::hold();
    server::answer(202, ACCEPTED);
    assert!(json_of(mounted.submit()).await.is_ok());
    assert_eq!(server::received(), 2);
    assert!(server::waited(15_000.0));
    drop(page);
}

#[wasm_bindgen_test]
async fn a_server_is_left_alone_for_as_long_as_it_asks_but_not_for_ever() {
    for (asked, waited) in [
        ("5", 5_000.0),
        ("3600", 10_000.0),
        ("0", 1_000.0),
        ("soon", 1_000.0),
    ] {
        let (_page, mounted) = Page::filled_in();
        server::hurry();
        server::answer_later(503, asked);
        server::answer(202, ACCEPTED);
        assert!(json_of(mounted.submit()).await.is_ok());
        assert!(server::waited(waited), "{asked}");
    }
}
