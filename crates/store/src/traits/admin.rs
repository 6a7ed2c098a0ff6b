//! What operators look at and decide on.

use async_trait::async_trait;

use crate::{LeadFilter, LeadReader, LeadSummary, RequeueFrom, Requeued, StoreError, Tally};

/// Lists leads, counts deliveries and requeues them.
///
/// # Errors
///
/// As for [`Store`](crate::Store).
#[async_trait]
pub trait LeadAdmin: LeadReader + Send + Sync {
    /// Makes a lead's dead deliveries pending again, with a fresh schedule. Returns how many: two
    /// operators at once never requeue the same one.
    async fn requeue_dead(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError>;

    /// Makes a quarantined lead's deliveries pending. Returns how many.
    async fn requeue_quarantined(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError>;

    /// Requeues deliveries in bulk: those in the state `from` that
    /// `filter` finds (its own `state` is passed over), up to `limit` of them behind the place
    /// `after`, which is `None` to begin with and then what [`Requeued::next`] says.
    ///
    /// Each is looked at once, so one that dies again meanwhile is not requeued twice; and the
    /// state is looked at when it is changed, so of two operators at once only one requeues it.
    async fn requeue(
        &self,
        from: RequeueFrom,
        filter: &LeadFilter,
        after: Option<i64>,
        limit: u32,
        now_ms: i64,
    ) -> Result<Requeued, StoreError>;

    /// Counts what matches, at one moment: deliveries, and leads without any where `filter` names
    /// neither state nor connector. Ordered by partner, form, test, connector and the state's name,
    /// what goes nowhere first.
    async fn tally(&self, filter: &LeadFilter) -> Result<Vec<Tally>, StoreError>;

    /// Up to `limit` accepted leads that match, newest first, without personal data: those that
    /// were accepted before the lead `after`, or from the newest on. So the last id of a page is
    /// the cursor of the next; one that is unknown has nothing behind it.
    async fn list(
        &self,
        filter: &LeadFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<LeadSummary>, StoreError>;
}
