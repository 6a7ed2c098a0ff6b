//! A person's second lead, and a partner's tests: answered as any other, and told apart afterwards.

use std::time::Duration;

use leadgate_clock::Clock as _;
use leadgate_settings::OfDuplicates;
use leadgate_store::{AttemptResult, DeliveryState, LeadSummary};

use crate::fixture::{Fixture, settings};
use crate::lead::{Lead, good, minimal};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// The lead under an id of its own.
fn under(number: u32, lead: Lead) -> Lead {
    lead.with("id", &format!("00000000-0000-4000-8000-{number:012}"))
}

async fn sent(fixture: &Fixture, lead: Lead) -> LeadSummary {
    let id = fixture.send(lead.urlencoded()).await.accepted_id();
    fixture.store.show(&id).await.unwrap().unwrap().summary
}

#[tokio::test]
async fn the_same_phone_number_or_address_is_the_same_person_however_it_is_typed() {
    let fixture = Fixture::new().await;
    let first = sent(&fixture, under(1, good())).await;
    assert_eq!(first.duplicate_of, None);
    let same = [
        good()
            .with("phone", "+32 470/12.34.56")
            .with("email", "bo@example.be"),
        good()
            .with("phone", "0470 99 99 99")
            .with("email", "An.Peeters@Example.BE"),
    ];
    for (number, lead) in (2..).zip(same) {
        let second = sent(&fixture, under(number, lead)).await;
        assert_eq!(second.duplicate_of.as_ref(), Some(&first.id));
        assert_eq!(second.deliveries[0].state, DeliveryState::Pending);
    }
    let other = good()
        .with("phone", "0470 99 99 98")
        .with("email", "cas@example.be");
    assert_eq!(sent(&fixture, under(4, other)).await.duplicate_of, None);
    let labels = "{partner=\"demo\",form=\"call-me-back\"}";
    let metric = async |name: &str| {
        let line = format!("leadgate_leads_{name}_total{labels}");
        fixture.metric(&line).await
    };
    assert_eq!(metric("duplicate").await, 2);
    assert_eq!(metric("accepted").await, 4);
}

#[tokio::test]
async fn another_product_is_no_duplicate_nor_is_the_same_after_the_window() {
    let fixture = Fixture::new().await;
    let about = |product: &str| good().with("product_id", product);
    let first = sent(&fixture, under(1, about("53"))).await;
    assert_eq!(
        sent(&fixture, under(2, about("54"))).await.duplicate_of,
        None
    );
    fixture.advance(29 * DAY);
    let again = sent(&fixture, under(3, about("53"))).await;
    assert_eq!(again.duplicate_of, Some(first.id));
    fixture.advance(DAY);
    assert_eq!(
        sent(&fixture, under(4, about("53"))).await.duplicate_of,
        None
    );

    let insurance = |interest| minimal("insurance").with("interests", interest);
    let car = sent(&fixture, under(5, insurance("car"))).await;
    assert_eq!(
        sent(&fixture, under(6, insurance("dog")))
            .await
            .duplicate_of,
        None
    );
    let again = sent(&fixture, under(7, insurance("car"))).await;
    assert_eq!(again.duplicate_of, Some(car.id));
}

#[tokio::test]
async fn a_connector_may_want_no_duplicates_and_no_window_means_none() {
    let mut settings = settings();
    let crm = settings.connectors.get_mut("crm").unwrap();
    crm.duplicates = OfDuplicates::Skip;
    let fixture = Fixture::with_settings(settings.clone()).await;
    sent(&fixture, under(1, good())).await;
    deliver(&fixture).await;
    let second = sent(&fixture, under(2, good().with("first_name", "Bo"))).await;
    assert_eq!(second.deliveries[0].state, DeliveryState::Skipped);
    assert_eq!(second.deliveries[0].reason.as_deref(), Some("duplicate"));
    assert_eq!(fixture.created().await, 2);
    assert_eq!(
        fixture
            .metric("leadgate_deliveries{state=\"skipped\"}")
            .await,
        1
    );

    settings.duplicates.window_days = 0;
    let fixture = Fixture::with_settings(settings).await;
    sent(&fixture, under(1, good())).await;
    let second = sent(&fixture, under(2, good())).await;
    assert_eq!(second.duplicate_of, None);
    assert_eq!(second.deliveries[0].state, DeliveryState::Pending);
}

#[tokio::test]
async fn a_test_is_answered_as_a_lead_is_and_never_delivered() {
    let mut settings = settings();
    settings.partners.get_mut("demo").unwrap().test = true;
    let fixture = Fixture::with_settings(settings).await;
    let real = Fixture::new().await;
    let [answer, as_always] = [&fixture, &real].map(|fixture| fixture.send(good().urlencoded()));
    let (answer, as_always) = (answer.await, as_always.await);
    assert_eq!(
        (answer.status, answer.text()),
        (as_always.status, as_always.text())
    );
    let stored = fixture.store.show(&answer.accepted_id()).await.unwrap();
    let stored = stored.unwrap().summary;
    assert!(stored.test);
    assert_eq!(stored.deliveries[0].state, DeliveryState::Skipped);
    assert_eq!(stored.deliveries[0].reason.as_deref(), Some("test"));
    let labels = "{partner=\"demo\",form=\"call-me-back\"}";
    let metric = async |name: &str| {
        let line = format!("leadgate_leads_{name}_total{labels}");
        fixture.metric(&line).await
    };
    assert_eq!(metric("accepted").await, 0, "nobody is alerted by it");
    assert_eq!(metric("test").await, 1);
}

/// The CRM accepts what waits for it.
async fn deliver(fixture: &Fixture) {
    let now_ms = fixture.clock().now_ms();
    let claims = fixture.store.claim("crm", now_ms, 1, 10, "test").await;
    for claim in claims.unwrap() {
        let result = AttemptResult::Delivered { remote_id: None };
        let done = fixture.store.finish(&claim, result, now_ms).await;
        done.unwrap();
    }
}
