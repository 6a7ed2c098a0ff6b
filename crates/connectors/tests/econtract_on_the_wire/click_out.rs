//! Click-out leads, byte by byte.

use leadgate_connectors::econtract::{Dialect, LeadCodes};

use crate::listener::{ENCODED_ID, body_sent, pair, sent};
use crate::sample;

#[tokio::test]
async fn a_click_goes_to_a_path_of_its_own_without_a_lead_type() {
    let (head, body) = sent(&sample::click_out(), |_| ()).await;
    assert!(
        head.starts_with("POST /econtract/api/leads/clickOut HTTP/1.1\r\n"),
        "{head}"
    );
    assert_eq!(
        body,
        format!(
            "crm_api_id=marked-id&crm_api_key=marked-key&first_name=John&last_name=Doe\
             &email=john.doe%40server.com&product_type_id=3&product_id=4&supplier_id=5\
             &affiliate_id=6&url=http%3A%2F%2Ffoo.com%2Fbar&remarks={ENCODED_ID}"
        )
    );
}

#[tokio::test]
async fn a_click_of_nobody_is_sent_with_what_there_is() {
    let mut lead = sample::click_out();
    sample::keep(&mut lead, &["url"]);
    assert_eq!(
        body_sent(&lead, |settings| settings.remarks_id = false).await,
        "url=http%3A%2F%2Ffoo.com%2Fbar"
    );
}

#[tokio::test]
async fn a_field_that_passed_its_rule_goes_before_the_pages_attribute() {
    let mut lead = sample::click_out();
    lead.product
        .insert("url".to_owned(), "https://other.example".to_owned());
    let body = body_sent(&lead, |_| ()).await;
    assert_eq!(pair(&body, "url"), Some("http%3A%2F%2Ffoo.com%2Fbar"));

    lead.fields.remove("url");
    let body = body_sent(&lead, |_| ()).await;
    assert_eq!(pair(&body, "url"), Some("https%3A%2F%2Fother.example"));
}

#[tokio::test]
async fn codes_of_the_table_are_sent_once_configured() {
    let body = body_sent(&sample::click_out(), |settings| {
        settings.codes = LeadCodes {
            gender: Some(1),
            segment: Some(2),
            send_language: true,
            ..LeadCodes::default()
        };
    })
    .await;
    assert!(body.ends_with("&gender=1&segment=2&language=nl"), "{body}");
}

#[tokio::test]
async fn both_dialects_have_the_same_clicks() {
    let lead = sample::click_out();
    assert_eq!(
        body_sent(&lead, |settings| settings.dialect = Dialect::Older).await,
        body_sent(&lead, |_| ()).await
    );
}
