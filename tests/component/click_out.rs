//! A click-out: the visitor goes on to the supplier, whatever becomes of the lead, and nowhere else.

use leadgate_model::Form;
use leadgate_model::text::Text;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, events, json_of, settled};
use crate::server::{self, ACCEPTED};
use crate::visits;

const SUPPLIER: &str = "https://supplier.example/offer?a=1&b=2";

fn ready() -> (Page, leadgate::Mounted) {
    let ready = Page::filled_in_of(Form::ClickOut);
    visits::start();
    ready
}

#[wasm_bindgen_test]
async fn a_stored_lead_is_told_once_and_the_visitor_goes_on() {
    let (page, mounted) = ready();
    server::answer(202, ACCEPTED);
    let native = page.native_post();
    let detail = r#"{"id":"00000000-0000-7000-8000-00005eed1234"}"#;
    assert_eq!(json_of(mounted.submit()).await.as_deref(), Ok(detail));
    settled().await;
    assert_eq!(visits::addresses(), [SUPPLIER]);
    assert_eq!(
        events(),
        ["submit {}".to_owned(), format!("success {detail}")]
    );
    assert_eq!(server::parts("body"), [native]);
    assert_eq!(server::beacon_parts("url"), [""; 0]);
}

#[wasm_bindgen_test]
async fn the_way_on_stays_on_the_page_should_the_browser_not_take_it() {
    let (page, mounted) = ready();
    server::answer(202, ACCEPTED);
    json_of(mounted.submit()).await.unwrap();
    settled().await;
    let link = page.get("#leadgate-outcome a");
    assert_eq!(link.get_attribute("href").as_deref(), Some(SUPPLIER));
    assert_eq!(
        page.text("#leadgate-outcome a"),
        page.translation(Text::ClickOutLink)
    );
    assert_eq!(page.announced(), page.translation(Text::ClickOutDone));
}

#[wasm_bindgen_test]
async fn marks_that_nobody_sees_around_the_target_do_not_lead_astray() {
    let (page, mounted) = ready();
    page.fill("url", &format!("\u{feff} {SUPPLIER}\u{200b}"));
    server::answer(202, ACCEPTED);
    json_of(mounted.submit()).await.unwrap();
    settled().await;
    assert_eq!(visits::addresses(), [SUPPLIER]);
    let link = page.get("#leadgate-outcome a");
    assert_eq!(link.get_attribute("href").as_deref(), Some(SUPPLIER));
}

