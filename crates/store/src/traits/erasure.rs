//! The end of personal data.

use async_trait::async_trait;

use crate::{DeliveryState, Erased, Erasure, LeadDetail, Scrub, StoreError};

/// Erases personal data.
///
/// # Errors
///
/// As for [`Store`](crate::Store).
#[async_trait]
pub trait LeadErasure: Send + Sync {
    /// Up to `limit` leads that still have personal data, oldest first, whose every delivery came to
    /// its end before `ended_before_ms`: none is in a state of `unless`, and one at least is in a
    /// state of `having` if that names any. One that waits for a decision, or a lead that goes
    /// nowhere, counts from when it was accepted.
    async fn expired(
        &self,
        ended_before_ms: i64,
        having: &[DeliveryState],
        unless: &[DeliveryState],
        limit: u32,
    ) -> Result<Vec<LeadDetail>, StoreError>;

    /// Erases the personal data of these leads, all of them or none: payload, fingerprint, and what
    /// the person was recognised by. The rest of the record stays; deliveries that were not over yet,
    /// dead and quarantined ones included, are skipped
    /// ([`SKIPPED_AS_ERASED`](crate::SKIPPED_AS_ERASED)). A lead that has a delivery in a state of
    /// `unless`, or was erased before, is passed over.
    ///
    /// The same id then means a conflict whatever its fields, since nobody can tell any more.
    async fn erase(
        &self,
        leads: &[Erasure],
        unless: &[DeliveryState],
        now_ms: i64,
    ) -> Result<Erased, StoreError>;

    /// Removes erased data from the store's own files. To be called after erasing;
    /// [`StoreError::Busy`] means that it has to be called again, since somebody was reading.
    async fn scrub(&self, how: Scrub) -> Result<(), StoreError>;
}
