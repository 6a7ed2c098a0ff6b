//! The process itself: which settings it runs with, and whether its tasks do.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct TaskLabel {
    task: &'static str,
}

#[derive(Clone)]
pub(super) struct Process {
    reload_successful: Gauge,
    loaded_at: Gauge,
    panics: Family<TaskLabel, Counter>,
}

impl Process {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let reload_successful = Gauge::default();
        registry.register(
            "config_last_reload_successful",
            "1 if the settings that were read last are good and in use, 0 if they are wrong",
            reload_successful.clone(),
        );
        let loaded_at = Gauge::default();
        registry.register(
            "config_last_reload_success_timestamp_seconds",
            "When the settings in use were read",
            loaded_at.clone(),
        );
        let panics = Family::default();
        registry.register(
            "task_panics",
            "Tasks that ended by a mistake in the program, and were begun again",
            panics.clone(),
        );
        Self {
            reload_successful,
            loaded_at,
            panics,
        }
    }

    pub(super) fn loaded(&self, at_ms: i64) {
        self.reload_successful.set(1);
        self.loaded_at.set(at_ms / 1000);
    }

    pub(super) fn not_loaded(&self) {
        self.reload_successful.set(0);
    }

    pub(super) fn panicked(&self, task: &'static str) {
        self.panics.get_or_create(&TaskLabel { task }).inc();
    }
}
