//! Call-me-back leads, byte by byte.

use leadgate_connectors::econtract::LeadCodes;

use crate::listener::{ENCODED_ID, body_sent};
use crate::sample;

#[tokio::test]
async fn the_documents_example_is_sent_as_the_document_writes_it() {
    assert_eq!(
        body_sent(&sample::call_me_back(), |_| ()).await,
        format!(
            "lead_type=call_me_back&first_name=John&last_name=Doe&email=john.doe%40server.com\
             &phone=0499656565&producttype_id=3&product_id=4&supplier_id=5&affiliate_id=6\
             &subject=Foo_subject&remarks=Foo_remarks%0A{ENCODED_ID}\
             &call_at=2016-04-15+12%3A00%3A00&call_until=2016-04-15+18%3A00%3A00&deal_closed=0"
        )
    );
}

#[tokio::test]
async fn our_id_stays_out_of_the_remarks_when_switched_off() {
    let body = body_sent(&sample::call_me_back(), |settings| {
        settings.remarks_id = false
    })
    .await;
    assert!(body.contains("&remarks=Foo_remarks&"), "{body}");
}

#[tokio::test]
async fn codes_of_the_table_are_sent_once_configured() {
    let body = body_sent(&sample::call_me_back(), |settings| {
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
async fn a_lead_with_nothing_but_what_is_required_sends_nothing_else() {
    let mut lead = sample::call_me_back();
    sample::keep(&mut lead, &["first_name", "last_name", "email", "phone"]);
    assert_eq!(
        body_sent(&lead, |_| ()).await,
        format!(
            "lead_type=call_me_back&first_name=John&last_name=Doe&email=john.doe%40server.com\
             &phone=0499656565&remarks={ENCODED_ID}&deal_closed=0"
        )
    );
}
