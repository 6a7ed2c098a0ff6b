//! Third-party leads that arrive, and the document's additional rules for them.

use leadgate_connectors::econtract::{Dialect, EcontractConnector};
use leadgate_connectors::{Connector, ConnectorResult, RejectReason};
use leadgate_model::wire::LeadPayload;

use crate::sample;
use crate::simulator::{Simulator, accepted, check_refused};

/// The example without these fields.
fn without(names: &[&str]) -> LeadPayload {
    let mut lead = sample::third_party();
    for name in names {
        lead.fields.remove(*name);
    }
    lead
}

#[tokio::test]
async fn the_documents_example_with_every_field_is_accepted_under_an_id() {
    let body = accepted(&sample::third_party()).await;
    assert_eq!(body["cellphone"], "0499656565");
    assert_eq!(body["landline"], "011223344");
    assert_eq!(body["vat"], "BE0403.019.261");
    assert_eq!(body["is_hot"], "0");
}

#[tokio::test]
async fn a_lead_with_nothing_but_what_is_required_is_accepted() {
    let mut lead = sample::third_party();
    sample::keep(
        &mut lead,
        &["first_name", "last_name", "email", "cellphone"],
    );
    accepted(&lead).await;
}

#[tokio::test]
async fn either_phone_is_enough_and_none_is_not() {
    accepted(&without(&["cellphone", "cellphone_country"])).await;
    accepted(&without(&["landline", "landline_country"])).await;
    check_refused(
        &without(&["cellphone", "landline"]),
        &["cellphone", "landline"],
    )
    .await;
}

#[tokio::test]
async fn a_number_brings_its_country_itself() {
    accepted(&without(&["cellphone_country", "landline_country"])).await;
}

#[tokio::test]
async fn a_company_needs_its_vat_number_and_a_vat_number_no_company() {
    check_refused(&without(&["vat"]), &["vat"]).await;
    accepted(&without(&["company"])).await;
    accepted(&without(&["company", "vat"])).await;
}

#[tokio::test]
async fn an_iban_is_needed_by_nothing() {
    accepted(&without(&["iban"])).await;
}

#[tokio::test]
async fn street_and_house_number_need_each_other_and_the_postal_code() {
    let (street, number) = ("address_street", "address_nr");
    check_refused(&without(&[street]), &[street]).await;
    check_refused(&without(&[number]), &[number]).await;
    check_refused(&without(&["address_postal_code"]), &["address_postal_code"]).await;
    accepted(&without(&[street, number])).await;
    accepted(&without(&[street, number, "address_postal_code"])).await;
}

#[tokio::test]
async fn no_house_number_makes_a_lead_refused() {
    for number in ["12A", "12-14", "A12", "z/n", "9999999999"] {
        let mut lead = sample::third_party();
        sample::set(&mut lead, "address_nr", number);
        accepted(&lead).await;
    }
}

#[tokio::test]
async fn a_crm_of_the_newer_document_refuses_the_older_ones_flag_by_its_name() {
    let simulator = Simulator::start().await;
    let mut settings = simulator.settings();
    settings.dialect = Dialect::Older;
    let older = EcontractConnector::new("crm", settings).unwrap();
    let expected = ConnectorResult::Rejected {
        reason: RejectReason::Status {
            status: 422,
            fields: vec!["is_realtime"],
        },
    };
    assert_eq!(older.deliver(&sample::third_party()).await, expected);
}
