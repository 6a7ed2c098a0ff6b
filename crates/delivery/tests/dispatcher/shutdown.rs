//! The end of a dispatcher: what is under way is finished or given back.

use std::time::Duration;

use leadgate_clock::Clock;
use leadgate_store::prelude::*;

use crate::fixture::{FakeConnector, Fixture, until};

#[tokio::test]
async fn a_shutdown_waits_for_what_is_under_way_and_starts_nothing_new() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::closed("crm");
    let running = fixture.run("run", &[&crm]);
    for number in 0..10 {
        fixture.accept(&number.to_string(), &["crm"]).await;
    }
    until(async || crm.at_once() == 4).await;
    running.shutdown.cancel();
    crm.open();
    running.task.await.unwrap();
    let counts = fixture.counts().await;
    assert_eq!((counts.delivered, counts.pending), (4, 6));
    let now = fixture.clock.now_ms();
    assert_eq!(
        fixture
            .store
            .claim("crm", now, 1, 99, "next")
            .await
            .unwrap()
            .len(),
        6
    );
}

#[tokio::test]
async fn a_shutdown_cuts_off_what_takes_too_long_and_gives_its_lease_back() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::closed("crm");
    let running = fixture.run("run", &[&crm]);
    fixture.accept("a", &["crm"]).await;
    until(async || crm.at_once() == 1).await;
    running.shutdown.cancel();
    until(async || {
        fixture.clock.advance(Duration::from_secs(1));
        running.task.is_finished()
    })
    .await;
    let claims = fixture
        .store
        .claim("crm", fixture.clock.now_ms(), 1, 9, "next")
        .await
        .unwrap();
    assert_eq!((claims.len(), claims[0].attempt), (1, 1));
}
