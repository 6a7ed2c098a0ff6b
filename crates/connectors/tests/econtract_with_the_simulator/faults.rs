//! Every way in which the CRM can fail on command.

use std::time::Duration;

use leadgate_connectors::econtract::EcontractConnector;
use leadgate_connectors::{Connector, ConnectorResult, RetryReason};
use serde_json::{Value, json};

use crate::sample;
use crate::simulator::{Simulator, check_refused};

#[tokio::test]
async fn wrong_keys_are_told_apart_from_a_wrong_lead() {
    let simulator = Simulator::start().await;
    let mut settings = simulator.settings();
    settings.key = "another-key".into();
    let connector = EcontractConnector::new("crm", settings).unwrap();
    assert_eq!(
        connector.deliver(&sample::call_me_back()).await,
        ConnectorResult::WrongCredentials
    );

    let mut lead = sample::call_me_back();
    sample::set(&mut lead, "email", "not an address");
    sample::set(&mut lead, "call_at", "tomorrow");
    check_refused(&lead, &["email", "call_at"]).await;
}

#[tokio::test]
async fn every_fault_is_a_reason_to_try_again_and_the_lead_then_arrives_once() {
    let simulator = Simulator::start().await;
    let mut settings = simulator.settings();
    settings.timeout = Duration::from_secs(1);
    let connector = EcontractConnector::new("crm", settings).unwrap();
    for (fault, expected) in [
        (
            json!({"crm": "econtract", "mode": "status", "status": 503, "times": 1}),
            RetryReason::Status { status: 503 },
        ),
        (
            json!({"crm": "econtract", "mode": "drop", "times": 1}),
            RetryReason::Interrupted,
        ),
        (
            json!({"crm": "econtract", "mode": "stall", "delay_ms": 60_000, "times": 1}),
            RetryReason::TimedOut,
        ),
        (
            json!({"crm": "econtract", "mode": "garbage", "times": 1}),
            RetryReason::NotUnderstood { status: 200 },
        ),
    ] {
        simulator.fail(fault).await;
        match connector.deliver(&sample::call_me_back()).await {
            ConnectorResult::Retry { reason, .. } => assert_eq!(reason, expected),
            other => panic!("{expected:?}: {other:?}"),
        }
    }
    let outcome = connector.deliver(&sample::call_me_back()).await;
    assert!(
        matches!(outcome, ConnectorResult::Accepted { .. }),
        "{outcome:?}"
    );

    let accepted = |(_, body): &&(Option<u64>, Value)| body["lead_type"] == "call_me_back";
    let received = simulator.received().await;
    assert_eq!(
        received.iter().filter(accepted).count(),
        5,
        "four attempts and the lead"
    );
}

#[tokio::test]
async fn many_leads_at_once_all_arrive() {
    let simulator = Simulator::start().await;
    let connector = std::sync::Arc::new(simulator.connector());
    let attempts: Vec<_> = (0..20)
        .map(|_| {
            let connector = std::sync::Arc::clone(&connector);
            tokio::spawn(async move { connector.deliver(&sample::call_me_back()).await })
        })
        .collect();
    for one in attempts {
        let outcome = one.await.unwrap();
        assert!(
            matches!(outcome, ConnectorResult::Accepted { .. }),
            "{outcome:?}"
        );
    }
    assert_eq!(simulator.received().await.len(), 20);
}
