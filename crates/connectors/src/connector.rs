//! The trait that every CRM's connector has, and what one attempt to deliver can come to.

use std::time::Duration;

use async_trait::async_trait;
use leadgate_model::wire::LeadPayload;

use crate::{RejectReason, RetryReason};

/// How far a connector may outstay its own limit ([`Connector::longest`]) before its call is dropped.
pub const GRACE: Duration = Duration::from_secs(5);

/// Writes leads to one configured CRM account.
///
/// An implementation holds its connections and its secrets, and bounds every call in time. It is
/// called by several tasks at once.
#[async_trait]
pub trait Connector: Send + Sync {
    /// The name that the configuration gave this account.
    fn name(&self) -> &str;

    /// Which CRM this is, in the words of the configuration: `econtract`, …
    fn kind(&self) -> &'static str;

    /// The longest that [`Connector::deliver`] takes. A lease on a delivery must outlast it.
    fn longest(&self) -> Duration;

    /// Tries once to deliver a lead.
    ///
    /// Not safe to cancel: a future dropped half-way may have delivered, so whoever drops it must
    /// expect that the next attempt delivers the lead a second time.
    async fn deliver(&self, lead: &LeadPayload) -> ConnectorResult;
}

/// What one attempt came to. Closed: whoever decides on it matches all of it.
#[derive(Clone, PartialEq, Eq, Debug)]
#[must_use = "a result that is not recorded is a lead that is sent again or lost"]
pub enum ConnectorResult {
    /// The CRM has the lead.
    Accepted {
        /// The CRM's own id of it, where the answer says one.
        remote_id: Option<String>,
    },
    /// The CRM may or may not have it; another attempt makes sense.
    Retry {
        /// How long the CRM asks to be left alone, if it does.
        after: Option<Duration>,
        /// What went wrong.
        reason: RetryReason,
    },
    /// The CRM does not want this lead: the same lead again would fare no better.
    Rejected {
        /// Why.
        reason: RejectReason,
    },
    /// The CRM does not know us. Nothing is wrong with the lead; no other will fare better.
    WrongCredentials,
}
