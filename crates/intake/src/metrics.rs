//! Leads on their way in.

use std::sync::atomic::AtomicI64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

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
struct StatusLabel {
    status: u32,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct PartnerLabel {
    partner: String,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct ScriptLabel {
    script: &'static str,
}

/// What is counted of leads on their way in; a clone counts into the same.
#[derive(Clone, Debug)]
pub struct IntakeMetrics {
    posts: Family<ScriptLabel, Counter>,
    accepted: Family<LeadLabels, Counter>,
    duplicates: Family<LeadLabels, Counter>,
    tests: Family<LeadLabels, Counter>,
    accept_seconds: Histogram,
    last_lead: Family<PartnerLabel, Gauge<i64, AtomicI64>>,
    refused: Family<StatusLabel, Counter>,
    ignored_fields: Counter,
    click_outs_lost: Family<PartnerLabel, Counter>,
}

impl Default for IntakeMetrics {
    fn default() -> Self {
        let posts = Family::default();
        let accepted = Family::default();
        let duplicates = Family::default();
        let tests = Family::default();
        // From half a millisecond to eight seconds.
        let accept_seconds = Histogram::new(exponential_buckets(0.0005, 2.0, 15));
        let last_lead = Family::default();
        let refused = Family::default();
        let ignored_fields = Counter::default();
        let click_outs_lost = Family::default();
        Self {
            posts,
            accepted,
            duplicates,
            tests,
            accept_seconds,
            last_lead,
            refused,
            ignored_fields,
            click_outs_lost,
        }
    }
}

impl IntakeMetrics {
    /// Shows these metrics in a registry.
    pub fn register(&self, registry: &mut Registry) {
        registry.register(
            "posts",
            "Forms posted since start, by script or by the browser itself, whatever became of them",
            self.posts.clone(),
        );
        registry.register(
            "leads_accepted",
            "Leads stored since start, duplicates included and tests not",
            self.accepted.clone(),
        );
        registry.register(
            "leads_duplicate",
            "Leads stored since start whose person had sent one before",
            self.duplicates.clone(),
        );
        registry.register(
            "leads_test",
            "Leads stored since start of partners in test mode",
            self.tests.clone(),
        );
        registry.register(
            "accept_seconds",
            "From a checked lead to its being on disk",
            self.accept_seconds.clone(),
        );
        registry.register(
            "partner_last_lead_timestamp_seconds",
            "When the last lead of a partner was stored",
            self.last_lead.clone(),
        );
        registry.register(
            "leads_refused",
            "Leads answered with an error since start",
            self.refused.clone(),
        );
        registry.register(
            "fields_ignored",
            "Fields of unknown names since start",
            self.ignored_fields.clone(),
        );
        registry.register(
            "click_outs_lost",
            "Click-outs that were let through and never stored, since start",
            self.click_outs_lost.clone(),
        );
    }

    /// A form was posted, by script or by the browser itself. Where WebAssembly fails on visitors'
    /// pages, the share of the latter grows.
    pub fn posted(&self, by_script: bool) {
        let script = if by_script { "yes" } else { "no" };
        self.posts.get_or_create(&ScriptLabel { script }).inc();
    }

    /// A lead was stored, a duplicate or not, at this time of day, and it took so long to have it on
    /// disk.
    pub fn accepted(
        &self,
        partner: &str,
        form: &str,
        duplicate: bool,
        now_ms: i64,
        took: Duration,
    ) {
        let labels = LeadLabels::new(partner, form);
        self.accepted.get_or_create(&labels).inc();
        self.accept_seconds.observe(took.as_secs_f64());
        self.last_lead_was(partner, now_ms);
        if duplicate {
            self.duplicates
                .get_or_create(&LeadLabels::new(partner, form))
                .inc();
        }
    }

    /// A lead of a partner in test mode was stored: it is no lead to whoever watches the counts.
    pub fn tested(&self, partner: &str, form: &str) {
        let labels = LeadLabels::new(partner, form);
        self.tests.get_or_create(&labels).inc();
    }

    /// A partner's last lead from before this process began; does not undo what came since.
    pub fn last_lead_was(&self, partner: &str, at_ms: i64) {
        let labels = PartnerLabel {
            partner: partner.to_owned(),
        };
        let last = self.last_lead.get_or_create(&labels);
        last.inner()
            .fetch_max(at_ms / 1000, std::sync::atomic::Ordering::Relaxed);
    }

    /// A partner was removed: drop the gauge of its last lead.
    pub fn partner_left(&self, partner: &str) {
        let partner = partner.to_owned();
        self.last_lead.remove(&PartnerLabel { partner });
    }

    /// A lead was answered with an error.
    pub fn refused(&self, status: u16) {
        let labels = StatusLabel {
            status: status.into(),
        };
        self.refused.get_or_create(&labels).inc();
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
}
