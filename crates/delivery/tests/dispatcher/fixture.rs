//! What the dispatcher's tests play on: a connector that does as told, and a real store in a
//! temporary file.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use leadgate_clock::Clock as _;
use leadgate_connectors::{Connector, ConnectorResult, RetryReason};
use leadgate_delivery::dispatcher::{
    Dispatcher, DispatcherParts, DispatcherSettings, WorkerSettings,
};
use leadgate_delivery::{DeliveryMetrics, Snapshot};
use leadgate_model::wire::LeadPayload;
use leadgate_store::prelude::*;
use leadgate_store::{Accepted, Counts, DeliveryState, NewDelivery, NewLead, RetryPolicy, Urgency};
use leadgate_store_sqlite::SqliteStore;
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;
use tempfile::TempDir;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::hand_clock::HandClock;

/// A connector that does as told.
pub(crate) struct FakeConnector {
    name: &'static str,
    script: Mutex<Box<dyn FnMut(usize) -> ConnectorResult + Send>>,
    open: watch::Sender<bool>,
    pub(crate) calls: AtomicUsize,
    pub(crate) at_once: AtomicUsize,
    pub(crate) most_at_once: AtomicUsize,
    /// The ids of the leads that it was given, in order.
    seen: Mutex<Vec<String>>,
}

impl FakeConnector {
    /// Answers call number n (from 1) with what the script says.
    pub(crate) fn new(
        name: &'static str,
        script: impl FnMut(usize) -> ConnectorResult + Send + 'static,
    ) -> Arc<Self> {
        Arc::new(Self {
            name,
            script: Mutex::new(Box::new(script)),
            open: watch::Sender::new(true),
            calls: AtomicUsize::new(0),
            at_once: AtomicUsize::new(0),
            most_at_once: AtomicUsize::new(0),
            seen: Mutex::default(),
        })
    }

    /// Accepts every lead, but answers only once opened.
    pub(crate) fn closed(name: &'static str) -> Arc<Self> {
        let actor = Self::new(name, |_| accepted());
        actor.open.send_replace(false);
        actor
    }

    pub(crate) fn open(&self) {
        self.open.send_replace(true);
    }

    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    pub(crate) fn seen(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.clone()
    }

