//! Leads on their way out, and alerts.

mod snapshot;

use std::time::Duration;

use leadgate_store::AttemptResult;
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
struct ResultLabels {
    connector: String,
    result: &'static str,
    reason: &'static str,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct AlertLabels {
    channel: &'static str,
    result: &'static str,
}

/// What is counted of leads on their way out, and of alerts; a clone counts into the same.
#[derive(Clone, Debug)]
pub struct DeliveryMetrics {
    attempts: Family<ConnectorLabel, Histogram, fn() -> Histogram>,
    results: Family<ResultLabels, Counter>,
    alerts: Family<AlertLabels, Counter>,
    gauges: snapshot::Gauges,
}

impl Default for DeliveryMetrics {
    fn default() -> Self {
        // From five milliseconds to eighty seconds.
        let buckets: fn() -> Histogram = || Histogram::new(exponential_buckets(0.005, 2.0, 15));
        let attempts = Family::new_with_constructor(buckets);
        let results = Family::default();
        let alerts = Family::default();
        Self {
            attempts,
            results,
            alerts,
            gauges: snapshot::Gauges::default(),
        }
    }
}

impl DeliveryMetrics {
    /// Shows these metrics in a registry.
    pub fn register(&self, registry: &mut Registry) {
        registry.register(
            "delivery_attempt_seconds",
            "How long attempts took; its count is that of the attempts",
            self.attempts.clone(),
        );
        registry.register(
            "delivery_attempt_results",
            "Results of attempts since start, by the class of their reason",
            self.results.clone(),
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
    pub fn attempted(&self, connector: &str, took: Duration) {
        let labels = ConnectorLabel {
            connector: connector.to_owned(),
        };
        let attempts = self.attempts.get_or_create(&labels);
        attempts.observe(took.as_secs_f64());
    }

    /// The result of an attempt is on disk; `class` is the class of its reason, one of few.
    pub fn ended(&self, connector: &str, result: &AttemptResult, class: &'static str) {
        let result = match result {
            AttemptResult::Delivered { .. } => "delivered",
            AttemptResult::Retry { .. } => "retry",
            AttemptResult::Uncounted { .. } => "uncounted",
            AttemptResult::Dead { .. } => "dead",
            AttemptResult::Skipped { .. } => "skipped",
        };
        self.count(connector, result, class);
    }

    /// An attempt ended after its claim was lost.
    pub fn lost_lease(&self, connector: &str) {
        self.count(connector, "lost_lease", "none");
    }

    fn count(&self, connector: &str, result: &'static str, reason: &'static str) {
        let labels = ResultLabels {
            connector: connector.to_owned(),
            result,
            reason,
        };
        self.results.get_or_create(&labels).inc();
    }

    /// A channel took an alert or did not.
    pub fn alerted(&self, channel: &'static str, is_sent: bool) {
        let result = if is_sent { "sent" } else { "failed" };
        let labels = AlertLabels { channel, result };
        self.alerts.get_or_create(&labels).inc();
    }
}
