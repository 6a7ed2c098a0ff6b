//! Leads that are accepted: what is answered, and what is on disk by then.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::fixture::{Fixture, PUBLIC};
use crate::lead::{ID, good};

#[tokio::test]
async fn both_types_of_body_are_accepted_and_mean_the_same() {
    let fixture = Fixture::new().await;
    let other = "00000000-0000-4000-8000-000000000002";
    assert_eq!(fixture.send(good().urlencoded()).await.accepted_id(), ID);
    assert_eq!(
        fixture
            .send(good().with("id", other).json())
            .await
            .accepted_id(),
        other
    );
    let (form, json) = (fixture.stored(ID).await, fixture.stored(other).await);
    assert_eq!(form.fields, json.fields);
    assert_eq!(fixture.created().await, 2);
}

#[tokio::test]
async fn what_is_stored_is_all_that_a_connector_needs_in_normal_form() {
    let fixture = Fixture::new().await;
    let lead = good()
        .with("first_name", "  An ")
        .with("email", "An.Peeters@Example.BE")
        .with("slot", "2026-11-19 14:00:00/2026-11-19 16:00:00")
        .with("subject", "Groene stroom")
        .with("form_version", "0123456789ab")
        .with("product_id", "53")
        .with("supplier_id", "not a number")
        .with("utm_source", "newsletter")
        .with(
            "page_url",
            "https://www.demo.example/energy?email=an@example.be#x",
        );
    fixture.send(lead.urlencoded()).await.accepted_id();
    let stored = fixture.stored(ID).await;
    let texts = |pairs: &[(&str, &str)]| {
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        pairs.collect::<BTreeMap<_, _>>()
    };
    assert_eq!(
        (stored.id.as_str(), stored.form.as_str()),
        (ID, "call-me-back")
    );
    assert_eq!(
        (stored.partner.as_str(), stored.lang.as_str()),
        ("demo", "en")
    );
    // Money depends on it: from the configuration, never from the page.
    assert_eq!(stored.affiliate_id, Some(6));
    assert_eq!(
        stored.fields,
        texts(&[
            ("call_at", "2026-11-19 14:00:00"),
            ("call_until", "2026-11-19 16:00:00"),
            ("email", "An.Peeters@example.be"),
            ("first_name", "An"),
            ("last_name", "Peeters"),
            ("phone", "+32470123456"),
            ("subject", "Groene stroom"),
        ])
    );
    assert_eq!(stored.product, texts(&[("product_id", "53")]));
    assert_eq!(
        stored.attribution,
        texts(&[
            ("page_url", "https://www.demo.example/energy"),
            ("utm_source", "newsletter")
        ])
    );
    assert_eq!(stored.form_version, "0123456789ab");
    assert_eq!(stored.received_at, "2026-11-18T11:06:40Z");
    assert!(stored.signals.is_empty());
}

/// The CRM's numbers are integers: any other would cost the lead there.
#[tokio::test]
async fn a_product_number_that_is_none_of_the_crms_costs_the_number_and_not_the_lead() {
    let fixture = Fixture::new().await;
    let cases = [
        ("53", Some("53")),
        (" 0053 ", Some("53")),
        ("4294967295", Some("4294967295")),
        ("4294967296", None),
        ("999999999999999999", None),
        ("+53", None),
        ("-1", None),
        ("5.3", None),
        ("٥٣", None),
        ("", None),
    ];
    for (number, (typed, expected)) in cases.into_iter().enumerate() {
        let id = format!("00000000-0000-4000-8000-{number:012}");
        let lead = good().with("id", &id).with("product_id", typed);
        fixture.send(lead.urlencoded()).await.accepted_id();
        let product = fixture.stored(&id).await.product;
        assert_eq!(
            product.get("product_id").map(String::as_str),
            expected,
            "{typed:?}"
        );
    }
}

#[tokio::test]
async fn an_affiliate_that_the_page_names_counts_for_nothing() {
    let fixture = Fixture::new().await;
    fixture
        .send(good().with("affiliate_id", "7").urlencoded())
        .await
        .accepted_id();
    assert_eq!(fixture.stored(ID).await.affiliate_id, Some(6));
}

