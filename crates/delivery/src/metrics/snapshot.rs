//! What the store and the dispatcher say when somebody looks, set anew each time.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicU64;

use leadgate_store::{Counts, DeliveryState, Waiting};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use crate::dispatcher::{ConnectorState, ConnectorStatus};

/// Of a connector that deliveries name and the configuration lacks.
const NOT_CONFIGURED: &str = "not_configured";

/// How everything stands at one moment.
#[derive(Clone, Default, Debug)]
pub struct Snapshot {
    /// The time of day.
    pub now_ms: i64,
    /// Deliveries by state.
    pub counts: Counts,
    /// What waits, by connector.
    pub waiting: Vec<Waiting>,
    /// The configured connectors.
    pub connectors: BTreeMap<String, ConnectorStatus>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct StateLabel {
    state: &'static str,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct ConnectorLabel {
    connector: String,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct ConnectorStateLabels {
    connector: String,
    state: &'static str,
}

#[derive(Clone, Default, Debug)]
pub(super) struct Gauges {
    deliveries: Family<StateLabel, Gauge>,
    queue_age: Family<ConnectorLabel, Gauge<f64, AtomicU64>>,
    connector_state: Family<ConnectorStateLabels, Gauge>,
}

impl Gauges {
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register(
            "deliveries",
            "Deliveries in the store by state",
            self.deliveries.clone(),
        );
        registry.register(
            "queue_age_seconds",
            "How long the oldest undelivered lead of a connector waits; 0 if none does",
            self.queue_age.clone(),
        );
        registry.register(
            "connector_state",
            "1 for the state that a connector is in, 0 for the others",
            self.connector_state.clone(),
        );
    }

    pub(super) fn set(&self, snapshot: &Snapshot) {
        self.set_deliveries(&snapshot.counts);
        self.set_ages(snapshot);
        self.set_states(snapshot);
    }

    fn set_deliveries(&self, counts: &Counts) {
        let set = |state: &'static str, count: u64| {
            let value = i64::try_from(count).unwrap_or(i64::MAX);
            self.deliveries
                .get_or_create(&StateLabel { state })
                .set(value);
        };
        set("created", counts.created);
        for state in DeliveryState::ALL {
            set(state.as_str(), counts.of(state));
        }
    }

    fn set_ages(&self, snapshot: &Snapshot) {
        self.queue_age.clear();
        let set = |connector: &str, age_ms: i64| {
            let labels = ConnectorLabel {
                connector: connector.to_owned(),
            };
            let age_seconds = age_ms.max(0) as f64 / 1000.0;
            self.queue_age.get_or_create(&labels).set(age_seconds);
        };
        for connector in snapshot.connectors.keys() {
            set(connector, 0);
        }
        for waiting in &snapshot.waiting {
            set(
                &waiting.connector,
                snapshot.now_ms - waiting.oldest_queued_at_ms,
            );
        }
    }

    fn set_states(&self, snapshot: &Snapshot) {
        self.connector_state.clear();
        let set = |connector: &str, state: &'static str, is_in: bool| {
            let labels = ConnectorStateLabels {
                connector: connector.to_owned(),
                state,
            };
            self.connector_state
                .get_or_create(&labels)
                .set(is_in.into());
        };
        for (connector, status) in &snapshot.connectors {
            for state in ConnectorState::NAMES {
                set(connector, state, state == status.state.name());
            }
        }
        for waiting in &snapshot.waiting {
            if !snapshot.connectors.contains_key(&waiting.connector) {
                set(&waiting.connector, NOT_CONFIGURED, true);
            }
        }
    }
}
