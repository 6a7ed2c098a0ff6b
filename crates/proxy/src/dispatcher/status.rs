//! What the outside may know of the dispatcher: for readiness, metrics and operators.

use std::collections::BTreeMap;

use super::{Dispatcher, lock};

/// How delivering goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DispatcherStatus {
    /// Every configured connector by its name.
    pub connectors: BTreeMap<String, ConnectorStatus>,
    /// Connectors that stored deliveries name and the configuration lacks.
    pub unknown_connectors: Vec<String>,
}

/// How one connector fares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ConnectorStatus {
    /// Which CRM: `econtract`, …
    pub kind: &'static str,
    /// Whether its deliveries are tried.
    pub state: ConnectorState,
    /// How many tries run now.
    pub under_way: usize,
}

/// Whether a connector's deliveries are tried.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConnectorState {
    /// They are, as they become due.
    Working,
    /// The CRM refuses our credentials: one is tried from time to time, the others wait.
    WrongCredentials {
        /// Since when, in milliseconds since 1970 (UTC).
        since_ms: i64,
    },
}

impl Dispatcher {
    /// How delivering goes at this moment.
    #[must_use]
    pub fn status(&self) -> DispatcherStatus {
        DispatcherStatus {
            connectors: self
                .lanes
                .iter()
                .map(|(name, lane)| (name.clone(), lane.status()))
                .collect(),
            unknown_connectors: lock(&self.unknown).iter().cloned().collect(),
        }
    }
}
