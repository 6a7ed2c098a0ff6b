//! What an operator has to be notified of deliveries that do not go well.

use std::fmt;

/// Why an operator is notified of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AlertKind {
    /// It waits for longer than a visitor does.
    Overdue,
    /// It was given up on.
    Dead,
}

impl AlertKind {
    /// The name under which it is shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Dead => "dead",
        }
    }
}

/// One delivery that an operator is to be notified of.
#[derive(Clone, PartialEq, Eq)]
pub struct Alert {
    /// The delivery, as the store numbers it.
    pub delivery_id: i64,
    /// What is wrong with it.
    pub kind: AlertKind,
    /// The lead's id.
    pub lead_id: String,
    /// The lead's partner.
    pub partner: String,
    /// The lead's form.
    pub form: String,
    /// Where it should have gone.
    pub connector: String,
    /// When the lead was accepted.
    pub created_at_ms: i64,
    /// How many attempts were begun.
    pub attempts: u32,
    /// Why the last attempt failed, if one did.
    pub reason: Option<String>,
    /// The lead as JSON: personal data, for an operator who wants it. `None` once it was erased.
    pub payload: Option<String>,
}

impl fmt::Debug for Alert {
    /// Leaves the payload out: it is personal data, and debug output ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Alert")
            .field("delivery_id", &self.delivery_id)
            .field("kind", &self.kind)
            .field("lead_id", &self.lead_id)
            .field("partner", &self.partner)
            .field("form", &self.form)
            .field("connector", &self.connector)
            .field("created_at_ms", &self.created_at_ms)
            .field("attempts", &self.attempts)
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

/// A connector's pending deliveries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The connector.
    pub connector: String,
    /// Since when the oldest of them waits: when it was accepted, or requeued by an operator.
    pub oldest_queued_at_ms: i64,
}
