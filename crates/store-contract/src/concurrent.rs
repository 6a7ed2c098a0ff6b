//! What is promised when several ask for the same thing at the same moment.

use std::collections::HashSet;
use std::future::Future;

use tokio::task::JoinSet;

use super::AnyStore;
use super::samples::{LEASE, NOW, claim_one, dead, delivered, lead, stored};
use leadgate_store::{Accepted, Finished, NewLead};

/// How many ask at once.
const CALLERS: u32 = 8;

/// Runs `call` for each of the callers at once and collects their answers, in no order.
async fn at_once<Answer, Calling>(call: impl Fn(u32) -> Calling) -> Vec<Answer>
where
    Answer: Send + 'static,
    Calling: Future<Output = Answer> + Send + 'static,
{
    let calls: JoinSet<Answer> = (0..CALLERS).map(call).collect();
    calls.join_all().await
}

fn times<Answer: PartialEq>(answers: &[Answer], wanted: &Answer) -> usize {
    answers.iter().filter(|&answer| answer == wanted).count()
}

pub(super) async fn two_accepts_at_once_store_one_lead(store: AnyStore) {
    let answers = at_once(|_| {
        let store = store.clone();
        async move { store.accept(&lead(1)).await.expect("an answer") }
    })
    .await;
    assert_eq!(times(&answers, &Accepted::Stored), 1);
    assert_eq!(times(&answers, &Accepted::Same), answers.len() - 1);
    assert_eq!(store.counts().await.expect("counts").created, 1);
}

pub(super) async fn two_different_accepts_at_once_with_one_id_store_one_lead(store: AnyStore) {
    let answers = at_once(|caller| {
        let store = store.clone();
        let lead = NewLead {
            fingerprint: format!("fields of caller {caller}"),
            ..lead(1)
        };
        async move { store.accept(&lead).await.expect("an answer") }
    })
    .await;
    assert_eq!(times(&answers, &Accepted::Stored), 1);
    assert_eq!(times(&answers, &Accepted::Conflict), answers.len() - 1);
    assert_eq!(store.counts().await.expect("counts").created, 1);
}

pub(super) async fn two_native_posts_at_once_are_one_lead(store: AnyStore) {
    let answers = at_once(|caller| {
        let store = store.clone();
        let lead = NewLead {
            id: lead(caller).id,
            ..lead(1)
        };
        async move {
            store
                .accept_without_id(&lead, 600_000)
                .await
                .expect("answer")
        }
    })
    .await;
    let ids: HashSet<_> = answers.iter().map(|answer| &answer.id).collect();
    assert_eq!(ids.len(), 1, "everybody is told the same id");
    let outcomes: Vec<_> = answers.iter().map(|answer| answer.accepted).collect();
    assert_eq!(times(&outcomes, &Accepted::Stored), 1);
    assert_eq!(times(&outcomes, &Accepted::Same), answers.len() - 1);
    assert_eq!(store.counts().await.expect("counts").created, 1);
}

pub(super) async fn two_workers_never_hold_the_same_delivery(store: AnyStore) {
    for number in 0..20 {
        stored(&*store, &lead(number)).await;
    }
    let claims = at_once(|caller| {
        let store = store.clone();
        async move {
            let worker = format!("worker {caller}");
            let claims = store.claim("crm", NOW, LEASE, 3, &worker).await;
            claims.expect("a claim")
        }
    })
    .await;
    let claims: Vec<_> = claims.into_iter().flatten().collect();
    let ids: HashSet<_> = claims.iter().map(|claim| claim.delivery_id).collect();
    assert_eq!(claims.len(), 20, "eight workers of three share all twenty");
    assert_eq!(ids.len(), claims.len(), "nothing is held twice");
}

pub(super) async fn two_watchers_never_raise_the_same_alert(store: AnyStore) {
    for number in 0..20 {
        stored(&*store, &lead(number)).await;
    }
    let alerts = at_once(|_| {
        let store = store.clone();
        async move {
            store
                .claim_alerts(NOW, NOW, LEASE, 3)
                .await
                .expect("alerts")
        }
    })
    .await;
    let alerts: Vec<_> = alerts.into_iter().flatten().collect();
    let ids: HashSet<_> = alerts.iter().map(|alert| alert.delivery_id).collect();
    assert_eq!((alerts.len(), ids.len()), (20, 20));
}

pub(super) async fn two_finishes_at_once_record_one(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    let answers = at_once(|_| {
        let (store, claim) = (store.clone(), claim.clone());
        async move { store.finish(&claim, delivered(), NOW).await.expect("done") }
    })
    .await;
    assert_eq!(times(&answers, &Finished::Recorded), 1);
}

pub(super) async fn two_operators_at_once_requeue_a_dead_lead_once(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, dead(), NOW).await.expect("finished");
    let requeued = at_once(|_| {
        let store = store.clone();
        async move {
            store
                .requeue_dead(&lead(1).id, NOW)
                .await
                .expect("a number")
        }
    })
    .await;
    assert_eq!(requeued.iter().sum::<u64>(), 1);
}
