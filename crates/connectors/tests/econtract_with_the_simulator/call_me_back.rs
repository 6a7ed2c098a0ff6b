//! Call-me-back leads that arrive.

use crate::sample;
use crate::simulator::{accepted, check_refused};

#[tokio::test]
async fn the_documents_example_is_accepted_under_an_id() {
    let body = accepted(&sample::call_me_back()).await;
    assert_eq!(body["phone"], "0499656565");
    assert_eq!(body["lead_type"], "call_me_back");
    assert_eq!(
        body["remarks"],
        format!("Foo_remarks\n[leadgate {}]", sample::ID)
    );
}

#[tokio::test]
async fn a_lead_with_nothing_but_what_is_required_is_accepted() {
    let mut lead = sample::call_me_back();
    sample::keep(&mut lead, &["first_name", "last_name", "email", "phone"]);
    accepted(&lead).await;
}

#[tokio::test]
async fn a_lead_without_a_phone_is_refused_by_its_name() {
    let mut lead = sample::call_me_back();
    lead.fields.remove("phone");
    check_refused(&lead, &["phone"]).await;
}
