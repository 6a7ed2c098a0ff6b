//! Insurance leads, byte by byte; with them what every lead with an address and lines shares.

use leadgate_connectors::econtract::{Dialect, EcontractSettings};
use leadgate_connectors::{Connector, ConnectorResult, RejectReason};
use leadgate_model::Form;

use crate::listener::{ENCODED_ID, body_sent, connector, pair, sent, settings};
use crate::sample;

#[tokio::test]
async fn every_field_is_sent_as_the_document_writes_it() {
    let (head, _) = sent(&sample::insurance(), |_| ()).await;
    assert!(head.starts_with("POST /econtract/api/leads HTTP/1.1\r\n"));
    assert_eq!(
        body_sent(&sample::insurance(), |_| ()).await,
        format!(
            "lead_type=insurance&producttype_id=3&product_id=4&supplier_id=5&affiliate_id=6\
             &remarks=Client+is+interested+in+solar+panels%0A{ENCODED_ID}\
             &gender=1&segment=1&first_name=John&last_name=Doe&email=john.doe%40server.com\
             &birthdate=1956-12-25&language=nl&cellphone=0499656565&cellphone_country=BE\
             &address_street=SomeStreet&address_nr=10&address_box=2&address_floor=4\
             &address_postal_code=1234&address_city=SomeCity&address_country=BE\
             &address_building_type=3&interested_in_insurance=1&allow_insurance_call=1\
             &interests%5B%5D=fire&interests%5B%5D=car&interests%5B%5D=dog"
        )
    );
}

#[tokio::test]
async fn a_lead_with_nothing_but_what_is_required_sends_both_answers_as_no() {
    let mut lead = sample::insurance();
    sample::keep(&mut lead, &["first_name", "last_name", "email"]);
    sample::set(&mut lead, "interests", "car");
    assert_eq!(
        body_sent(&lead, |settings| settings.remarks_id = false).await,
        "lead_type=insurance&first_name=John&last_name=Doe&email=john.doe%40server.com\
         &language=nl&interested_in_insurance=0&allow_insurance_call=0&interests%5B%5D=car"
    );
}

#[tokio::test]
async fn the_older_document_has_no_insurance_leads() {
    // Nobody listens there: nothing may be sent.
    let mut older = settings("http://127.0.0.1:9");
    older.dialect = Dialect::Older;
    assert_eq!(
        connector(older).deliver(&sample::insurance()).await,
        ConnectorResult::Rejected {
            reason: RejectReason::FormNotTaken {
                form: Form::from_slug("insurance")
            }
        }
    );
}

#[tokio::test]
async fn one_number_for_either_goes_where_its_type_says() {
    for (phone, cellphone, landline, country) in [
        ("+32499656565", Some("0499656565"), None, "BE"),
        ("+3211223344", None, Some("011223344"), "BE"),
        ("+31612345678", Some("0612345678"), None, "NL"),
        ("+31201234567", None, Some("0201234567"), "NL"),
        ("+352621123456", Some("621123456"), None, "LU"),
    ] {
        let mut lead = sample::insurance();
        sample::set(&mut lead, "phone", phone);
        let body = body_sent(&lead, |_| ()).await;
        assert_eq!(pair(&body, "cellphone"), cellphone);
        assert_eq!(pair(&body, "cellphone_country"), cellphone.map(|_| country));
        assert_eq!(pair(&body, "landline"), landline);
        assert_eq!(pair(&body, "landline_country"), landline.map(|_| country));
        assert_eq!(pair(&body, "phone"), None);
    }
}

#[tokio::test]
async fn a_house_number_is_an_integer_and_the_rest_is_in_the_box() {
    for (typed, typed_box, number, address_box) in [
        ("12", "", "12", None),
        ("12", "bus 3", "12", Some("bus+3")),
        ("12A", "", "12", Some("A")),
        ("12A", "bus 3", "12", Some("A+%2F+bus+3")),
        ("12/3", "", "12", Some("3")),
        ("12-14", "", "12", Some("-14")),
    ] {
        let mut lead = sample::insurance();
        sample::set(&mut lead, "address_nr", typed);
        sample::set(&mut lead, "address_box", typed_box);
        let body = body_sent(&lead, |_| ()).await;
        assert_eq!(pair(&body, "address_street"), Some("SomeStreet"));
        assert_eq!(pair(&body, "address_nr"), Some(number));
        assert_eq!(pair(&body, "address_box"), address_box, "{typed}");
    }
}

#[tokio::test]
async fn a_house_number_that_is_none_is_in_the_remarks_with_its_street() {
    let mut lead = sample::insurance();
    sample::set(&mut lead, "address_nr", "A12");
    sample::set(&mut lead, "remarks", "Ring twice");
    let body = body_sent(&lead, |_| ()).await;
    assert_eq!(pair(&body, "address_street"), None);
    assert_eq!(pair(&body, "address_nr"), None);
    assert_eq!(pair(&body, "address_box"), Some("2"));
    assert_eq!(pair(&body, "address_postal_code"), Some("1234"));
    let remarks = format!("Ring+twice%0ASomeStreet+A12%0A{ENCODED_ID}");
    assert_eq!(pair(&body, "remarks"), Some(&*remarks));
}

#[tokio::test]
async fn the_crms_own_codes_go_before_the_forms_and_fixed_ones_after() {
    fn codes(settings: &mut EcontractSettings) {
        settings.codes.gender = Some(9);
        settings.codes.genders.0.insert("1".to_owned(), 11);
        settings.codes.segments.0.insert("1".to_owned(), 21);
        settings.codes.building_types.0.insert("3".to_owned(), 33);
    }
    let mut lead = sample::insurance();
    let body = body_sent(&lead, codes).await;
    assert_eq!(pair(&body, "gender"), Some("11"));
    assert_eq!(pair(&body, "segment"), Some("21"));
    assert_eq!(pair(&body, "address_building_type"), Some("33"));

    lead.fields.remove("gender");
    lead.fields.remove("segment");
    let body = body_sent(&lead, codes).await;
    assert_eq!(pair(&body, "gender"), Some("9"));
    assert_eq!(pair(&body, "segment"), None);
}
