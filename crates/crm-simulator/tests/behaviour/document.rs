//! The document's own examples, sent as its PHP client would send them, and what a stand-in has
//! to refuse: as strict as the document allows, for every lead type.

use crate::client::{Client, changed};
use axum::http::StatusCode;
use serde_json::{Value, json};

const CALL_ME_BACK: &str = "lead_type=call_me_back&first_name=John&last_name=Doe\
    &email=john.doe%40server.com&phone=0499656565&producttype_id=3&product_id=4&supplier_id=5\
    &affiliate_id=6&subject=Foo_subject&remarks=Foo_remarks&call_at=2016-04-15+12%3A00%3A00\
    &call_until=2016-04-15+18%3A00%3A00&deal_closed=0";

const THIRD_PARTY: &str = "lead_type=third_party&supplier_id=542\
    &remarks=Client+is+interested+in+solar+panels&first_name=John&last_name=Doe&language=nl\
    &email=john.doe%40server.com&cellphone=0499656565&cellphone_country=BE\
    &address_street=SomeStreet&address_nr=10&address_box=&address_floor=4\
    &address_postal_code=1234&address_city=SomeCity&address_country=BE&address_building_type=3\
    &batch=leadData_energy_2021-03-22&is_hot=0&call_at=2021-03-22+15%3A30";

const INSURANCE: &str = "lead_type=insurance&supplier_id=542\
    &remarks=Client+is+interested+in+solar+panels&first_name=John&last_name=Doe&language=nl\
    &email=john.doe%40server.com&cellphone=0499656565&cellphone_country=BE\
    &address_street=SomeStreet&address_nr=10&address_box=&address_floor=4\
    &address_postal_code=1234&address_city=SomeCity&address_country=BE&address_building_type=3\
    &interested_in_insurance=1&allow_insurance_call=1\
    &interests%5B0%5D=fire&interests%5B1%5D=car&interests%5B2%5D=dog";

const CLICK_OUT: &str = "first_name=John&last_name=Doe&email=john.doe%40server.com\
    &product_type_id=3&supplier_id=43&product_id=53&url=http%3A%2F%2Ffoo.com%2Fbar";

const LEADS: &str = "/econtract/api/leads";
const CLICK_OUTS: &str = "/econtract/api/leads/clickOut";

/// Posts a lead with one change and expects exactly these fields to be refused.
#[track_caller]
fn refused(errors: &Value, fields: &[&str]) {
    let refused: Vec<_> = errors["errors"].as_object().unwrap().keys().collect();
    assert_eq!(refused, fields, "{errors}");
}

async fn check_refused(path: &str, example: &str, change: &str, fields: &[&str]) {
    let client = Client::new();
    let (status, errors) = client.lead(path, &changed(example, change)).await;
    assert_eq!(
        status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{change}: {errors}"
    );
    refused(&errors, fields);
}

async fn check_accepted(path: &str, example: &str, change: &str) {
    let client = Client::new();
    let (status, answer) = client.lead(path, &changed(example, change)).await;
    assert_eq!(status, StatusCode::OK, "{change}: {answer}");
}

#[tokio::test]
async fn the_documents_call_me_back_example_is_accepted_literally() {
    let (status, lead) = Client::new().lead(LEADS, CALL_ME_BACK).await;
    assert_eq!(status, StatusCode::OK);
    let expected = json!({
        "id": 1, "lead_type": "call_me_back", "first_name": "John", "last_name": "Doe",
        "email": "john.doe@server.com", "phone": "0499656565", "producttype_id": 3,
        "product_id": 4, "supplier_id": 5, "affiliate_id": 6, "subject": "Foo_subject",
        "remarks": "Foo_remarks", "call_at": "2016-04-15 12:00:00",
        "call_until": "2016-04-15 18:00:00", "deal_closed": false,
    });
    assert_eq!(lead, expected);
}

#[tokio::test]
async fn the_documents_other_examples_are_accepted_literally() {
    check_accepted(LEADS, THIRD_PARTY, "").await;
    check_accepted(LEADS, INSURANCE, "").await;
    check_accepted(CLICK_OUTS, CLICK_OUT, "").await;
}

#[tokio::test]
async fn every_lead_gets_an_id_of_its_own() {
    let client = Client::new();
    let (_, first) = client.lead(LEADS, CALL_ME_BACK).await;
    let (_, second) = client.lead(CLICK_OUTS, CLICK_OUT).await;
    assert_eq!((&first["id"], &second["id"]), (&json!(1), &json!(2)));
}

