//! Leads on their way in: what the intake asks of a store.

use async_trait::async_trait;

use crate::{Acceptance, Accepted, LeadReader, NewLead, StoreError};

/// Stores leads and their deliveries.
///
/// # Errors
///
/// As for [`Store`](crate::Store).
#[async_trait]
pub trait LeadIntake: LeadReader + Send + Sync {
    /// Stores a lead and its deliveries together, once for each id, and finds out whether it is a
    /// duplicate ([`NewLead::duplicate_since_ms`]): of two leads of a person at once, one is the first.
    async fn accept(&self, lead: &NewLead) -> Result<Accepted, StoreError>;

    /// Like [`accept`](Self::accept), for a post without an id of its own: if the same partner's
    /// same form had the same fields within `window_ms` before `lead.created_at_ms`, it is that lead.
    async fn accept_without_id(
        &self,
        lead: &NewLead,
        window_ms: i64,
    ) -> Result<Acceptance, StoreError>;

    /// The id of the last lead of this partner's form that had these fields and was accepted after
    /// `since_ms`; `None` if there is none. For a post without an id, before it is looked into.
    async fn find_by_fingerprint(
        &self,
        partner: &str,
        form: &str,
        fingerprint: &str,
        since_ms: i64,
    ) -> Result<Option<String>, StoreError>;

    /// Proves that a lead could be stored now, by writing something durably.
    async fn can_store(&self) -> Result<(), StoreError>;
}
