//! Leads as an operator sees them. Personal data is in [`LeadDetail`] alone.

use std::fmt;

use serde::Serialize;

use crate::DeliveryState;

/// Which leads to list; what is `None` does not narrow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeadFilter {
    /// Left on this partner's pages.
    pub partner: Option<String>,
    /// Left in this form.
    pub form: Option<String>,
    /// With a delivery in this state; together with `connector`, the same delivery.
    pub state: Option<DeliveryState>,
    /// With a delivery to this connector.
    pub connector: Option<String>,
    /// Accepted at or after this time.
    pub created_from_ms: Option<i64>,
    /// Accepted before this time.
    pub created_before_ms: Option<i64>,
    /// Left by a person with one of these keys ([`BlindIndex::key`](crate::BlindIndex::key)); none
    /// does not narrow.
    pub person: Vec<String>,
}

/// One lead in a list, without personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeadSummary {
    /// Its id.
    pub id: String,
    /// Its partner.
    pub partner: String,
    /// Its form.
    pub form: String,
    /// When it was accepted.
    pub created_at_ms: i64,
    /// Why it was quarantined, if it was; stays after it was requeued.
    pub quarantine_reason: Option<String>,
    /// Whether its partner was only trying things out.
    pub test: bool,
    /// The person's first lead, if this one is a duplicate.
    pub duplicate_of: Option<String>,
    /// When its personal data was erased, if it was.
    pub erased_at_ms: Option<i64>,
    /// All its deliveries, in the order in which they were given.
    pub deliveries: Vec<DeliverySummary>,
}

/// Where one delivery stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeliverySummary {
    /// The connector.
    pub connector: String,
    /// Its state.
    pub state: DeliveryState,
    /// How many attempts were begun, since it was last requeued by hand.
    pub attempts: u32,
    /// When it can next be claimed, if it is pending: its next attempt, or the end of a worker's lease.
    pub due_at_ms: Option<i64>,
    /// Why the last attempt failed or none is made.
    pub reason: Option<String>,
    /// The CRM's own id for it.
    pub remote_id: Option<String>,
    /// When it reached a state that no worker changes.
    pub finished_at_ms: Option<i64>,
}

/// One lead with all that is stored of it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct LeadDetail {
    /// What a list shows of it.
    #[serde(flatten)]
    pub summary: LeadSummary,
    /// Hash of its normalised fields. Empty once it has been erased: whoever knows the fields could
    /// recognise them by it.
    pub fingerprint: String,
    /// The lead as JSON: personal data. `None` once that has been erased.
    pub payload: Option<String>,
    /// What was kept of it when it was erased, as JSON.
    pub kept: Option<String>,
}

impl fmt::Debug for LeadDetail {
    /// Leaves the payload out: it is personal data, and debug output ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LeadDetail")
            .field("summary", &self.summary)
            .finish_non_exhaustive()
    }
}
