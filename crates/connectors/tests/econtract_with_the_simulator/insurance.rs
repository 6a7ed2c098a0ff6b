//! Insurance leads that arrive.

use serde_json::json;

use crate::sample;
use crate::simulator::{accepted, check_refused};

#[tokio::test]
async fn the_documents_example_with_every_field_is_accepted_under_an_id() {
    let body = accepted(&sample::insurance()).await;
    assert_eq!(body["interests"], json!(["fire", "car", "dog"]));
    assert_eq!(body["cellphone"], "0499656565");
}

#[tokio::test]
async fn a_lead_with_nothing_but_what_is_required_is_accepted() {
    let mut lead = sample::insurance();
    sample::keep(
        &mut lead,
        &["first_name", "last_name", "email", "interests"],
    );
    let body = accepted(&lead).await;
    assert_eq!(body["interested_in_insurance"], "0");
    assert_eq!(body["allow_insurance_call"], "0");
}

#[tokio::test]
async fn a_lead_without_or_with_unknown_interests_is_refused_by_their_name() {
    let mut lead = sample::insurance();
    sample::set(&mut lead, "interests", "car,boat");
    check_refused(&lead, &["interests"]).await;
    lead.fields.remove("interests");
    check_refused(&lead, &["interests"]).await;
}

#[tokio::test]
async fn every_number_that_can_be_called_is_accepted() {
    for phone in [
        "+32455123456",
        "+3225665079",
        "+31612345678",
        "+33912345678",
        "+352621123456",
        "+36202041044",
        "+79161234567",
    ] {
        let mut lead = sample::insurance();
        sample::set(&mut lead, "phone", phone);
        accepted(&lead).await;
    }
}

#[tokio::test]
async fn no_house_number_makes_a_lead_refused() {
    for number in ["12A", "12-14", "12/3", "A12", "z/n", "9999999999", ""] {
        let mut lead = sample::insurance();
        sample::set(&mut lead, "address_nr", number);
        accepted(&lead).await;
    }
}