#[tokio::test]
async fn a_stored_lead_wakes_the_dispatcher() {
    let fixture = Fixture::new().await;
    fixture.send(good().urlencoded()).await.accepted_id();
    tokio::time::timeout(Duration::from_secs(5), fixture.wake.notified())
        .await
        .expect("a wake-up call");
}

#[tokio::test]
async fn every_way_to_say_when_becomes_the_two_ends_of_a_slot() {
    let fixture = Fixture::new().await;
    // It is Wednesday, 12:06:40: nothing is promised for a minute that has begun.
    let cases = [
        ("", ["2026-11-18 12:07:00", "2026-11-18 18:00:00"]),
        ("morning", ["2026-11-19 09:00:00", "2026-11-19 12:00:00"]),
        ("afternoon", ["2026-11-18 12:07:00", "2026-11-18 17:00:00"]),
        ("evening", ["2026-11-18 17:00:00", "2026-11-18 18:00:00"]),
        (
            "2026-11-20 10:00:00/2026-11-20 12:00:00",
            ["2026-11-20 10:00:00", "2026-11-20 12:00:00"],
        ),
    ];
    for (number, (slot, ends)) in cases.into_iter().enumerate() {
        let id = format!("00000000-0000-4000-8000-{number:012}");
        fixture
            .send(good().with("id", &id).with("slot", slot).urlencoded())
            .await
            .accepted_id();
        let fields = fixture.stored(&id).await.fields;
        assert_eq!(
            [&fields["call_at"], &fields["call_until"]],
            ends,
            "{slot:?}"
        );
    }
    let ends = good()
        .with("call_at", "2026-11-20 14:00:00")
        .with("call_until", "2026-11-20 15:00:00");
    fixture.send(ends.json()).await.accepted_id();
    assert_eq!(
        fixture.stored(ID).await.fields["call_until"],
        "2026-11-20 15:00:00"
    );
    assert_eq!(
        fixture.metric("leadgate_fields_ignored_total").await,
        0,
        "the two ends are known names"
    );
}

#[tokio::test]
async fn an_origin_that_says_nothing_is_accepted_and_noted() {
    let fixture = Fixture::new().await;
    let cases = [
        (
            "00000000-0000-4000-8000-000000000001",
            "null",
            vec!["origin_null"],
        ),
        (
            "00000000-0000-4000-8000-000000000002",
            "",
            vec!["origin_missing"],
        ),
        // The form's own page is the proxy's.
        ("00000000-0000-4000-8000-000000000003", PUBLIC, vec![]),
        (
            "00000000-0000-4000-8000-000000000004",
            "https://demo.example",
            vec![],
        ),
    ];
    for (id, origin, signals) in cases {
        let answer = fixture
            .send(good().with("id", id).header("origin", origin).urlencoded())
            .await;
        assert_eq!(answer.accepted_id(), id);
        assert_eq!(fixture.stored(id).await.signals, signals, "{origin:?}");
    }
}

#[tokio::test]
async fn unknown_names_are_ignored_and_counted() {
    let fixture = Fixture::new().await;
    let lead = good()
        .with("nickname", "Ann")
        .with("constructor", "x")
        .with("consent_newsletter", "on");
    fixture.send(lead.urlencoded()).await.accepted_id();
    assert_eq!(fixture.metric("leadgate_fields_ignored_total").await, 3);
    let stored = fixture.stored(ID).await;
    assert!(!stored.fields.contains_key("nickname"));
    assert_eq!(stored.consents.len(), 1);
}

#[tokio::test]
async fn an_unknown_language_is_served_in_dutch_and_a_region_in_its_language() {
    let fixture = Fixture::new().await;
    fixture
        .send(good().with("lang", "it").urlencoded())
        .await
        .accepted_id();
    assert_eq!(fixture.stored(ID).await.lang, "nl");
    let other = "00000000-0000-4000-8000-000000000002";
    fixture
        .send(good().with("id", other).with("lang", "fr-BE").urlencoded())
        .await
        .accepted_id();
    assert_eq!(fixture.stored(other).await.lang, "fr");
}
