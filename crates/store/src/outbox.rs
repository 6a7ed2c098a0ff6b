//! The store's promises, as one trait; how they are kept is a back end's business.

use async_trait::async_trait;

use crate::{
    Accepted, Alert, Alias, Claim, Counts, DeliveryOutcome, DeliveryState, Erased, Erasure,
    Expunging, Finished, LeadDetail, LeadFilter, LeadSummary, NativeAccepted, NewLead, Resealing,
    Revivable, Revived, StoreError, Tally, Waiting,
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
    /// Stores a lead and its deliveries together, once for each id, and finds out whether it is a
    /// duplicate ([`NewLead::duplicate_since`]): of two leads of a person at once, one is the first.
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

    /// Brings deliveries back that an operator decided on, in bulk: those in the state `from` that
    /// `filter` finds (its own `state` is passed over), up to `limit` of them behind the place
    /// `after`, which is `None` to begin with and then what [`Revived::next`] says.
    ///
    /// Each is looked at once, so one that dies again meanwhile is not brought back twice; and the
    /// state is looked at when it is changed, so of two operators at once one brings it back.
    async fn revive(
        &self,
        from: Revivable,
        filter: &LeadFilter,
        after: Option<i64>,
        limit: u32,
        now_ms: i64,
    ) -> Result<Revived, StoreError>;

    /// Counts all deliveries, at one moment.
    async fn counts(&self) -> Result<Counts, StoreError>;

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

    /// One lead with its personal data; `None` if there is no such lead.
    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError>;

    /// Thirty-two random bytes that the store made when it was new and keeps: with them
    /// [`PersonKey`](crate::PersonKey)s are made, the same by everybody who uses this store.
    async fn index_key(&self) -> Result<[u8; 32], StoreError>;

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
    /// dead and doubtful ones included, are skipped
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

    /// Puts other words in the place of what is personal of these leads: payload, fingerprint, and
    /// what the person is recognised by. All of them or none; a lead whose payload is no longer what
    /// it was when it was read, or that was erased, is passed over. Returns how many were changed.
    ///
    /// What stood there may still be in the files, until [`expunge`](Self::expunge).
    async fn reseal(&self, leads: &[Resealing]) -> Result<u64, StoreError>;

    /// Remembers each lead that is remembered by a key that is known by the other one, too. A lead
    /// that comes in from then on is a duplicate of it by either.
    async fn alias(&self, aliases: &[Alias]) -> Result<(), StoreError>;

    /// The names of the keys under which payloads in this store are sealed, as far as they were
    /// added, in alphabetical order.
    async fn seals(&self) -> Result<Vec<String>, StoreError>;

    /// Writes the name of a key down, for who opens the store later. To be called before the first
    /// payload is sealed with it.
    async fn add_seal(&self, name: &str) -> Result<(), StoreError>;

    /// Forgets the name of a key: no payload is sealed with it any more.
    async fn remove_seal(&self, name: &str) -> Result<(), StoreError>;

    /// Drives what was erased out of the store's own files. To be called after erasing;
    /// [`StoreError::Busy`] means that it has to be called again, since somebody was reading.
    async fn expunge(&self, how: Expunging) -> Result<(), StoreError>;

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
