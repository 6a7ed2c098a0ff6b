//! The store's promises, as one trait; how they are kept is a back end's business.

use async_trait::async_trait;

use crate::{
    Accepted, Alert, Claim, Counts, DeliveryOutcome, Finished, LeadDetail, LeadFilter, LeadSummary,
    NativeAccepted, NewLead, StoreError, Waiting,
};

/// A durable store of leads and their deliveries.
///
/// Every method that changes something returns only once the change is on disk, and leaves nothing
/// half done: not on an error, nor when the caller stops waiting. Times come from the caller.
///
/// # Errors
///
/// Every method fails with a [`StoreError`] when the store itself fails, and with nothing else:
/// what the caller has to decide on is in the answer.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Stores a lead and its deliveries together, once for each id.
    async fn accept(&self, lead: &NewLead) -> Result<Accepted, StoreError>;

    /// Like [`accept`](Self::accept), for a post without an id of its own: if the same partner's
    /// same form had the same fields within `window_ms` before `lead.created_at`, it is that lead.
    async fn accept_native(
        &self,
        lead: &NewLead,
        window_ms: i64,
    ) -> Result<NativeAccepted, StoreError>;

    /// The id of the last lead of this partner's form that had these fields and was accepted after
    /// `since_ms`; `None` if there is none. For a post without an id, before it is looked into.
    async fn find_native(
        &self,
        partner: &str,
        form: &str,
        fingerprint: &str,
        since_ms: i64,
    ) -> Result<Option<String>, StoreError>;

    /// Takes up to `limit` of a connector's due deliveries for `worker`, and holds them for
    /// `lease_ms`. A delivery whose lease has ended is due again.
    ///
    /// What a visitor waits for goes first: first tries of visitors' leads, then their later tries
    /// (after a failure, or revived by an operator), then leads of a batch
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

    /// Writes down how a claimed try ended, unless the claim was lost in the meantime. A lease that
    /// has ended is not lost until somebody claims again: what happened is then still recorded.
    async fn finish(
        &self,
        claim: &Claim,
        outcome: DeliveryOutcome,
        now_ms: i64,
    ) -> Result<Finished, StoreError>;

    /// Gives back all that `worker` holds: due at once, the try not counted. Returns how many.
    async fn release(&self, worker: &str, now_ms: i64) -> Result<u64, StoreError>;

    /// When a connector's next delivery can be claimed, never before `now_ms`; `None` if none is
    /// pending.
    async fn next_due(&self, connector: &str, now_ms: i64) -> Result<Option<i64>, StoreError>;

    /// Every connector that has pending deliveries, configured or not, by name, and since when the
    /// oldest of them waits.
    async fn waiting(&self) -> Result<Vec<Waiting>, StoreError>;

    /// Takes up to `limit` deliveries that an operator should be told about, and holds them for
    /// `lease_ms`: those that became dead, and visitors' leads that were queued at or before
    /// `queued_until_ms` and are still pending. The dead first, then the longest waiting.
    ///
    /// Each comes again when the lease has ended without [`told`](Self::told), so every alert goes
    /// out at least once. Leads of a batch that wait are no news: nobody stands by the phone.
    async fn claim_alerts(
        &self,
        queued_until_ms: i64,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
    ) -> Result<Vec<Alert>, StoreError>;

    /// Writes down that an operator was told: these come no more, unless the delivery gets into
    /// other trouble (it was late and is now dead) or is revived and waits too long again.
    async fn told(&self, alerts: &[Alert]) -> Result<(), StoreError>;

    /// Makes a lead's dead deliveries pending again, with a fresh schedule. Returns how many: two
    /// operators at once never revive the same one.
    async fn retry(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError>;

    /// Lets a quarantined lead's deliveries go. Returns how many.
    async fn release_quarantined(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError>;

    /// Counts all deliveries, at one moment.
    async fn counts(&self) -> Result<Counts, StoreError>;

    /// The last accepted leads that match, newest first, without personal data.
    async fn list(&self, filter: &LeadFilter, limit: u32) -> Result<Vec<LeadSummary>, StoreError>;

    /// One lead with its personal data; `None` if there is no such lead.
    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError>;

    /// Proves that a lead could be stored now, by writing something durably.
    async fn can_store(&self) -> Result<(), StoreError>;

    /// Completes when another process may have made something due: a reason to look sooner than
    /// planned. It may be missed, and may come for nothing, so whoever waits here also looks from
    /// time to time. A store that is nobody else's never completes.
    async fn woken(&self) {
        std::future::pending().await
    }

    /// Finishes what is under way and lets go of the store; later calls fail.
    async fn close(&self);
}
