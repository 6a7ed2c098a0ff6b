//! Answers that are not thanks and end the attempt: wrong fields, a conflict, a page that may not send.

use leadgate_model::Form;
use leadgate_model::text::Text;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::filled_in::right;
use crate::page::{Page, events, json_of, settled};
use crate::server::{self, ACCEPTED};

const ONE: &str = r#"{"errors":[{"field":"email","code":"email_domain","params":{},"message":"Dit domein <b>bestaat</b> niet"}]}"#;
const TWO: &str = r#"{"errors":[
    {"field":"phone","code":"phone_not_in_plan","params":{"country":"BE"},"message":"Dit nummer niet"},
    {"field":"slot","code":"slot_past","params":{},"message":"Te laat"}]}"#;

#[wasm_bindgen_test]
async fn the_servers_sentence_stands_at_its_field_until_the_field_changes() {
    let (page, mounted) = Page::filled_in();
    server::answer(422, ONE);
    let told = r#"{"fields":[{"field":"email","code":"email_domain"}]}"#;
    assert_eq!(json_of(mounted.submit()).await, Err(told.to_owned()));
    page.until("the field has the focus", |page| {
        page.focused() == "leadgate-email"
    })
    .await;
    assert_eq!(
        page.error("email").as_deref(),
        Some("Dit domein <b>bestaat</b> niet")
    );
    assert_eq!(events()[1], format!("invalid {told}"));
    page.type_in("email", "an@example.com");
    settled().await;
    assert_eq!(page.error("email"), None);
}

#[wasm_bindgen_test]
async fn several_objections_of_the_server_are_summed_up() {
    let (page, _mounted) = Page::filled_in();
    server::answer(422, TWO);
    page.send().await;
    assert_eq!(page.summary(), ["Dit nummer niet", "Te laat"]);
    assert_eq!(page.error("slot").as_deref(), Some("Te laat"));
    assert_eq!(page.focused(), "leadgate-summary");
}

#[wasm_bindgen_test]
async fn a_refused_lead_goes_out_corrected_under_the_same_id() {
    let (page, _mounted) = Page::filled_in();
    server::answer(422, ONE);
    server::answer(202, ACCEPTED);
    let id = page.value("id");
    page.send().await;
    page.type_in("email", "an@example.com");
    page.send().await;
    assert!(page.form().hidden());
    let bodies = server::parts("body");
    assert!(
        bodies
            .iter()
            .all(|body| body.starts_with(&format!("id={id}&"))),
        "{bodies:?}"
    );
    assert!(bodies[1].contains("email=an%40example.com"), "{bodies:?}");
}

#[wasm_bindgen_test]
async fn a_refusal_that_names_no_field_is_a_failure_that_is_shown() {
    for body in ["", "<p>", "{}", r#"{"errors":[]}"#] {
        let (page, mounted) = Page::filled_in();
        server::hurry();
        server::answer(422, body);
        assert!(json_of(mounted.submit()).await.is_err());
        settled().await;
        assert!(
            page.text(".failure")
                .contains(page.translation(Text::FailureTitle)),
            "{body:?}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_conflict_gives_the_lead_a_new_id_and_keeps_what_was_typed() {
    let (page, mounted) = Page::filled_in();
    server::answer(409, "");
    server::answer(202, ACCEPTED);
    let id = page.value("id");
    assert_eq!(
        json_of(mounted.submit()).await,
        Err(r#"{"status":409}"#.to_owned())
    );
    settled().await;
    assert!(
        page.text(".failure")
            .contains(page.translation(Text::FailureConflict))
    );
    assert_ne!(page.value("id"), id);
    keeps_what_was_typed(&page);
    page.send().await;
    assert!(page.form().hidden());
}

#[wasm_bindgen_test]
async fn a_page_that_may_not_send_is_told_once() {
    for status in [400, 403, 404, 413, 415] {
        let (page, mounted) = Page::filled_in();
        server::answer(status, r#"{"title":"Forbidden"}"#);
        let told = format!(r#"{{"status":{status}}}"#);
        assert_eq!(json_of(mounted.submit()).await, Err(told.clone()));
        settled().await;
        assert_eq!(server::received(), 1, "trying again does not help");
        assert_eq!(events()[1], format!("error {told}"));
        let failure = page.text(".failure");
        assert!(
            failure.contains(page.translation(Text::FailureForbidden)),
            "{failure}"
        );
        assert!(failure.contains("0800 12 345"), "a way out: {failure}");
        assert!(
            page.announced()
                .contains(page.translation(Text::FailureForbidden))
        );
        assert_eq!(
            page.text("button[type=submit]"),
            page.translation(Text::TryAgain)
        );
        keeps_what_was_typed(&page);
    }
}

pub(crate) fn keeps_what_was_typed(page: &Page) {
    for (name, value) in right(Form::CallMeBack) {
        assert_eq!(page.value(name), *value);
    }
    assert!(page.control("consent_terms").checked());
    assert!(!page.form().hidden());
    assert_eq!(page.button().get_attribute("aria-disabled"), None);
}
