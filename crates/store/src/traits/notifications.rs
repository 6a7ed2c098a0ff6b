//! What operators have to be told of.

use async_trait::async_trait;

use crate::{Alert, StoreError};

/// Hands out what operators have to be told of.
///
/// # Errors
///
/// As for [`Store`](crate::Store).
#[async_trait]
pub trait Notifications: Send + Sync {
    /// Takes up to `limit` deliveries that an operator should be notified of, and holds them for
    /// `lease_ms`: those that became dead, and visitors' leads that were queued at or before
    /// `queued_until_ms` and are still pending. The dead first, then the longest waiting.
    ///
    /// Each comes again when the lease has ended without [`mark_notified`](Self::mark_notified), so every alert goes
    /// out at least once. Leads of a batch that wait are no news: nobody stands by the phone.
    async fn claim_alerts(
        &self,
        queued_until_ms: i64,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
    ) -> Result<Vec<Alert>, StoreError>;

    /// Writes down that an operator was notified: these come no more, unless the delivery gets into
    /// other trouble (it was late and is now dead) or is requeued and waits too long again.
    async fn mark_notified(&self, alerts: &[Alert]) -> Result<(), StoreError>;
}
