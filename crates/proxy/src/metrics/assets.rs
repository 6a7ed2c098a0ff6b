//! Which browser versions are still asked for.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;

/// Names come from addresses: those that are no browser version's are one label.
#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct Labels {
    browser_version: String,
    served: &'static str,
}

#[derive(Clone)]
pub(super) struct Assets(Family<Labels, Counter>);

impl Assets {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let asked_for = Family::default();
        registry.register(
            "assets_requested",
            "Files of a browser version asked for since start; browser_version is unknown for one that is not there",
            asked_for.clone(),
        );
        Self(asked_for)
    }

    pub(super) fn asked_for(&self, browser_version: Option<&str>, is_served: bool) {
        let labels = Labels {
            browser_version: browser_version.unwrap_or("unknown").to_owned(),
            served: if is_served { "yes" } else { "no" },
        };
        self.0.get_or_create(&labels).inc();
    }
}
