//! The end of a dispatcher: what is under way is finished or given back.

use std::time::Duration;

use leadgate_clock::Clock;
use leadgate_store::prelude::*;

use crate::stage::{Actor, Stage, until};

#[tokio::test]
async fn a_shutdown_waits_for_what_is_under_way_and_starts_nothing_new() {
    let stage = Stage::new().await;
    let crm = Actor::closed("crm");
    let running = stage.run("run", &[&crm]);
    for number in 0..10 {
        stage.accept(&number.to_string(), &["crm"]).await;
    }
    until(async || crm.at_once() == 4).await;
    running.shutdown.cancel();
    crm.open();
    running.task.await.unwrap();
    let counts = stage.counts().await;
    assert_eq!((counts.delivered, counts.pending), (4, 6));
    let now = stage.clock.now_ms();
    assert_eq!(
        stage
            .outbox
            .claim("crm", now, 1, 99, "next")
            .await
            .unwrap()
            .len(),
        6
    );
}

#[tokio::test]
async fn a_shutdown_cuts_off_what_takes_too_long_and_gives_its_lease_back() {
    let stage = Stage::new().await;
    let crm = Actor::closed("crm");
    let running = stage.run("run", &[&crm]);
    stage.accept("a", &["crm"]).await;
    until(async || crm.at_once() == 1).await;
    running.shutdown.cancel();
    until(async || {
        stage.clock.advance(Duration::from_secs(1));
        running.task.is_finished()
    })
    .await;
    let claims = stage
        .outbox
        .claim("crm", stage.clock.now_ms(), 1, 9, "next")
        .await
        .unwrap();
    assert_eq!((claims.len(), claims[0].attempt), (1, 1));
}