#[wasm_bindgen_test]
async fn a_target_that_is_refused_is_said_and_nothing_is_sent() {
    for (target, code) in [
        ("", "missing"),
        ("/offer", "url_unreadable"),
        ("javascript:alert(1)//supplier.example", "url_scheme"),
        ("java\nscript:alert(1)", "url_scheme"),
        ("data:text/html,supplier.example", "url_scheme"),
        ("https://evil.example/", "url_host"),
        ("//evil.example/", "url_unreadable"),
        ("https://an@supplier.example/", "url_user_info"),
        ("https://supplier.example@evil.example/", "url_user_info"),
        ("https://supplier.example.evil.example/", "url_host"),
        ("https://notsupplier.example/", "url_host"),
        ("https://supplier.example\\@evil.example/", ""),
        ("https://s\u{fc}pplier.example/", "url_host"),
        ("https://suppl\u{456}er.example/", "url_host"),
    ] {
        let (page, mounted) = ready();
        page.fill("url", target);
        if code.is_empty() {
            // A backslash is a slash to browsers: this is the supplier's own path.
            server::answer(202, ACCEPTED);
            assert!(json_of(mounted.submit()).await.is_ok());
            settled().await;
            assert_eq!(
                visits::addresses(),
                ["https://supplier.example/@evil.example/"]
            );
            continue;
        }
        let told = format!(r#"{{"fields":[{{"field":"url","code":"{code}"}}]}}"#);
        assert_eq!(
            json_of(mounted.submit()).await,
            Err(told.clone()),
            "{target}"
        );
        settled().await;
        assert_eq!(events(), [format!("invalid {told}")], "{target}");
        let reason = match code {
            "missing" => page.translation(Text::TargetMissing),
            _ => page.translation(Text::TargetRefused),
        };
        assert!(page.text(".failure").contains(reason), "{target}");
        assert_eq!(page.announced(), reason, "{target}");
        assert!(!page.form().hidden());
        assert_eq!(server::received(), 0, "{target}");
        assert_eq!(server::beacon_parts("url"), [""; 0], "{target}");
        assert_eq!(visits::addresses(), [""; 0], "{target}");
    }
}

#[wasm_bindgen_test]
async fn a_refused_target_has_no_line_among_the_visitors_own_errors() {
    let (page, _mounted) = ready();
    page.fill("url", "https://evil.example/");
    page.type_in("first_name", "");
    page.type_in("email", "an@");
    page.send().await;
    assert_eq!(page.summary().len(), 2);
    assert!(
        page.text(".failure")
            .contains(page.translation(Text::TargetRefused))
    );
}

#[wasm_bindgen_test]
async fn a_visitor_waits_for_a_slow_proxy_no_longer_than_a_second() {
    let (page, mounted) = ready();
    server::stop_clock();
    server::hold();
    let native = page.native_post();
    let submitted = mounted.submit();
    page.until("the lead is under way", |_| server::received() == 1)
        .await;
    server::pass(999.0);
    settled().await;
    assert_eq!(visits::addresses(), [""; 0]);
    server::pass(1_000.0);
    page.until("the visitor goes on", |_| !visits::addresses().is_empty())
        .await;
    server::pass(0.0);
    assert_eq!(json_of(submitted).await, Err(r#"{"status":0}"#.to_owned()));
    assert_eq!(visits::addresses(), [SUPPLIER]);
    sent_behind(&native);
    assert_eq!(events(), ["submit {}", r#"error {"status":0}"#]);
}

#[wasm_bindgen_test]
async fn a_lead_that_cannot_be_stored_now_is_sent_in_the_background() {
    for status in [429, 500, 503] {
        let (page, mounted) = ready();
        server::answer(status, "");
        let native = page.native_post();
        let told = format!(r#"{{"status":{status}}}"#);
        assert_eq!(json_of(mounted.submit()).await, Err(told.clone()));
        settled().await;
        assert_eq!(visits::addresses(), [SUPPLIER], "{status}");
        sent_behind(&native);
        assert_eq!(events(), ["submit {}".to_owned(), format!("error {told}")]);
    }
}

#[wasm_bindgen_test]
async fn without_a_network_the_visitor_goes_on_all_the_same() {
    let (page, mounted) = ready();
    server::break_off();
    let native = page.native_post();
    assert!(json_of(mounted.submit()).await.is_err());
    settled().await;
    assert_eq!(visits::addresses(), [SUPPLIER]);
    sent_behind(&native);
}

#[wasm_bindgen_test]
async fn a_page_that_may_not_send_lets_the_visitor_go_on_without_another_attempt() {
    for status in [403, 409] {
        let (_page, mounted) = ready();
        server::answer(status, "");
        assert!(json_of(mounted.submit()).await.is_err());
        settled().await;
        assert_eq!(visits::addresses(), [SUPPLIER], "{status}");
        assert_eq!(server::received(), 1, "{status}");
        assert_eq!(server::beacon_parts("url"), [""; 0], "{status}");
    }
}

#[wasm_bindgen_test]
async fn a_visitor_whose_address_the_server_refuses_stays_to_mend_it() {
    let (page, mounted) = ready();
    server::answer(
        422,
        r#"{"errors":[{"field":"email","code":"email_domain","params":{},"message":"Nee"}]}"#,
    );
    let told = r#"{"fields":[{"field":"email","code":"email_domain"}]}"#;
    assert_eq!(json_of(mounted.submit()).await, Err(told.to_owned()));
    settled().await;
    assert_eq!(page.error("email").as_deref(), Some("Nee"));
    assert_eq!(visits::addresses(), [""; 0]);
    assert_eq!(server::beacon_parts("url"), [""; 0]);
    assert_eq!(
        events(),
        ["submit {}".to_owned(), format!("invalid {told}")]
    );
    server::answer(202, ACCEPTED);
    page.type_in("email", "an@example.com");
    assert!(json_of(mounted.submit()).await.is_ok());
    settled().await;
    assert_eq!(visits::addresses(), [SUPPLIER]);
}

#[wasm_bindgen_test]
async fn a_click_out_that_asks_nothing_is_counted_and_goes_on() {
    let page = Page::anonymous();
    page.fill("url", SUPPLIER);
    let mounted = page.mount();
    visits::start();
    let seen = page.controls().into_iter();
    let seen = seen.filter(|control| control.type_() != "hidden");
    assert_eq!(seen.count(), 0);
    assert_eq!(
        page.text(".note"),
        "U gaat verder op de website van de leverancier. We bewaren niets over u. Zo gaan we om met uw gegevens"
    );
    server::answer(202, ACCEPTED);
    let native = page.native_post();
    assert!(json_of(mounted.submit()).await.is_ok());
    settled().await;
    assert_eq!(server::parts("body"), [native]);
    assert_eq!(visits::addresses(), [SUPPLIER]);
}

#[wasm_bindgen_test]
async fn a_target_that_only_the_server_refuses_is_said_too() {
    let (page, mounted) = ready();
    server::answer(
        422,
        r#"{"errors":[{"field":"url","code":"url_host","params":{},"message":"Nee"}]}"#,
    );
    assert!(json_of(mounted.submit()).await.is_err());
    settled().await;
    let reason = page.translation(Text::TargetRefused);
    assert!(page.text(".failure").contains(reason));
    assert_eq!(page.announced(), reason);
    assert_eq!(visits::addresses(), [""; 0]);
}

/// One beacon to the same address, with the same body and so the same id as the attempt before.
#[track_caller]
fn sent_behind(native: &str) {
    assert_eq!(server::parts("body"), [native]);
    assert_eq!(server::beacon_parts("body"), [native]);
    assert_eq!(server::beacon_parts("url"), server::parts("url"));
}
