//! Visitors who post without pause, SIGKILL at random moments, and a CRM that fails in every way it
//! knows.
//!
//! The seed is printed and decides the moments and the failures; the machine decides the rest.
//! `LEADGATE_CHAOS_SEED` and `LEADGATE_CHAOS_KILLS` change the run.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::http::StatusCode;
use crm_simulator::FaultMode;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

use crate::stage::Stage;
use crate::visitors::Visitors;

/// How many visitors post at the same time.
const VISITORS: usize = 8;

/// Longer than any of the waits between two tries in the stage's settings.
const PATIENCE: Duration = Duration::from_secs(120);

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_is_delivered_whenever_the_proxy_is_killed() {
    let seed = from_environment("LEADGATE_CHAOS_SEED").unwrap_or_else(rand::random);
    let kills = from_environment("LEADGATE_CHAOS_KILLS").unwrap_or(100);
    println!("LEADGATE_CHAOS_SEED={seed} LEADGATE_CHAOS_KILLS={kills}");
    let mut random = StdRng::seed_from_u64(seed);

    let stage = Stage::new().await;
    let mut proxy = stage.start();
    let visitors = Visitors::start(VISITORS, stage.proxy_url());
    for kill in 0..kills {
        if random.random_ratio(1, 4) {
            stage.fail(mode(&mut random), random.random_range(1..4));
        }
        // From the middle of the start-up to well into the work.
        let pause = Duration::from_millis(random.random_range(5..300));
        tokio::time::sleep(pause).await;
        drop(proxy);
        proxy = stage.start();
        if kill % 10 == 9 {
            println!(
                "{} kills, {} leads acknowledged",
                kill + 1,
                visitors.acknowledged()
            );
        }
    }
    // What the visitors are at is finished as they would: they try until they are thanked.
    let met = visitors.stop().await;
    stage.mend();
    stage.until_delivered(PATIENCE).await;
    proxy.stop();

    let stored = stage.stored().await;
    let counts = stage.counts().await;
    assert_eq!(
        counts.delivered, counts.created,
        "all of it is delivered: {counts:?}"
    );
    let mut arrivals: BTreeMap<String, u32> = BTreeMap::new();
    for id in stage.received() {
        *arrivals.entry(id).or_default() += 1;
    }
    for id in &met.acknowledged {
        assert!(
            stored.contains(id),
            "{id} was acknowledged and is not stored"
        );
        assert!(
            arrivals.contains_key(id),
            "{id} was acknowledged and never arrived"
        );
    }

    // The run is worth something only if it met what it was made for.
    let twice = arrivals.values().filter(|&&times| times > 1).count();
    println!(
        "{} leads acknowledged, {} requests cut off, {} refused for a moment; {twice} leads arrived more than once",
        met.acknowledged.len(),
        met.cut_off,
        met.refused,
    );
    assert!(
        met.acknowledged.len() as u64 > kills,
        "hardly anything was posted"
    );
    assert!(met.cut_off > kills / 4, "hardly a request was cut off");
}

fn mode(random: &mut StdRng) -> FaultMode {
    match random.random_range(0..4) {
        0 => FaultMode::Status(StatusCode::SERVICE_UNAVAILABLE),
        1 => FaultMode::Stall(Duration::from_millis(500)),
        2 => FaultMode::Drop,
        _ => FaultMode::Garbage,
    }
}
