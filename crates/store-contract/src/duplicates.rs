//! What is promised about a person who leaves a second lead, and about a partner's tests.

use super::AnyStore;
use super::samples::{
    NOW, WINDOW, claim_all, claim_one, dead, delivered, email, lead, lead_of, only_delivery, phone,
    shown, stored, to,
};
use leadgate_store::{
    Accepted, DeliveryState, Erasure, NewDelivery, NewLead, RequeueFrom, SKIPPED_AS_DUPLICATE,
    SKIPPED_AS_TEST,
};

async fn accept(store: &AnyStore, lead: &NewLead) -> Accepted {
    store.accept(lead).await.expect("an answer")
}

async fn duplicate_of(store: &AnyStore, lead: &NewLead) -> Option<String> {
    shown(&**store, lead).await.summary.duplicate_of
}

/// The same, its delivery to be skipped if it is a duplicate.
fn skipping(lead: NewLead) -> NewLead {
    NewLead {
        deliveries: vec![NewDelivery {
            connector: "crm".into(),
            skip_duplicate: true,
        }],
        ..lead
    }
}

pub(super) async fn a_second_lead_of_a_person_is_linked_to_the_first_and_delivered(
    store: AnyStore,
) {
    let first = lead_of(1, &[email(1), phone(1)], NOW);
    stored(&*store, &first).await;
    let by_phone = lead_of(2, &[email(2), phone(1)], NOW + 1);
    let by_email = lead_of(3, &[email(1)], NOW + 2);
    for again in [&by_phone, &by_email] {
        assert_eq!(accept(&store, again).await, Accepted::StoredDuplicate);
        assert_eq!(duplicate_of(&store, again).await, Some(first.id.clone()));
    }
    assert_eq!(duplicate_of(&store, &first).await, None);
    assert_eq!(claim_all(&*store, NOW + 2, "worker").await.len(), 3);
    assert_eq!(accept(&store, &by_phone).await, Accepted::Same);
}

pub(super) async fn another_person_form_or_product_is_no_duplicate(store: AnyStore) {
    stored(&*store, &lead_of(1, &[email(1), phone(1)], NOW)).await;
    stored(&*store, &lead_of(2, &[email(2), phone(2)], NOW)).await;
    stored(&*store, &lead_of(3, &[], NOW)).await;
    stored(&*store, &lead_of(4, &[], NOW)).await;
    let of_first = lead_of(5, &[email(1)], NOW);
    let other_form = NewLead {
        form: "insurance".into(),
        ..of_first.clone()
    };
    stored(&*store, &other_form).await;
    let other_product = NewLead {
        product: "53".into(),
        ..lead_of(6, &[email(1)], NOW)
    };
    stored(&*store, &other_product).await;
    let not_asked = NewLead {
        duplicate_since_ms: None,
        ..lead_of(7, &[email(1)], NOW)
    };
    stored(&*store, &not_asked).await;
    // Whose page it was left on makes no difference.
    let other_partner = NewLead {
        partner: "other".into(),
        ..lead_of(8, &[email(1)], NOW)
    };
    let answer = accept(&store, &other_partner).await;
    assert_eq!(answer, Accepted::StoredDuplicate);
}

/// Else somebody who asks every week would be a duplicate for ever.
pub(super) async fn the_window_begins_with_the_first_lead(store: AnyStore) {
    let first = lead_of(1, &[email(1)], NOW);
    stored(&*store, &first).await;
    let inside = lead_of(2, &[email(1)], NOW + WINDOW - 1);
    assert_eq!(accept(&store, &inside).await, Accepted::StoredDuplicate);
    let outside = lead_of(3, &[email(1)], NOW + WINDOW);
    assert_eq!(accept(&store, &outside).await, Accepted::Stored);
    let next = lead_of(4, &[email(1)], NOW + WINDOW + 1);
    assert_eq!(accept(&store, &next).await, Accepted::StoredDuplicate);
    assert_eq!(duplicate_of(&store, &next).await, Some(outside.id));
}

pub(super) async fn a_duplicate_is_skipped_where_the_connector_wants_so(store: AnyStore) {
    stored(&*store, &lead_of(1, &[email(1)], NOW)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, delivered(), NOW).await.expect("done");
    let second = NewLead {
        deliveries: vec![
            NewDelivery {
                connector: "crm".into(),
                skip_duplicate: true,
            },
            NewDelivery {
                connector: "archive".into(),
                skip_duplicate: true,
            },
        ],
        ..lead_of(2, &[email(1)], NOW + 1)
    };
    assert_eq!(accept(&store, &second).await, Accepted::StoredDuplicate);
    let deliveries = shown(&*store, &second).await.summary.deliveries;
    assert_eq!(deliveries[0].state, DeliveryState::Skipped);
    assert_eq!(deliveries[0].reason.as_deref(), Some(SKIPPED_AS_DUPLICATE));
    assert_eq!(deliveries[0].finished_at_ms, Some(NOW + 1));
    let missing = "the first did not go there";
    assert_eq!(deliveries[1].state, DeliveryState::Pending, "{missing}");
    let counts = store.counts().await.expect("counts");
    assert_eq!((counts.created, counts.skipped), (3, 1));
    assert!(counts.reconcile());
}

