//! Filling in from a script, emptying, and going away: nothing stays behind.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, events, settled, submits_natively};
use crate::server::{self, ACCEPTED};

#[wasm_bindgen_test]
async fn a_script_fills_in_what_it_names_and_the_form_checks_it() {
    let (page, mounted) = Page::mounted();
    page.type_in("last_name", "Peeters");
    let values = js_sys::JSON::parse(
        r#"{"first_name":"An","consent_terms":true,"slot":"morning","unknown":"x","phone":5,"email":null}"#,
    );
    mounted.fill(&values.unwrap().into());
    assert_eq!(page.value("first_name"), "An");
    assert_eq!(page.value("last_name"), "Peeters");
    assert_eq!(page.value("slot"), "morning");
    assert_eq!(page.value("phone"), "");
    assert!(
        !page.control("consent_terms").checked(),
        "a consent is ticked by nobody but the visitor"
    );
    page.send().await;
    assert_eq!(page.error("first_name"), None);
    assert_eq!(
        page.summary().len(),
        3,
        "phone, e-mail address and consent are missing"
    );
}

#[wasm_bindgen_test]
async fn a_reset_empties_the_form_forgets_its_errors_and_renews_the_id() {
    let (page, mounted) = Page::filled_in();
    page.type_in("phone", "12");
    page.type_in("email", "");
    page.send().await;
    let id = page.value("id");
    mounted.reset();
    settled().await;
    for name in ["first_name", "last_name", "phone", "email", "remarks"] {
        assert_eq!(page.value(name), "");
        assert_eq!(page.error(name), None);
    }
    assert!(!page.control("consent_terms").checked());
    assert!(page.summary().is_empty());
    assert_eq!(page.announced(), "");
    assert_ne!(page.value("id"), id);
    assert_eq!(page.value("partner"), "demo");
    assert_eq!(page.value("form_version"), "0123456789ab");
}

#[wasm_bindgen_test]
async fn a_form_that_goes_away_takes_its_nodes_and_listeners_with_it() {
    let (page, mounted) = Page::filled_in();
    let (form, email) = (page.form(), page.control("email"));
    drop(mounted);
    assert_eq!(page.root.child_nodes().length(), 0);
    // Back on the page, but nobody's any more.
    page.root.append_child(&form).unwrap();
    page.type_in("email", "wrong");
    email.blur().unwrap();
    settled().await;
    assert_eq!(page.error("email"), None);
    assert!(submits_natively(&form));
    assert_eq!(events(), [""; 0]);
    assert_eq!(server::received(), 0);
}

#[wasm_bindgen_test]
async fn an_answer_that_comes_after_the_form_is_gone_disturbs_nothing() {
    let lonely =
        r#"{"errors":[{"field":"email","code":"email_domain","params":{},"message":"Nee"}]}"#;
    for (status, body) in [(202, ACCEPTED), (422, lonely), (409, ""), (403, "")] {
        let (page, mounted) = Page::filled_in();
        server::hold();
        page.button().click();
        page.until("the lead is under way", |_| server::received() == 1)
            .await;
        drop(mounted);
        server::release(status, body);
        settled().await;
        assert_eq!(page.root.child_nodes().length(), 0, "{status}");
    }
}

#[wasm_bindgen_test]
async fn a_lead_that_waits_for_another_attempt_goes_out_though_its_form_is_gone() {
    let (page, mounted) = Page::filled_in();
    server::stop_clock();
    server::answer(503, "");
    server::answer(202, ACCEPTED);
    page.button().click();
    page.until("the pause begins", |_| server::waited(1_000.0))
        .await;
    drop(mounted);
    server::pass(1_000.0);
    page.until("the page hears that it was stored", |_| {
        events().iter().any(|event| event.starts_with("success"))
    })
    .await;
    assert_eq!(server::received(), 2);
    assert_eq!(page.root.child_nodes().length(), 0);
}
