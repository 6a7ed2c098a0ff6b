//! The Econtract connector against the CRM's stand-in, over a real socket: leads that arrive, and
//! every way in which the CRM can fail on command.

#![expect(
    clippy::unwrap_used,
    reason = "a test, its simulator included, stops where it fails"
)]

mod sample;

use std::time::Duration;

use leadgate_connectors::econtract::{EcontractConnector, EcontractSettings};
use leadgate_connectors::{Connector, Delivery, RejectReason, RetryReason};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// A running simulator, and a way to ask and command it.
struct Simulator {
    base: String,
    client: reqwest::Client,
}

impl Simulator {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(crm_simulator::serve(listener));
        Self {
            base,
            client: reqwest::Client::new(),
        }
    }

    fn settings(&self) -> EcontractSettings {
        let url = format!("{}/econtract", self.base).parse().unwrap();
        EcontractSettings::new(url, "demo-id".into(), "demo-key".into())
    }

    fn connector(&self) -> EcontractConnector {
        EcontractConnector::new("crm", self.settings()).unwrap()
    }

    async fn fail(&self, fault: Value) {
        let answer = self
            .client
            .post(format!("{}/faults", self.base))
            .json(&fault)
            .send()
            .await
            .unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
    }

    /// Status and decoded fields of every request, oldest first.
    async fn received(&self) -> Vec<(Option<u64>, Value)> {
        let url = format!("{}/received.json", self.base);
        let all: Vec<Value> = self
            .client
            .get(url)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        all.into_iter()
            .map(|one| (one["status"].as_u64(), one["body"].clone()))
            .collect()
    }
}

#[tokio::test]
async fn the_documents_example_is_accepted_under_an_id() {
    let simulator = Simulator::start().await;
    let outcome = simulator.connector().deliver(&sample::lead()).await;
    assert!(
        matches!(&outcome, Delivery::Accepted { remote_id: Some(id) } if !id.is_empty()),
        "{outcome:?}"
    );
    let received = simulator.received().await;
    assert_eq!(received.len(), 1);
    let (status, body) = &received[0];
    assert!(matches!(status, Some(200 | 201)), "{status:?}");
    assert_eq!(body["phone"], "0499656565");
    assert_eq!(body["lead_type"], "call_me_back");
    assert!(
        body["remarks"]
            .as_str()
            .unwrap()
            .ends_with(&format!("[leadgate {}]", sample::ID))
    );
}

#[tokio::test]
async fn a_lead_with_nothing_but_what_is_required_is_accepted() {
    let simulator = Simulator::start().await;
    let mut lead = sample::lead();
    lead.affiliate_id = None;
    lead.product.clear();
    for optional in ["subject", "remarks", "call_at", "call_until"] {
        lead.fields.remove(optional);
    }
    let outcome = simulator.connector().deliver(&lead).await;
    assert!(matches!(outcome, Delivery::Accepted { .. }), "{outcome:?}");
}

#[tokio::test]
async fn wrong_keys_are_told_apart_from_a_wrong_lead() {
    let simulator = Simulator::start().await;
    let mut settings = simulator.settings();
    settings.key = "another-key".into();
    let connector = EcontractConnector::new("crm", settings).unwrap();
    assert_eq!(
        connector.deliver(&sample::lead()).await,
        Delivery::WrongCredentials
    );

    let mut lead = sample::lead();
    lead.fields
        .insert("email".to_owned(), "not an address".to_owned());
    lead.fields
        .insert("call_at".to_owned(), "tomorrow".to_owned());
    let outcome = simulator.connector().deliver(&lead).await;
    assert!(
        matches!(
            outcome,
            Delivery::Rejected {
                reason: RejectReason::Status { .. }
            }
        ),
        "{outcome:?}"
    );
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
        match connector.deliver(&sample::lead()).await {
            Delivery::Retry { reason, .. } => assert_eq!(reason, expected),
            other => panic!("{expected:?}: {other:?}"),
        }
    }
    let outcome = connector.deliver(&sample::lead()).await;
    assert!(matches!(outcome, Delivery::Accepted { .. }), "{outcome:?}");

    let accepted = |(_, body): &&(Option<u64>, Value)| body["lead_type"] == "call_me_back";
    let received = simulator.received().await;
    assert_eq!(
        received.iter().filter(accepted).count(),
        5,
        "four tries and the lead"
    );
}

#[tokio::test]
async fn many_leads_at_once_all_arrive() {
    let simulator = Simulator::start().await;
    let connector = std::sync::Arc::new(simulator.connector());
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let connector = std::sync::Arc::clone(&connector);
            tokio::spawn(async move { connector.deliver(&sample::lead()).await })
        })
        .collect();
    for one in tries {
        let outcome = one.await.unwrap();
        assert!(matches!(outcome, Delivery::Accepted { .. }), "{outcome:?}");
    }
    assert_eq!(simulator.received().await.len(), 20);
}