    pub(crate) fn at_once(&self) -> usize {
        self.at_once.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl Connector for FakeConnector {
    fn name(&self) -> &str {
        self.name
    }

    fn kind(&self) -> &'static str {
        "actor"
    }

    fn longest(&self) -> Duration {
        Duration::from_secs(15)
    }

    async fn deliver(&self, lead: &LeadPayload) -> ConnectorResult {
        (self.seen.lock().unwrap_or_else(PoisonError::into_inner)).push(lead.id.clone());
        let call = self.calls.fetch_add(1, Ordering::SeqCst) + 1;
        let at_once = self.at_once.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_at_once.fetch_max(at_once, Ordering::SeqCst);
        let _ = self.open.subscribe().wait_for(|open| *open).await;
        self.at_once.fetch_sub(1, Ordering::SeqCst);
        (self.script.lock().unwrap_or_else(PoisonError::into_inner))(call)
    }
}

pub(crate) fn accepted() -> ConnectorResult {
    ConnectorResult::Accepted {
        remote_id: Some("77".to_owned()),
    }
}

pub(crate) fn down() -> ConnectorResult {
    ConnectorResult::Retry {
        after: None,
        reason: RetryReason::Status { status: 503 },
    }
}

/// Store, clock and wake-up call that outlive a dispatcher.
pub(crate) struct Fixture {
    _folder: TempDir,
    pub(crate) store: Arc<SqliteStore>,
    pub(crate) clock: Arc<HandClock>,
    pub(crate) wake: Arc<Notify>,
    pub(crate) settings: DispatcherSettings,
    pub(crate) worker: WorkerSettings,
    pub(crate) metrics: DeliveryMetrics,
}

/// A dispatcher at work.
pub(crate) struct Running {
    pub(crate) dispatcher: Arc<Dispatcher>,
    pub(crate) shutdown: CancellationToken,
    pub(crate) task: JoinHandle<()>,
}

impl Fixture {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("leads.db").display());
        Self {
            _folder: folder,
            store: Arc::new(SqliteStore::open(&url).await.unwrap()),
            clock: Arc::new(HandClock::new()),
            worker: WorkerSettings::default(),
            metrics: DeliveryMetrics::default(),
            wake: Arc::default(),
            settings: DispatcherSettings {
                policy: RetryPolicy::new([0, 1, 5, 15].map(Duration::from_secs).to_vec()),
                ..DispatcherSettings::default()
            },
        }
    }

    pub(crate) fn parts(&self, run: &str, actors: &[&Arc<FakeConnector>]) -> DispatcherParts {
        DispatcherParts {
            run: run.to_owned(),
            store: Arc::<SqliteStore>::clone(&self.store),
            connectors: actors
                .iter()
                .map(|&actor| (Arc::clone(actor) as Arc<dyn Connector>, self.worker))
                .collect(),
            wake: Arc::clone(&self.wake),
            clock: Arc::<HandClock>::clone(&self.clock),
            jitter: Arc::new(|| u32::MAX / 2),
            settings: self.settings.clone(),
            metrics: self.metrics.clone(),
        }
    }

    /// Sets a dispatcher to work.
    pub(crate) fn run(&self, run: &str, actors: &[&Arc<FakeConnector>]) -> Running {
        let dispatcher = Dispatcher::new(self.parts(run, actors)).unwrap();
        let shutdown = CancellationToken::new();
        let task = tokio::spawn(Arc::clone(&dispatcher).run(shutdown.clone()));
        Running {
            dispatcher,
            shutdown,
            task,
        }
    }

    /// Stores a lead for these connectors, as the proxy does.
    pub(crate) async fn accept(&self, id: &str, connectors: &[&str]) {
        self.accept_payload(id, connectors, payload(id)).await;
    }

    /// Stores a lead of a batch.
    pub(crate) async fn accept_batched(&self, id: &str, connectors: &[&str]) {
        self.accept_as(id, connectors, payload(id), Urgency::Batch)
            .await;
    }

    pub(crate) async fn accept_payload(&self, id: &str, connectors: &[&str], payload: String) {
        self.accept_as(id, connectors, payload, Urgency::Visitor)
            .await;
    }

    async fn accept_as(&self, id: &str, connectors: &[&str], payload: String, urgency: Urgency) {
        let lead = NewLead {
            id: id.to_owned(),
            partner: "demo".to_owned(),
            form: "call-me-back".to_owned(),
            fingerprint: id.to_owned(),
            payload,
            created_at_ms: self.clock.now_ms(),
            urgency,
            deliveries: connectors
                .iter()
                .map(|&connector| NewDelivery {
                    connector: connector.to_owned(),
                    skip_duplicate: false,
                })
                .collect(),
            ..NewLead::default()
        };
        assert_eq!(self.store.accept(&lead).await, Ok(Accepted::Stored));
        self.wake.notify_one();
    }

    /// What `/metrics` would show of delivering.
    pub(crate) fn shown(&self, snapshot: &Snapshot) -> String {
        let mut registry = Registry::with_prefix("leadgate");
        self.metrics.register(&mut registry);
        self.metrics.set(snapshot);
        let mut text = String::new();
        encode(&mut text, &registry).unwrap();
        text
    }

    pub(crate) async fn counts(&self) -> Counts {
        self.store.counts().await.unwrap()
    }

    /// State, attempts and reason of a lead's first delivery.
    pub(crate) async fn delivery(&self, id: &str) -> (DeliveryState, u32, Option<String>) {
        let lead = self.store.show(id).await.unwrap().unwrap();
        let delivery = &lead.summary.deliveries[0];
        (delivery.state, delivery.attempts, delivery.reason.clone())
    }

    /// Waits until the store counts this many deliveries as delivered.
    pub(crate) async fn until_delivered(&self, number: u64) {
        until(async || self.counts().await.delivered == number).await;
    }

    /// Moves the clock on, second by second, until the condition holds. It stands still while a
    /// attempt runs or is recorded: on a busy machine leases would otherwise end in the meantime.
    pub(crate) async fn advance_until(
        &self,
        dispatcher: &Dispatcher,
        condition: impl AsyncFn() -> bool,
    ) {
        until(async || {
            let holds = condition().await;
            let connectors = dispatcher.status();
            if !holds && connectors.values().all(|one| one.under_way == 0) {
                self.clock.advance(Duration::from_secs(1));
            }
            holds
        })
        .await;
    }
}

/// A lead that a connector can read.
fn payload(id: &str) -> String {
    serde_json::json!({
        "id": id, "form": "call-me-back", "partner": "demo", "lang": "nl",
        "affiliate_id": 6, "fields": {"first_name": "An"}, "product": {}, "consents": [],
        "attribution": {}, "form_version": "", "received_at": "", "signals": [],
    })
    .to_string()
}

/// Waits for a condition; the test fails if it does not come about in a generous time.
pub(crate) async fn until(condition: impl AsyncFn() -> bool) {
    let waiting = async {
        while !condition().await {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), waiting)
        .await
        .expect("the condition did not come about");
}
