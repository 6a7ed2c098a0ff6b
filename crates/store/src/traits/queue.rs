//! Deliveries on their way out: what the workers ask of a store. The pending deliveries are the outbox.

use async_trait::async_trait;

use crate::{AttemptResult, Claim, Finished, Monitoring, StoreError};

/// Hands out pending deliveries and records what came of them.
///
/// # Errors
///
/// As for [`Store`](crate::Store).
#[async_trait]
pub trait DeliveryQueue: Monitoring + Send + Sync {
    /// Takes up to `limit` of a connector's due deliveries for `worker`, and holds them for
    /// `lease_ms`. A delivery whose lease has ended is due again.
    ///
    /// What a visitor waits for goes first: first attempts of visitors' leads, then their later attempts
    /// (after a failure, or requeued by an operator), then leads of a batch
    /// ([`Urgency`](crate::Urgency)); among equals the longest due. So nobody who asks to be called
    /// now waits behind an import or a backlog of failures.
    ///
    /// `worker` names one run of one process: a name used again would give back another's leases.
    async fn claim(
        &self,
        connector: &str,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        worker: &str,
    ) -> Result<Vec<Claim>, StoreError>;

    /// Writes down how a claimed attempt ended, unless the claim was lost in the meantime. A lease that
    /// has ended is not lost until somebody claims again: what happened is then still recorded.
    async fn finish(
        &self,
        claim: &Claim,
        result: AttemptResult,
        now_ms: i64,
    ) -> Result<Finished, StoreError>;

    /// Returns all leases of `worker`: their deliveries are due at once, the attempts not counted. Returns how many.
    async fn return_leases(&self, worker: &str, now_ms: i64) -> Result<u64, StoreError>;

    /// When a connector's next delivery can be claimed, never before `now_ms`; `None` if none is
    /// pending.
    async fn next_due(&self, connector: &str, now_ms: i64) -> Result<Option<i64>, StoreError>;

    /// Completes when another process may have made something due: a reason to look sooner than
    /// planned. It may be missed, and may come for nothing, so whoever waits here also looks from
    /// time to time. A store with a single process never completes.
    async fn woken(&self) {
        std::future::pending().await
    }
}
