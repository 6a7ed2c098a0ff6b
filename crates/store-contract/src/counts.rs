//! What is promised about the numbers: no delivery is ever unaccounted for.

use super::AnyStore;
use super::samples::{
    LEASE, NOW, claim_all, claim_one, dead, delivered, email, lead, lead_of, quarantined, retry_at,
    skipped, stored, to,
};
use leadgate_store::{Accepted, Counts, DeliveryState, LeadFilter, NewLead, Tally};

async fn counts(store: &AnyStore) -> Counts {
    let counts = store.counts().await.expect("counts");
    assert!(counts.reconcile(), "{counts:?} reconcile");
    counts
}

pub(super) async fn an_empty_store_counts_nothing(store: AnyStore) {
    assert_eq!(counts(&store).await, Counts::default());
}

pub(super) async fn counts_are_in_deliveries(store: AnyStore) {
    let twice = NewLead {
        deliveries: to(&["crm", "archive"]),
        ..lead(1)
    };
    stored(&*store, &twice).await;
    stored(&*store, &quarantined(2)).await;
    let wanted = Counts {
        created: 3,
        pending: 2,
        quarantined: 1,
        ..Counts::default()
    };
    assert_eq!(counts(&store).await, wanted);
}

pub(super) async fn counts_reconcile_after_every_step(store: AnyStore) {
    for number in 1..=6 {
        stored(&*store, &lead(number)).await;
        assert_eq!(counts(&store).await.created, u64::from(number));
    }
    stored(&*store, &quarantined(7)).await;
    counts(&store).await;
    assert_eq!(store.accept(&lead(1)).await, Ok(Accepted::Same));
    let other = NewLead {
        fingerprint: "other fields".into(),
        ..lead(1)
    };
    assert_eq!(store.accept(&other).await, Ok(Accepted::Conflict));
    assert_eq!(counts(&store).await.created, 7);

    let claims = claim_all(&*store, NOW, "worker").await;
    assert_eq!(counts(&store).await.pending, 6);
    let results = [delivered(), dead(), skipped(), retry_at(NOW + 1_000)];
    for (claim, result) in claims.iter().zip(results) {
        store.finish(claim, result, NOW).await.expect("finished");
        counts(&store).await;
    }
    store.return_leases("worker", NOW).await.expect("returned");
    counts(&store).await;
    claim_all(&*store, NOW + LEASE, "second").await;
    counts(&store).await;
    store
        .finish(&claims[4], delivered(), NOW)
        .await
        .expect("late");
    counts(&store).await;
    store
        .requeue_dead(&lead(2).id, NOW)
        .await
        .expect("requeued");
    let id = quarantined(7).id;
    store.requeue_quarantined(&id, NOW).await.expect("returned");
    store.can_store().await.expect("the store works");
    let wanted = Counts {
        created: 7,
        delivered: 1,
        pending: 5,
        skipped: 1,
        ..Counts::default()
    };
    assert_eq!(counts(&store).await, wanted);
}

/// Partner, form, test, connector, state, how many, duplicates.
type Row<'a> = (
    &'a str,
    &'a str,
    bool,
    Option<&'a str>,
    Option<&'a str>,
    u64,
    u64,
);

fn row(tally: &Tally) -> Row<'_> {
    (
        &tally.partner,
        &tally.form,
        tally.test,
        tally.connector.as_deref(),
        tally.state.map(DeliveryState::as_str),
        tally.count,
        tally.duplicates,
    )
}

pub(super) async fn tallies_tell_partners_forms_tests_and_connectors_apart(store: AnyStore) {
    let twice = NewLead {
        deliveries: to(&["crm", "archive"]),
        ..lead_of(1, &[email(1)], NOW)
    };
    stored(&*store, &twice).await;
    store
        .accept(&lead_of(2, &[email(1)], NOW + 1))
        .await
        .expect("a duplicate");
    let click = NewLead {
        form: "click-out".into(),
        deliveries: Vec::new(),
        ..lead(3)
    };
    stored(&*store, &click).await;
    let test = NewLead {
        test: true,
        ..lead(4)
    };
    stored(&*store, &test).await;
    let other = NewLead {
        partner: "other".into(),
        created_at_ms: NOW - 1,
        ..lead(5)
    };
    stored(&*store, &other).await;
    let claim = claim_one(&*store, NOW - 1, "worker").await;
    store.finish(&claim, dead(), NOW).await.expect("finished");

    let tally = async |filter: &LeadFilter| store.tally(filter).await.expect("tallies");
    let form = "call-me-back";
    let (crm, archive) = (Some("crm"), Some("archive"));
    let all = tally(&LeadFilter::default()).await;
    let expected: [Row<'_>; 5] = [
        ("demo", form, false, archive, Some("pending"), 1, 0),
        ("demo", form, false, crm, Some("pending"), 2, 1),
        ("demo", form, true, crm, Some("skipped"), 1, 0),
        ("demo", "click-out", false, None, None, 1, 0),
        ("other", form, false, crm, Some("dead"), 1, 0),
    ];
    assert_eq!(all.iter().map(row).collect::<Vec<_>>(), expected);

    let pending_at_crm = LeadFilter {
        state: Some(DeliveryState::Pending),
        connector: Some("crm".into()),
        created_from_ms: Some(NOW),
        ..LeadFilter::default()
    };
    let some = tally(&pending_at_crm).await;
    assert_eq!(some.iter().map(row).collect::<Vec<_>>(), [expected[1]]);
    let clicks = LeadFilter {
        form: Some("click-out".into()),
        ..LeadFilter::default()
    };
    let some = tally(&clicks).await;
    assert_eq!(some.iter().map(row).collect::<Vec<_>>(), [expected[3]]);
}
