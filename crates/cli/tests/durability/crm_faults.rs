//! A CRM that answers what it should not, or nothing, as the visitor, the operator and the store see
//! it: the visitor is thanked at once, the lead waits with its reason, and arrives in the end.

use std::time::{Duration, Instant};

use crm_simulator::FaultMode;
use futures::future::join_all;
use reqwest::{Client, StatusCode};
use serde_json::json;
use uuid::Uuid;

use crate::fixture::Fixture;
use crate::operator::{command, metric, readiness, until};
use crate::proxy::until_ready;
use crate::visitors::post;

/// As many failures in a row as mean that a CRM is down.
const LEADS: usize = 5;

/// A visitor notices nothing of a CRM; a machine that does much else takes its time.
const AT_ONCE: Duration = Duration::from_secs(5);

/// What attempts may take of the memory: far less than one of the answers that are too long.
const MEMORY_MAX_KB: u64 = 6_000;

/// Posts leads while the CRM fails in a way, and looks for what is made of it.
async fn a_crm_that_fails(mode: FaultMode, reason: &str, class: &str) {
    let fixture = Fixture::new().await;
    if class != "timed_out" {
        // What is answered is the reason, however slow this machine is.
        fixture.change("lease_seconds = 8", "lease_seconds = 60");
        fixture.change("timeout_seconds = 1", "timeout_seconds = 30");
    }
    let client = Client::new();
    let proxy = fixture.start();
    until_ready(&client, fixture.proxy_url()).await;
    // Whatever a first delivery needs for good is there afterwards.
    let warm_up = Uuid::new_v4().to_string();
    post(&client, fixture.proxy_url(), &warm_up).await.unwrap();
    until(&fixture, "the first lead arrives", async || {
        fixture.received() == [warm_up.as_str()]
    })
    .await;
    let memory_kb = proxy.most_memory_kb();

    fixture.fail(mode, u32::MAX);
    let ids: Vec<String> = (0..LEADS).map(|_| Uuid::new_v4().to_string()).collect();
    // At the same moment, or the first would be tried again before the last is tried.
    let posts = ids.iter().map(async |id| {
        let begun = Instant::now();
        let answer = post(&client, fixture.proxy_url(), id).await.unwrap();
        assert_eq!(answer.status(), StatusCode::ACCEPTED);
        assert!(begun.elapsed() < AT_ONCE, "{:?}", begun.elapsed());
    });
    join_all(posts).await;

    // The operator: the connector is down and leads can be stored, what was tried has a reason, and
    // the metrics say the same.
    until(&fixture, "the connector is down", async || {
        let (code, ready) = readiness(&client, &fixture).await;
        code == 200 && ready["store"] == true && ready["connectors"] == json!({"crm": "down"})
    })
    .await;
    let waiting = command(&fixture, &["leads", "list", "--state", "pending"]);
    assert_eq!(waiting.len(), LEADS, "{waiting:?}");
    for lead in &waiting {
        let delivery = &lead["deliveries"][0];
        assert_eq!(delivery["reason"], reason, "{lead}");
        let id = lead["id"].as_str().unwrap();
        let shown = command(&fixture, &["leads", "show", id]).remove(0);
        assert_eq!(shown["deliveries"][0], *delivery);
    }
    let results = format!(
        "leadgate_delivery_attempt_results_total{{connector=\"crm\",result=\"retry\",reason=\"{class}\"}}"
    );
    assert!(metric(&client, &fixture, &results).await >= LEADS as f64);
    let state = "leadgate_connector_state{connector=\"crm\",state=\"down\"}";
    assert_eq!(metric(&client, &fixture, state).await, 1.0);
    let age = "leadgate_queue_age_seconds{connector=\"crm\"}";
    assert!(metric(&client, &fixture, age).await > 0.0);

    // The store: they wait, and none is counted twice or given up.
    let counts = fixture.counts().await;
    assert_eq!(
        (counts.pending, counts.delivered, counts.dead),
        (LEADS as u64, 1, 0)
    );
    assert!(counts.reconcile(), "{counts:?}");
    let more_kb = proxy.most_memory_kb() - memory_kb;
    assert!(more_kb < MEMORY_MAX_KB, "{more_kb} KB more than before");

    fixture.clear_faults();
    fixture.until_delivered(Duration::from_secs(60)).await;
    let (mut received, mut sent) = (fixture.received(), [ids, vec![warm_up]].concat());
    received.sort();
    sent.sort();
    assert_eq!(received, sent, "each once");
    proxy.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crm_that_answers_garbage_has_not_taken_the_lead() {
    let reason = "status 200, but not an answer of the CRM";
    a_crm_that_fails(FaultMode::Garbage, reason, "not_understood").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crm_that_answers_200_with_an_error_inside_has_not_taken_the_lead() {
    let reason = "status 200, but not an answer of the CRM";
    a_crm_that_fails(FaultMode::Error, reason, "not_understood").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crm_that_answers_ten_megabytes_is_not_read_to_the_end() {
    let reason = "status 200, but not an answer of the CRM";
    a_crm_that_fails(FaultMode::Flood, reason, "not_understood").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crm_that_never_answers_is_not_waited_for_any_longer_than_its_time_out() {
    let stall = FaultMode::Stall(Duration::from_secs(600));
    a_crm_that_fails(stall, "the CRM did not answer in time", "timed_out").await;
}
