//! A running simulator, and what a lead came to there.

use leadgate_connectors::econtract::{EcontractConnector, EcontractSettings};
use leadgate_connectors::{Connector, ConnectorResult, RejectReason};
use leadgate_model::wire::LeadPayload;
use serde_json::Value;
use tokio::net::TcpListener;

/// A running simulator, and a way to ask and command it.
pub(crate) struct Simulator {
    base: String,
    client: reqwest::Client,
}

impl Simulator {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(crm_simulator::serve(listener));
        Self {
            base,
            client: reqwest::Client::new(),
        }
    }

    pub(crate) fn settings(&self) -> EcontractSettings {
        let url = format!("{}/econtract", self.base).parse().unwrap();
        EcontractSettings::new(url, "demo-id".into(), "demo-key".into())
    }

    pub(crate) fn connector(&self) -> EcontractConnector {
        EcontractConnector::new("crm", self.settings()).unwrap()
    }

    pub(crate) async fn fail(&self, fault: Value) {
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
    pub(crate) async fn received(&self) -> Vec<(Option<u64>, Value)> {
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

/// Delivers a lead that has to be accepted under an id, and gives what the CRM was sent.
pub(crate) async fn accepted(lead: &LeadPayload) -> Value {
    let simulator = Simulator::start().await;
    let outcome = simulator.connector().deliver(lead).await;
    let ConnectorResult::Accepted { remote_id: Some(_) } = outcome else {
        panic!("{outcome:?}")
    };
    let (_, body) = simulator.received().await.remove(0);
    body
}

/// Delivers a lead that has to be refused because of these fields.
pub(crate) async fn check_refused(lead: &LeadPayload, blamed: &[&'static str]) {
    let simulator = Simulator::start().await;
    let expected = ConnectorResult::Rejected {
        reason: RejectReason::Status {
            status: 422,
            fields: blamed.to_vec(),
        },
    };
    assert_eq!(simulator.connector().deliver(lead).await, expected);
}