/// The first may yet be refused, and nobody would bring the second back.
pub(super) async fn a_duplicate_of_a_lead_that_waits_is_delivered(store: AnyStore) {
    stored(&*store, &lead_of(1, &[email(1)], NOW)).await;
    let second = skipping(lead_of(2, &[email(1)], NOW + 1));
    assert_eq!(accept(&store, &second).await, Accepted::StoredDuplicate);
    assert_eq!(claim_all(&*store, NOW + 1, "worker").await.len(), 2);
}

/// The CRM has to get at least one of them.
pub(super) async fn a_duplicate_of_a_lead_that_was_not_delivered_is_delivered(store: AnyStore) {
    stored(&*store, &lead_of(1, &[email(1)], NOW)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, dead(), NOW).await.expect("finished");
    let second = skipping(lead_of(2, &[email(1)], NOW + 1));
    assert_eq!(accept(&store, &second).await, Accepted::StoredDuplicate);
    let claim = claim_one(&*store, NOW + 1, "worker").await;
    assert_eq!(claim.lead_id, second.id);
    let quarantined = NewLead {
        quarantine_reason: Some("too fast".into()),
        ..lead_of(3, &[email(3)], NOW)
    };
    stored(&*store, &quarantined).await;
    let after_quarantine = skipping(lead_of(4, &[email(3)], NOW));
    accept(&store, &after_quarantine).await;
    let state = only_delivery(&*store, &after_quarantine).await.state;
    assert_eq!(state, DeliveryState::Pending);
}

pub(super) async fn a_quarantined_duplicate_waits_for_its_decision(store: AnyStore) {
    stored(&*store, &lead_of(1, &[email(1)], NOW)).await;
    let quarantined = NewLead {
        quarantine_reason: Some("too fast".into()),
        ..skipping(lead_of(2, &[email(1)], NOW))
    };
    assert_eq!(
        accept(&store, &quarantined).await,
        Accepted::StoredDuplicate
    );
    let state = only_delivery(&*store, &quarantined).await.state;
    assert_eq!(state, DeliveryState::Quarantined);
}

pub(super) async fn two_leads_of_a_person_at_once_are_linked(store: AnyStore) {
    let leads: Vec<NewLead> = (1..=8)
        .map(|number| lead_of(number, &[email(1), phone(number)], NOW))
        .collect();
    let accept = async |lead: NewLead| accept(&store, &lead).await;
    let [a, b, c, d] = [0, 1, 2, 3].map(|at| accept(leads[at].clone()));
    let [e, f, g, h] = [4, 5, 6, 7].map(|at| accept(leads[at].clone()));
    let answers = tokio::join!(a, b, c, d, e, f, g, h);
    let (a, b, c, d, e, f, g, h) = answers;
    let answers = [a, b, c, d, e, f, g, h];
    let first = answers.iter().filter(|it| **it == Accepted::Stored).count();
    assert_eq!(first, 1, "{answers:?}");
    let mut linked_to = Vec::new();
    for lead in &leads {
        linked_to.extend(duplicate_of(&store, lead).await);
    }
    linked_to.dedup();
    assert_eq!(linked_to.len(), 1, "all to the first");
}

pub(super) async fn an_erased_lead_is_nobodys_first(store: AnyStore) {
    stored(&*store, &lead_of(1, &[email(1)], NOW)).await;
    let erasure = Erasure {
        lead_id: lead(1).id,
        kept: "{}".into(),
    };
    store.erase(&[erasure], &[], NOW).await.expect("erased");
    stored(&*store, &lead_of(2, &[email(1)], NOW + 1)).await;
}

pub(super) async fn a_test_is_kept_and_never_delivered(store: AnyStore) {
    let test = NewLead {
        test: true,
        deliveries: to(&["crm", "archive"]),
        ..lead(1)
    };
    let quarantined = NewLead {
        test: true,
        quarantine_reason: Some("too fast".into()),
        ..lead(2)
    };
    for lead in [&test, &quarantined] {
        assert_eq!(accept(&store, lead).await, Accepted::Stored);
        assert_eq!(accept(&store, lead).await, Accepted::Same);
        let detail = shown(&*store, lead).await;
        assert!(detail.summary.test);
        assert_eq!(detail.payload.as_ref(), Some(&lead.payload));
        for delivery in detail.summary.deliveries {
            assert_eq!(delivery.state, DeliveryState::Skipped);
            assert_eq!(delivery.reason.as_deref(), Some(SKIPPED_AS_TEST));
        }
    }
    assert_eq!(claim_all(&*store, NOW, "worker").await, []);
    let filter = leadgate_store::LeadFilter::default();
    for from in [RequeueFrom::Dead, RequeueFrom::Quarantined] {
        let requeued = store.requeue(from, &filter, None, 10, NOW).await;
        assert_eq!(requeued.expect("a step").deliveries, 0);
    }
    let counts = store.counts().await.expect("counts");
    assert_eq!((counts.created, counts.skipped), (3, 3));
}

pub(super) async fn tests_are_compared_with_tests_alone(store: AnyStore) {
    let test = |number| NewLead {
        test: true,
        ..skipping(lead_of(number, &[email(1)], NOW))
    };
    stored(&*store, &test(1)).await;
    let real = skipping(lead_of(2, &[email(1)], NOW));
    stored(&*store, &real).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, delivered(), NOW).await.expect("done");
    assert_eq!(accept(&store, &test(3)).await, Accepted::StoredDuplicate);
    assert_eq!(duplicate_of(&store, &test(3)).await, Some(lead(1).id));
}
