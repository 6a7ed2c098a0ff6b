//! What the outside may know of the dispatcher: for readiness, metrics, alerts and operators.

use std::collections::BTreeMap;

use super::Dispatcher;

/// How one connector fares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ConnectorStatus {
    /// Which CRM: `econtract`, …
    pub kind: &'static str,
    /// Whether its deliveries are tried.
    pub state: ConnectorState,
    /// How many attempts run now.
    pub under_way: usize,
}

/// Whether a connector's deliveries are tried.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConnectorState {
    /// They are, as they become due.
    Working,
    /// The CRM asked to be left alone for a while: they wait.
    AskedToWait,
    /// The CRM seems to be down: one is tried from time to time, the others wait.
    Down {
        /// Since when, in milliseconds since 1970 (UTC).
        since_ms: i64,
    },
    /// The CRM refuses our credentials: one is tried from time to time, the others wait.
    WrongCredentials {
        /// Since when, in milliseconds since 1970 (UTC).
        since_ms: i64,
    },
}

impl ConnectorState {
    /// The names of all states.
    pub const NAMES: [&str; 4] = ["working", "asked_to_wait", "down", "wrong_credentials"];

    /// The name under which it is shown.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Working => Self::NAMES[0],
            Self::AskedToWait => Self::NAMES[1],
            Self::Down { .. } => Self::NAMES[2],
            Self::WrongCredentials { .. } => Self::NAMES[3],
        }
    }
}

impl Dispatcher {
    /// How each configured connector fares at this moment, by its name.
    #[must_use]
    pub fn status(&self) -> BTreeMap<String, ConnectorStatus> {
        let now = self.clock.uptime();
        self.workers
            .iter()
            .map(|(name, worker)| (name.clone(), worker.status(now)))
            .collect()
    }
}