#[tokio::test]
async fn what_the_table_requires_and_the_example_shows_is_required() {
    for field in ["first_name", "last_name", "email"] {
        for (path, example) in [
            (LEADS, CALL_ME_BACK),
            (LEADS, THIRD_PARTY),
            (LEADS, INSURANCE),
            (CLICK_OUTS, CLICK_OUT),
        ] {
            check_refused(path, example, &format!("{field}="), &[field]).await;
            check_refused(path, example, &format!("-{field}"), &[field]).await;
        }
    }
    check_refused(LEADS, CALL_ME_BACK, "-lead_type", &["lead_type"]).await;
    check_refused(LEADS, CALL_ME_BACK, "-phone", &["phone"]).await;
    check_refused(LEADS, THIRD_PARTY, "-language", &["language"]).await;
    check_refused(LEADS, INSURANCE, "-language", &["language"]).await;
    check_refused(
        LEADS,
        INSURANCE,
        "-interested_in_insurance",
        &["interested_in_insurance"],
    )
    .await;
    check_refused(CLICK_OUTS, CLICK_OUT, "-url", &["url"]).await;
}

#[tokio::test]
async fn the_tables_optional_fields_are_taken() {
    check_accepted(LEADS, CALL_ME_BACK, "gender=1").await;
    check_accepted(LEADS, CALL_ME_BACK, "segment=1").await;
    check_accepted(LEADS, CALL_ME_BACK, "language=fr").await;
    check_accepted(LEADS, CALL_ME_BACK, "birthdate=1956-12-25").await;
    check_accepted(LEADS, CALL_ME_BACK, "ip_address=192.168.1.1").await;
    check_accepted(LEADS, CALL_ME_BACK, "-call_at").await;
    check_accepted(CLICK_OUTS, CLICK_OUT, "affiliate_id=6").await;
}

#[tokio::test]
async fn a_value_of_the_wrong_type_is_refused() {
    check_refused(LEADS, CALL_ME_BACK, "lead_type=callMeBack", &["lead_type"]).await;
    check_refused(LEADS, CALL_ME_BACK, "deal_closed=false", &["deal_closed"]).await;
    check_refused(LEADS, CALL_ME_BACK, "call_at=2016-04-15", &["call_at"]).await;
    check_refused(LEADS, CALL_ME_BACK, "phone=%2B32499656565", &["phone"]).await;
    check_refused(LEADS, CALL_ME_BACK, "email=john.doe", &["email"]).await;
    check_refused(LEADS, CALL_ME_BACK, "product_id=four", &["product_id"]).await;
    check_refused(LEADS, CALL_ME_BACK, "language=de", &["language"]).await;
    check_refused(LEADS, CALL_ME_BACK, "first_name[]=John", &["first_name"]).await;
    check_refused(LEADS, INSURANCE, "interests=car", &["interests"]).await;
    check_refused(CLICK_OUTS, CLICK_OUT, "url=foo.com", &["url"]).await;
}

#[tokio::test]
async fn a_field_that_the_document_does_not_show_for_the_type_is_refused() {
    check_refused(LEADS, CALL_ME_BACK, "fist_name=John", &["fist_name"]).await;
    check_refused(
        LEADS,
        CALL_ME_BACK,
        "product_type_id=3",
        &["product_type_id"],
    )
    .await;
    check_refused(LEADS, THIRD_PARTY, "is_realtime=0", &["is_realtime"]).await;
    check_refused(LEADS, INSURANCE, "phone=0499656565", &["phone"]).await;
    check_refused(
        CLICK_OUTS,
        CLICK_OUT,
        "producttype_id=3",
        &["producttype_id"],
    )
    .await;
    check_refused(CLICK_OUTS, CLICK_OUT, "lead_type=click_out", &["lead_type"]).await;
}

#[tokio::test]
async fn third_party_fields_that_hang_together_come_together() {
    let both = ["cellphone", "landline"];
    check_refused(LEADS, THIRD_PARTY, "-cellphone", &both).await;
    check_refused(
        LEADS,
        THIRD_PARTY,
        "-cellphone_country",
        &["cellphone_country"],
    )
    .await;
    check_refused(
        LEADS,
        THIRD_PARTY,
        "landline=011223344",
        &["landline_country"],
    )
    .await;
    check_refused(LEADS, THIRD_PARTY, "company=Foo", &["vat"]).await;
    check_refused(LEADS, THIRD_PARTY, "address_street=", &["address_street"]).await;
    check_refused(LEADS, THIRD_PARTY, "-address_nr", &["address_nr"]).await;
    check_refused(
        LEADS,
        THIRD_PARTY,
        "-address_postal_code",
        &["address_postal_code"],
    )
    .await;
}
