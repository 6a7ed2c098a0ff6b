//! Leads on their way out, and alerts.

mod snapshot;

use std::time::Duration;

use leadgate_store::DeliveryOutcome;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

pub use snapshot::Snapshot;

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct ConnectorLabel {
    connector: String,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct OutcomeLabels {
    connector: String,
    outcome: &'static str,
    reason: &'static str,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct AlertLabels {
    channel: &'static str,
    outcome: &'static str,
}

/// What is counted of leads on their way out, and of alerts; a clone counts into the same.
#[derive(Clone, Debug)]
pub struct DeliveryMetrics {
    tries: Family<ConnectorLabel, Histogram, fn() -> Histogram>,
    outcomes: Family<OutcomeLabels, Counter>,
    alerts: Family<AlertLabels, Counter>,
    gauges: snapshot::Gauges,
}

impl Default for DeliveryMetrics {
    fn default() -> Self {
        // From five milliseconds to eighty seconds.
        let buckets: fn() -> Histogram = || Histogram::new(exponential_buckets(0.005, 2.0, 15));
        let tries = Family::new_with_constructor(buckets);
        let outcomes = Family::default();
        let alerts = Family::default();
        Self {
            tries,
            outcomes,
            alerts,
            gauges: snapshot::Gauges::default(),
        }
    }
}

impl DeliveryMetrics {
    /// Shows these metrics in a registry.
    pub fn register(&self, registry: &mut Registry) {
        registry.register(
            "delivery_try_seconds",
            "How long tries took; its count is that of the tries",
            self.tries.clone(),
        );
        registry.register(
            "delivery_outcomes",
            "Outcomes of tries since start, by the class of their reason",
            self.outcomes.clone(),
        );
        registry.register(
            "alerts",
            "Messages to operators since start, by channel",
            self.alerts.clone(),
        );
        self.gauges.register(registry);
    }

    /// How everything stands at one moment, shown until the next call.
    pub fn set(&self, snapshot: &Snapshot) {
        self.gauges.set(snapshot);
    }

    /// A connector was asked to deliver a lead, and it took so long.
    pub fn tried(&self, connector: &str, took: Duration) {
        let labels = ConnectorLabel {
            connector: connector.to_owned(),
        };
        let tries = self.tries.get_or_create(&labels);
        tries.observe(took.as_secs_f64());
    }

    /// The outcome of a try is on disk; `class` is the class of its reason, one of few.
    pub fn ended(&self, connector: &str, outcome: &DeliveryOutcome, class: &'static str) {
        let outcome = match outcome {
            DeliveryOutcome::Delivered { .. } => "delivered",
            DeliveryOutcome::Retry { .. } => "retry",
            DeliveryOutcome::PutBack { .. } => "put_back",
            DeliveryOutcome::Dead { .. } => "dead",
            DeliveryOutcome::Skipped { .. } => "skipped",
        };
        self.count(connector, outcome, class);
    }

    /// A try ended after its claim was lost.
    pub fn lost_lease(&self, connector: &str) {
        self.count(connector, "lost_lease", "none");
    }

    fn count(&self, connector: &str, outcome: &'static str, reason: &'static str) {
        let labels = OutcomeLabels {
            connector: connector.to_owned(),
            outcome,
            reason,
        };
        self.outcomes.get_or_create(&labels).inc();
    }

    /// A channel took an alert or did not.
    pub fn alerted(&self, channel: &'static str, is_sent: bool) {
        let outcome = if is_sent { "sent" } else { "failed" };
        let labels = AlertLabels { channel, outcome };
        self.alerts.get_or_create(&labels).inc();
    }
}
