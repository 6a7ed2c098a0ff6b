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

#[derive(Clone)]
pub(super) struct Intake {
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

impl Intake {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let posts = Family::default();
        registry.register(
            "posts",
            "Forms posted since start, by script or by the browser itself, whatever became of them",
            posts.clone(),
        );
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
        // From half a millisecond to eight seconds.
        let accept_seconds = Histogram::new(exponential_buckets(0.0005, 2.0, 15));
        registry.register(
            "accept_seconds",
            "From a checked lead to its being on disk",
            accept_seconds.clone(),
        );
        let last_lead = Family::default();
        registry.register(
            "partner_last_lead_timestamp_seconds",
            "When the last lead of a partner was stored",
            last_lead.clone(),
        );
        let refused = Family::default();
        registry.register(
            "leads_refused",
            "Leads answered with an error since start",
            refused.clone(),
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

    pub(super) fn posted(&self, by_script: bool) {
        let script = if by_script { "yes" } else { "no" };
        self.posts.get_or_create(&ScriptLabel { script }).inc();
    }

    pub(super) fn accepted(&self, partner: &str, form: &str, now_ms: i64, took: Duration) {
        let labels = LeadLabels::new(partner, form);
        self.accepted.get_or_create(&labels).inc();
        self.accept_seconds.observe(took.as_secs_f64());
        self.last_lead(partner, now_ms);
    }

    pub(super) fn duplicate(&self, partner: &str, form: &str) {
        let labels = LeadLabels::new(partner, form);
        self.duplicates.get_or_create(&labels).inc();
    }

    pub(super) fn tested(&self, partner: &str, form: &str) {
        let labels = LeadLabels::new(partner, form);
        self.tests.get_or_create(&labels).inc();
    }

    pub(super) fn last_lead(&self, partner: &str, at_ms: i64) {
        let labels = PartnerLabel {
            partner: partner.to_owned(),
        };
        let last = self.last_lead.get_or_create(&labels);
        last.inner()
            .fetch_max(at_ms / 1000, std::sync::atomic::Ordering::Relaxed);
    }

    pub(super) fn partner_left(&self, partner: &str) {
        let partner = partner.to_owned();
        self.last_lead.remove(&PartnerLabel { partner });
    }

    pub(super) fn refused(&self, status: u16) {
        let labels = StatusLabel {
            status: status.into(),
        };
        self.refused.get_or_create(&labels).inc();
    }

    pub(super) fn ignored_fields(&self, count: u64) {
        self.ignored_fields.inc_by(count);
    }

    pub(super) fn click_out_lost(&self, partner: &str) {
        let labels = PartnerLabel {
            partner: partner.to_owned(),
        };
        self.click_outs_lost.get_or_create(&labels).inc();
    }
}
