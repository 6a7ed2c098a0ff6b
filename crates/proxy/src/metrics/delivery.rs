//! Leads on their way out, and alerts.

use std::time::Duration;

use leadgate_outbox::DeliveryOutcome;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

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

#[derive(Clone)]
pub(super) struct Delivery {
    tries: Family<ConnectorLabel, Histogram, fn() -> Histogram>,
    outcomes: Family<OutcomeLabels, Counter>,
    alerts: Family<AlertLabels, Counter>,
}

impl Delivery {
    pub(super) fn new(registry: &mut Registry) -> Self {
        // From five milliseconds to eighty seconds.
        let buckets: fn() -> Histogram = || Histogram::new(exponential_buckets(0.005, 2.0, 15));
        let tries = Family::new_with_constructor(buckets);
        registry.register(
            "delivery_try_seconds",
            "How long tries took; its count is that of the tries",
            tries.clone(),
        );
        let outcomes = Family::default();
        registry.register(
            "delivery_outcomes",
            "Outcomes of tries since start, by the class of their reason",
            outcomes.clone(),
        );
        let alerts = Family::default();
        registry.register(
            "alerts",
            "Messages to operators since start, by channel",
            alerts.clone(),
        );
        Self {
            tries,
            outcomes,
            alerts,
        }
    }

    pub(super) fn tried(&self, connector: &str, took: Duration) {
        let labels = ConnectorLabel {
            connector: connector.to_owned(),
        };
        let tries = self.tries.get_or_create(&labels);
        tries.observe(took.as_secs_f64());
    }

    pub(super) fn ended(&self, connector: &str, outcome: &DeliveryOutcome, class: &'static str) {
        let outcome = match outcome {
            DeliveryOutcome::Delivered { .. } => "delivered",
            DeliveryOutcome::Retry { .. } => "retry",
            DeliveryOutcome::PutBack { .. } => "put_back",
            DeliveryOutcome::Dead { .. } => "dead",
            DeliveryOutcome::Skipped { .. } => "skipped",
        };
        self.count(connector, outcome, class);
    }

    pub(super) fn lost_lease(&self, connector: &str) {
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

    pub(super) fn alerted(&self, channel: &'static str, is_sent: bool) {
        let outcome = if is_sent { "sent" } else { "failed" };
        let labels = AlertLabels { channel, outcome };
        self.alerts.get_or_create(&labels).inc();
    }
}
