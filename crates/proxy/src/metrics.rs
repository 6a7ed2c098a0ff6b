//! What is counted, for Prometheus. Names of partners, forms and reasons only.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use leadgate_outbox::{Counts, DeliveryState};

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct LeadLabels {
    partner: String,
    form: String,
}

impl LeadLabels {
    fn new(partner: &str, form: &str) -> Self {
        Self {
            partner: partner.to_owned(),
            form: form.to_owned(),
        }
    }
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct StateLabel {
    state: &'static str,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct StatusLabel {
    status: u32,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct PartnerLabel {
    partner: String,
}

/// The proxy's metrics.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    accepted: Family<LeadLabels, Counter>,
    duplicates: Family<LeadLabels, Counter>,
    tests: Family<LeadLabels, Counter>,
    refused: Family<StatusLabel, Counter>,
    deliveries: Family<StateLabel, Gauge>,
    ignored_fields: Counter,
    click_outs_lost: Family<PartnerLabel, Counter>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("leadgate");
        let accepted = Family::default();
        registry.register(
            "leads_accepted",
            "Leads stored since start, duplicates included and tests not",
            accepted.clone(),
        );
        let duplicates = Family::default();
        registry.register(
            "leads_duplicate",
            "Leads stored since start whose person had sent one before",
            duplicates.clone(),
        );
        let tests = Family::default();
        registry.register(
            "leads_test",
            "Leads stored since start of partners in test mode",
            tests.clone(),
        );
        let refused = Family::default();
        registry.register(
            "leads_refused",
            "Leads answered with an error since start",
            refused.clone(),
        );
        let deliveries = Family::default();
        registry.register(
            "deliveries",
            "Deliveries in the store by state",
            deliveries.clone(),
        );
        let ignored_fields = Counter::default();
        registry.register(
            "fields_ignored",
            "Fields of unknown names since start",
            ignored_fields.clone(),
        );
        let click_outs_lost = Family::default();
        registry.register(
            "click_outs_lost",
            "Click-outs that were let through and never stored, since start",
            click_outs_lost.clone(),
        );
        Self {
            registry,
            accepted,
            duplicates,
            tests,
            refused,
            deliveries,
            ignored_fields,
            click_outs_lost,
        }
    }
}

impl Metrics {
    /// A lead was stored, a duplicate or not.
    pub fn accepted(&self, partner: &str, form: &str, duplicate: bool) {
        let labels = LeadLabels::new(partner, form);
        self.accepted.get_or_create(&labels).inc();
        if duplicate {
            self.duplicates.get_or_create(&labels).inc();
        }
    }

    /// A lead of a partner in test mode was stored: it is no lead to whoever watches the counts.
    pub fn tested(&self, partner: &str, form: &str) {
        let labels = LeadLabels::new(partner, form);
        self.tests.get_or_create(&labels).inc();
    }

    /// A lead was answered with an error.
    pub fn refused(&self, status: u16) {
        self.refused
            .get_or_create(&StatusLabel {
                status: status.into(),
            })
            .inc();
    }

    /// Fields of unknown names came along.
    pub fn ignored_fields(&self, count: u64) {
        self.ignored_fields.inc_by(count);
    }

    /// A visitor went on to a supplier, and the click could not be stored.
    pub fn click_out_lost(&self, partner: &str) {
        let labels = PartnerLabel {
            partner: partner.to_owned(),
        };
        self.click_outs_lost.get_or_create(&labels).inc();
    }

    /// Everything as text, with the store's own counts.
    #[must_use]
    pub fn render(&self, counts: &Counts) -> String {
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
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
