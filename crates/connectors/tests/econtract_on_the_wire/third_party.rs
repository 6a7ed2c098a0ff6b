//! Third-party leads, byte by byte.

use leadgate_connectors::econtract::Dialect;

use crate::listener::{ENCODED_ID, body_sent, pair};
use crate::sample;

#[tokio::test]
async fn every_field_is_sent_as_the_document_writes_it_and_no_national_number() {
    assert_eq!(
        body_sent(&sample::third_party(), |_| ()).await,
        format!(
            "lead_type=third_party&producttype_id=3&product_id=4&supplier_id=5&affiliate_id=6\
             &remarks=Client+is+interested+in+solar+panels%0A{ENCODED_ID}\
             &gender=2&segment=2&first_name=John&last_name=Doe&email=john.doe%40server.com\
             &birthdate=1956-12-25&language=fr&cellphone=0499656565&cellphone_country=BE\
             &landline=011223344&landline_country=BE\
             &company=Doe+%26+Co&vat=BE0403.019.261&iban=BE68539007547034\
             &address_street=SomeStreet&address_nr=10&address_box=2&address_floor=4\
             &address_postal_code=1234&address_city=SomeCity&address_country=BE\
             &address_building_type=3&batch=leadData_energy_2021-03-22&is_hot=0\
             &call_at=2021-03-22+15%3A30%3A00"
        )
    );
}

#[tokio::test]
async fn a_lead_with_nothing_but_what_is_required_sends_nothing_else() {
    let mut lead = sample::third_party();
    sample::keep(&mut lead, &["first_name", "last_name", "email", "landline"]);
    assert_eq!(
        body_sent(&lead, |settings| settings.remarks_id = false).await,
        "lead_type=third_party&first_name=John&last_name=Doe&email=john.doe%40server.com\
         &language=nl&landline=011223344&landline_country=BE"
    );
}

#[tokio::test]
async fn a_fresh_lead_is_hot_or_real_time_by_the_dialect() {
    let mut lead = sample::third_party();
    sample::set(&mut lead, "is_hot", "1");
    let current = body_sent(&lead, |_| ()).await;
    assert!(current.contains("&is_hot=1&"), "{current}");
    let older = body_sent(&lead, |settings| settings.dialect = Dialect::Older).await;
    assert_eq!(older, current.replace("is_hot", "is_realtime"));
}

#[tokio::test]
async fn the_language_is_the_persons_else_the_pages_and_one_that_the_crm_knows() {
    for (typed, page, sent) in [
        ("fr", "nl", "fr"),
        ("", "fr-BE", "fr"),
        ("de", "fr", "nl"),
        ("", "en", "nl"),
    ] {
        let mut lead = sample::third_party();
        lead.lang = page.to_owned();
        sample::set(&mut lead, "language", typed);
        let body = body_sent(&lead, |_| ()).await;
        assert_eq!(pair(&body, "language"), Some(sent), "{typed} {page}");
    }
}

#[tokio::test]
async fn a_lines_country_is_that_of_its_number() {
    let mut lead = sample::third_party();
    sample::set(&mut lead, "cellphone", "+33612345678");
    let body = body_sent(&lead, |_| ()).await;
    assert_eq!(pair(&body, "cellphone"), Some("0612345678"));
    assert_eq!(pair(&body, "cellphone_country"), Some("FR"));
    assert_eq!(pair(&body, "landline_country"), Some("BE"));
}
