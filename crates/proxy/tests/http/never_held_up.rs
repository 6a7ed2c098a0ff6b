//! A click-out without script is never held up by the store: it has a second, then the visitor goes
//! on, and storing goes on in the background.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;

use crate::faulty_store::{FaultyStore, StoreFault};
use crate::fixture::{Answer, Fixture};
use crate::lead::{ID, Lead, minimal};

const TARGET: &str = "https://supplier.example/offer";
const LOST: &str = "leadgate_click_outs_lost_total{partner=\"demo\"}";

fn click() -> Lead {
    minimal("click-out").native()
}

async fn fixture(fault: StoreFault) -> (Arc<Fixture>, Arc<FaultyStore>) {
    let (fixture, store) = Fixture::with_faulty_store(fault).await;
    (Arc::new(fixture), store)
}

#[track_caller]
fn went_on(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(answer.header("location"), TARGET);
}

/// Lets whatever is ready go on, until nothing is.
async fn settle() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_store_that_does_not_answer_has_a_second() {
    let (fixture, store) = fixture(StoreFault::Stalls).await;
    let sent = tokio::spawn({
        let fixture = Arc::clone(&fixture);
        async move { fixture.send(click().urlencoded()).await }
    });
    store.asked(1).await;
    fixture.advance(Duration::from_millis(999));
    settle().await;
    assert!(!sent.is_finished(), "it still has a millisecond");
    fixture.advance(Duration::from_millis(1));
    went_on(&sent.await.unwrap());
    assert_eq!(fixture.listed().await.len(), 0);

    store.set(StoreFault::Works);
    fixture.finish_background_tasks().await;
    let [lead] = &fixture.listed().await[..] else {
        panic!("one lead")
    };
    assert_eq!(
        lead.created_at_ms,
        crate::fixture::NOW_MS,
        "when it was clicked"
    );
    assert_eq!(fixture.metric(LOST).await, 0);
    assert_eq!(store.times_asked(), 1);
}

#[tokio::test]
async fn a_store_that_fails_holds_nobody_up_for_even_that_second() {
    let (fixture, store) = fixture(StoreFault::Fails).await;
    went_on(&fixture.send(click().urlencoded()).await);
    store.set(StoreFault::Works);
    fixture.advance(Duration::from_millis(999));
    settle().await;
    assert_eq!(store.times_asked(), 1);
    fixture.advance(Duration::from_millis(1));
    store.asked(2).await;
    fixture.finish_background_tasks().await;
    assert_eq!(fixture.listed().await.len(), 1);
    assert_eq!(fixture.created().await, 1, "and it goes to the CRM");
    assert_eq!(fixture.metric(LOST).await, 0);
}

#[tokio::test]
async fn what_can_never_be_stored_is_given_up_and_counted() {
    let (fixture, store) = fixture(StoreFault::Fails).await;
    went_on(&fixture.send(click().urlencoded()).await);
    for (tried, pause) in [1, 5, 15, 30, 60].into_iter().enumerate() {
        store.asked(tried + 1).await;
        assert_eq!(fixture.metric(LOST).await, 0, "still trying");
        settle().await;
        fixture.advance(Duration::from_secs(pause));
    }
    store.asked(6).await;
    settle().await;
    assert_eq!(fixture.metric(LOST).await, 1);
    fixture.advance(Duration::from_secs(3600));
    settle().await;
    assert_eq!(store.times_asked(), 6, "within bounds");
    assert_eq!(fixture.listed().await.len(), 0);
}

#[tokio::test]
async fn an_attempt_that_is_stuck_is_given_up_for_another_one() {
    let (fixture, store) = fixture(StoreFault::Stalls).await;
    let sent = tokio::spawn({
        let fixture = Arc::clone(&fixture);
        async move { fixture.send(click().urlencoded()).await }
    });
    store.asked(1).await;
    fixture.advance(Duration::from_secs(30));
    went_on(&sent.await.unwrap());
    settle().await;
    store.set(StoreFault::Works);
    fixture.advance(Duration::from_secs(1));
    store.asked(2).await;
    fixture.finish_background_tasks().await;
    assert_eq!(fixture.listed().await.len(), 1);
}

#[tokio::test]
async fn a_shutdown_waits_for_background_tasks_and_lets_them_try_once_more() {
    // It works again by then.
    let (fixture_, store) = fixture(StoreFault::Fails).await;
    went_on(&fixture_.send(click().urlencoded()).await);
    store.set(StoreFault::Works);
    fixture_.finish_background_tasks().await;
    assert_eq!(fixture_.listed().await.len(), 1);
    assert_eq!(fixture_.metric(LOST).await, 0);
    // It does not.
    let (fixture_, store) = fixture(StoreFault::Fails).await;
    went_on(&fixture_.send(click().urlencoded()).await);
    fixture_.finish_background_tasks().await;
    assert_eq!(store.times_asked(), 2);
    assert_eq!(fixture_.metric(LOST).await, 1);
}

/// Two who click the same, or one who clicks twice: no more is known of them than before.
#[tokio::test]
async fn a_click_that_comes_twice_is_one_lead_however_the_store_was() {
    let (fixture, store) = fixture(StoreFault::Fails).await;
    went_on(&fixture.send(click().urlencoded()).await);
    went_on(&fixture.send(click().urlencoded()).await);
    store.set(StoreFault::Works);
    went_on(&fixture.send(click().urlencoded()).await);
    fixture.finish_background_tasks().await;
    assert_eq!(fixture.listed().await.len(), 1);
}

/// As the page for a conflict does for other forms, but without a page.
#[tokio::test]
async fn a_click_whose_id_is_another_leads_is_stored_under_its_own() {
    let fixture = Fixture::new().await;
    let first = minimal("click-out");
    fixture.send(first.urlencoded()).await.accepted_id();
    let second = click().with("id", ID).with("first_name", "Jan");
    went_on(&fixture.send(second.urlencoded()).await);
    let leads = fixture.listed().await;
    assert_eq!(leads.len(), 2);
    let other = leads.iter().find(|lead| lead.id != ID).unwrap();
    let stored = fixture.stored(&other.id).await;
    assert_eq!(
        (stored.id, &*stored.fields["first_name"]),
        (other.id.clone(), "Jan")
    );
    assert_eq!(fixture.stored(ID).await.fields["first_name"], "An");
}

#[tokio::test]
async fn however_many_wait_for_the_store_everybody_gets_through() {
    let (fixture, store) = fixture(StoreFault::Stalls).await;
    let clicks = (0..1010).map(|number| {
        let fixture = Arc::clone(&fixture);
        let lead = click().with("first_name", &format!("An{}", "n".repeat(number % 90)));
        tokio::spawn(async move { fixture.send(lead.urlencoded()).await })
    });
    let clicks: Vec<_> = clicks.collect();
    store.asked(1000).await;
    fixture.advance(Duration::from_secs(1));
    for click in clicks {
        went_on(&click.await.unwrap());
    }
    assert_eq!(
        fixture.metric(LOST).await,
        10,
        "what there was no place for"
    );
}

/// The script of the page does its own going on: it wants to know.
#[tokio::test]
async fn a_click_by_script_is_answered_as_every_lead() {
    let (fixture, store) = fixture(StoreFault::Fails).await;
    fixture
        .send(minimal("click-out").urlencoded())
        .await
        .problem(503);
    fixture.send(minimal("click-out").json()).await.problem(503);
    store.set(StoreFault::Works);
    fixture
        .send(minimal("click-out").urlencoded())
        .await
        .accepted_id();
    assert_eq!(fixture.metric(LOST).await, 0);
}
