//! The life of one delivery: its states, a worker's claim on it, and how an attempt may end.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Where a delivery stands. Every delivery is in exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeliveryState {
    /// Waiting for its time, or claimed by a worker.
    Pending,
    /// The CRM has it.
    Delivered,
    /// Quarantined: waits for a person's decision.
    Quarantined,
    /// Decided not to be delivered.
    Skipped,
    /// Given up on; kept, and requeued only by an operator.
    Dead,
}

impl DeliveryState {
    /// Every state, in the order in which people read them.
    pub const ALL: [Self; 5] = [
        Self::Delivered,
        Self::Pending,
        Self::Quarantined,
        Self::Skipped,
        Self::Dead,
    ];

    /// The name under which it is stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Quarantined => "quarantined",
            Self::Skipped => "skipped",
            Self::Dead => "dead",
        }
    }
}

impl fmt::Display for DeliveryState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for DeliveryState {
    type Err = UnknownState;

    fn from_str(name: &str) -> Result<Self, UnknownState> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == name)
            .ok_or(UnknownState)
    }
}

/// The text is not the name of a [`DeliveryState`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a delivery state: use pending, delivered, quarantined, skipped or dead")]
pub struct UnknownState;

/// A worker's hold on one delivery until its lease ends, with all that is needed to try it.
#[derive(Clone, PartialEq, Eq)]
pub struct Claim {
    /// The delivery, as the store numbers it.
    pub delivery_id: i64,
    /// The lead's id, which travels to the CRM.
    pub lead_id: String,
    /// The connector to use.
    pub connector: String,
    /// Which attempt this is, from 1. A returned claim does not count, so a number can come twice.
    pub attempt: u32,
    /// The fence: grows with every claim on this delivery and never comes twice, unlike `attempt`.
    pub fence: i64,
    /// The lead as JSON.
    pub payload: String,
    /// The lead's partner.
    pub partner: String,
    /// The lead's form.
    pub form: String,
    /// When the lead was accepted.
    pub created_at_ms: i64,
}

impl fmt::Debug for Claim {
    /// Leaves the payload out: it is personal data, and debug output ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claim")
            .field("delivery_id", &self.delivery_id)
            .field("lead_id", &self.lead_id)
            .field("connector", &self.connector)
            .field("attempt", &self.attempt)
            .field("fence", &self.fence)
            .field("partner", &self.partner)
            .field("form", &self.form)
            .field("created_at_ms", &self.created_at_ms)
            .finish_non_exhaustive()
    }
}

/// How an attempt ended. Reasons are for the operator and hold no personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttemptResult {
    /// The CRM accepted it.
    Delivered {
        /// The CRM's own id for it, if it gave one.
        remote_id: Option<String>,
    },
    /// It failed in a way that may pass.
    Retry {
        /// Not to be tried before this time.
        at_ms: i64,
        /// Why it failed.
        reason: String,
    },
    /// It failed in a way that says nothing about the lead (the CRM does not know us): pending
    /// again, and the attempt is not counted.
    Uncounted {
        /// Not to be tried before this time.
        at_ms: i64,
        /// Why it came to nothing.
        reason: String,
    },
    /// It failed for good, or too often.
    Dead {
        /// Why.
        reason: String,
    },
    /// It need not be delivered.
    Skipped {
        /// Why not.
        reason: String,
    },
}

/// Whether a result was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finished {
    /// It was.
    Recorded,
    /// It was not: the lease was returned, the delivery claimed again or already finished. Whoever
    /// holds it now decides.
    LostLease,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_read_back_from_its_name() {
        for state in DeliveryState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert_eq!("Dead".parse::<DeliveryState>(), Err(UnknownState));
    }

    #[test]
    fn debug_output_of_a_claim_holds_no_payload() {
        let claim = Claim {
            delivery_id: 1,
            lead_id: "lead".into(),
            connector: "crm".into(),
            attempt: 1,
            fence: 1,
            payload: "An Peeters".into(),
            partner: "demo".into(),
            form: "call-me-back".into(),
            created_at_ms: 0,
        };
        assert!(!format!("{claim:?}").contains("Peeters"));
    }
}
