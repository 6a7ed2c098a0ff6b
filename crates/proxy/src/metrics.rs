//! What is counted, for Prometheus. Labels are names of partners, forms, connectors and of our own
//! closed lists: few, and never anything personal.

mod assets;
mod process;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use leadgate_delivery::{DeliveryMetrics, Snapshot};
use leadgate_intake::IntakeMetrics;
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;

/// The proxy's metrics; a clone counts into the same.
#[derive(Clone)]
pub struct Metrics {
    /// Leads on their way in.
    pub intake: IntakeMetrics,
    /// Leads on their way out, and alerts.
    pub delivery: DeliveryMetrics,
    assets: assets::Assets,
    process: process::Process,
    /// Held while the store's gauges are set and written: two at once would mix their moments.
    registry: Arc<Mutex<Registry>>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("leadgate");
        let intake = IntakeMetrics::default();
        intake.register(&mut registry);
        let delivery = DeliveryMetrics::default();
        delivery.register(&mut registry);
        Self {
            intake,
            delivery,
            assets: assets::Assets::new(&mut registry),
            process: process::Process::new(&mut registry),
            registry: Arc::new(Mutex::new(registry)),
        }
    }
}

impl Metrics {
    /// A file of a browser version was asked for, and answered or not; `None`: of one that is not there.
    pub fn asset_asked_for(&self, browser_version: Option<&str>, is_served: bool) {
        self.assets.asked_for(browser_version, is_served);
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
        self.delivery.set(snapshot);
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
