//! What is counted, for Prometheus. Labels are names of partners, forms, connectors and of our own
//! closed lists: few, and never anything personal.

mod assets;
mod delivery;
mod intake;
mod process;
mod store;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use leadgate_outbox::DeliveryOutcome;
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;

pub use store::Snapshot;

/// The proxy's metrics; a clone counts into the same.
#[derive(Clone)]
pub struct Metrics {
    assets: assets::Assets,
    intake: intake::Intake,
    delivery: delivery::Delivery,
    process: process::Process,
    store: store::Store,
    /// Held while the store's gauges are set and written: two at once would mix their moments.
    registry: Arc<Mutex<Registry>>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("leadgate");
        Self {
            assets: assets::Assets::new(&mut registry),
            intake: intake::Intake::new(&mut registry),
            delivery: delivery::Delivery::new(&mut registry),
            process: process::Process::new(&mut registry),
            store: store::Store::new(&mut registry),
            registry: Arc::new(Mutex::new(registry)),
        }
    }
}

impl Metrics {
    /// A form was posted, by script or by the browser itself. Where WebAssembly fails on visitors'
    /// pages, the share of the latter grows.
    pub fn posted(&self, by_script: bool) {
        self.intake.posted(by_script);
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
        self.intake.accepted(partner, form, now_ms, took);
        if duplicate {
            self.intake.duplicate(partner, form);
        }
    }

    /// A lead of a partner in test mode was stored: it is no lead to whoever watches the counts.
    pub fn tested(&self, partner: &str, form: &str) {
        self.intake.tested(partner, form);
    }

    /// A partner's last lead from before this process began; does not undo what came since.
    pub fn last_lead_was(&self, partner: &str, at_ms: i64) {
        self.intake.last_lead(partner, at_ms);
    }

    /// A partner is one no more: nobody waits for its next lead.
    pub fn partner_left(&self, partner: &str) {
        self.intake.partner_left(partner);
    }

    /// A lead was answered with an error.
    pub fn refused(&self, status: u16) {
        self.intake.refused(status);
    }

    /// Fields of unknown names came along.
    pub fn ignored_fields(&self, count: u64) {
        self.intake.ignored_fields(count);
    }

    /// A visitor went on to a supplier, and the click could not be stored.
    pub fn click_out_lost(&self, partner: &str) {
        self.intake.click_out_lost(partner);
    }

    /// A file of a release was asked for, and answered or not; `None`: of a release that is not there.
    pub fn asset_asked_for(&self, release: Option<&str>, is_served: bool) {
        self.assets.asked_for(release, is_served);
    }

    /// A connector was asked to deliver a lead, and it took so long.
    pub fn tried(&self, connector: &str, took: Duration) {
        self.delivery.tried(connector, took);
    }

    /// The outcome of a try is on disk; `class` is the class of its reason, one of few.
    pub fn ended(&self, connector: &str, outcome: &DeliveryOutcome, class: &'static str) {
        self.delivery.ended(connector, outcome, class);
    }

    /// A try ended after its claim was lost.
    pub fn lost_lease(&self, connector: &str) {
        self.delivery.lost_lease(connector);
    }

    /// A channel took an alert or did not.
    pub fn alerted(&self, channel: &'static str, is_sent: bool) {
        self.delivery.alerted(channel, is_sent);
    }

    /// Settings were read at this time of day, and are in use.
    pub fn settings_loaded(&self, at_ms: i64) {
        self.process.loaded(at_ms);
    }

    /// Settings were read and are wrong: the former ones stay in use.
    pub fn settings_refused(&self) {
        self.process.not_loaded();
    }

    /// A task of this name panicked, and is begun again.
    pub fn panicked(&self, task: &'static str) {
        self.process.panicked(task);
    }

    /// Everything as text, with what the store and the dispatcher say at this moment.
    #[must_use]
    pub fn render(&self, snapshot: &Snapshot) -> String {
        let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        self.store.set(snapshot);
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = encode(&mut text, &registry);
        text
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Metrics").finish_non_exhaustive()
    }
}
