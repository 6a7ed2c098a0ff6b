//! What is promised to an operator who looks.

use super::AnyStore;
use super::samples::{
    LEASE, NOW, claim_one, dead, delivered, lead, quarantined, retry_at, shown, stored, to,
};
use leadgate_store::{DeliveryState, LeadFilter, NewLead};

/// The numbers of the leads that match, as listed.
async fn numbers(store: &AnyStore, filter: LeadFilter) -> Vec<u32> {
    let listed = store.list(&filter, None, 100).await.expect("a list");
    let number_of = |id: &str| (1..=9).find(|&number| lead(number).id == id);
    (listed.iter())
        .map(|found| number_of(&found.id).expect("a lead of this case"))
        .collect()
}

pub(super) async fn a_list_shows_the_newest_first_up_to_its_limit(store: AnyStore) {
    for number in 1..=4 {
        stored(&*store, &lead(number)).await;
    }
    assert_eq!(numbers(&store, LeadFilter::default()).await, [4, 3, 2, 1]);
    let listed = store
        .list(&LeadFilter::default(), None, 2)
        .await
        .expect("a list");
    let ids: Vec<_> = listed.iter().map(|found| &found.id).collect();
    assert_eq!(ids, [&lead(4).id, &lead(3).id]);
}

pub(super) async fn a_list_is_narrowed_by_partner_and_form(store: AnyStore) {
    for (number, partner, form) in [
        (1, "demo", "insurance"),
        (2, "other", "insurance"),
        (3, "demo", "click-out"),
    ] {
        let lead = NewLead {
            partner: partner.into(),
            form: form.into(),
            ..lead(number)
        };
        stored(&*store, &lead).await;
    }
    let of_demo = LeadFilter {
        partner: Some("demo".into()),
        ..LeadFilter::default()
    };
    assert_eq!(numbers(&store, of_demo.clone()).await, [3, 1]);
    let insurance = LeadFilter {
        form: Some("insurance".into()),
        ..LeadFilter::default()
    };
    assert_eq!(numbers(&store, insurance.clone()).await, [2, 1]);
    let both = LeadFilter {
        form: insurance.form,
        ..of_demo
    };
    assert_eq!(numbers(&store, both).await, [1]);
}

pub(super) async fn a_list_is_narrowed_by_state_and_connector_of_the_same_delivery(
    store: AnyStore,
) {
    let both = NewLead {
        deliveries: to(&["crm", "archive"]),
        ..lead(1)
    };
    stored(&*store, &both).await;
    let claims = store.claim("crm", NOW, LEASE, 1, "worker").await;
    let claims = claims.expect("claims");
    assert_eq!(claims[0].connector, "crm");
    store.finish(&claims[0], dead(), NOW).await.expect("done");
    stored(&*store, &quarantined(2)).await;
    stored(&*store, &lead(3)).await;

    let with = |state: Option<DeliveryState>, connector: Option<&str>| LeadFilter {
        state,
        connector: connector.map(Into::into),
        ..LeadFilter::default()
    };
    let (dead, pending) = (Some(DeliveryState::Dead), Some(DeliveryState::Pending));
    let quarantined = Some(DeliveryState::Quarantined);
    assert_eq!(numbers(&store, with(dead, None)).await, [1]);
    assert_eq!(numbers(&store, with(quarantined, None)).await, [2]);
    assert_eq!(numbers(&store, with(pending, None)).await, [3, 1]);
    assert_eq!(numbers(&store, with(None, Some("archive"))).await, [1]);
    assert_eq!(numbers(&store, with(dead, Some("crm"))).await, [1]);
    assert_eq!(numbers(&store, with(dead, Some("archive"))).await, []);
}

pub(super) async fn a_list_is_narrowed_by_time(store: AnyStore) {
    for number in 1..=3 {
        let lead = NewLead {
            created_at_ms: NOW + i64::from(number),
            ..lead(number)
        };
        stored(&*store, &lead).await;
    }
    let from = LeadFilter {
        created_from_ms: Some(NOW + 2),
        ..LeadFilter::default()
    };
    assert_eq!(numbers(&store, from).await, [3, 2]);
    let before = LeadFilter {
        created_before_ms: Some(NOW + 2),
        ..LeadFilter::default()
    };
    assert_eq!(numbers(&store, before).await, [1]);
}

pub(super) async fn a_list_shows_all_deliveries_of_a_lead(store: AnyStore) {
    let lead = NewLead {
        deliveries: to(&["crm", "archive"]),
        ..lead(1)
    };
    stored(&*store, &lead).await;
    let only_crm = LeadFilter {
        connector: Some("crm".into()),
        ..LeadFilter::default()
    };
    let listed = store.list(&only_crm, None, 10).await.expect("a list");
    assert_eq!(listed, [shown(&*store, &lead).await.summary]);
    assert_eq!(listed[0].deliveries.len(), 2);
}

pub(super) async fn show_tells_attempts_and_the_last_reason(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    for attempt in 1..=3 {
        let claim = claim_one(&*store, NOW, "worker").await;
        assert_eq!(claim.attempt, attempt);
        store
            .finish(&claim, retry_at(NOW), NOW)
            .await
            .expect("done");
    }
    let delivery = shown(&*store, &lead(1)).await.summary.deliveries.remove(0);
    assert_eq!(delivery.attempts, 3);
    assert_eq!(delivery.reason.as_deref(), Some("status 503"));
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, delivered(), NOW).await.expect("done");
    let delivery = shown(&*store, &lead(1)).await.summary.deliveries.remove(0);
    assert_eq!(delivery.attempts, 4);
    assert_eq!(delivery.remote_id.as_deref(), Some("crm-7"));
}

pub(super) async fn an_unknown_lead_is_not_shown(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    assert_eq!(store.show(&lead(2).id).await, Ok(None));
    assert_eq!(store.show("").await, Ok(None));
}

pub(super) async fn a_list_goes_on_behind_the_last_lead_of_a_page(store: AnyStore) {
    for number in 1..=5 {
        stored(&*store, &lead(number)).await;
    }
    let page = async |after: Option<&str>| {
        let page = store.list(&LeadFilter::default(), after, 2).await;
        let ids = page.expect("a page").into_iter().map(|lead| lead.id);
        ids.collect::<Vec<_>>()
    };
    assert_eq!(page(None).await, [lead(5).id, lead(4).id]);
    // What comes in meanwhile does not move what is behind.
    stored(&*store, &lead(6)).await;
    assert_eq!(page(Some(&lead(4).id)).await, [lead(3).id, lead(2).id]);
    assert_eq!(page(Some(&lead(2).id)).await, [lead(1).id]);
    assert_eq!(page(Some(&lead(1).id)).await, [""; 0]);
    assert_eq!(page(Some(&lead(9).id)).await, [""; 0], "nobody knows where");
}
