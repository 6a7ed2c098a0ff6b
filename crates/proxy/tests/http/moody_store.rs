//! A store that takes leads, fails, or does not answer, as told.

use std::sync::Arc;

use async_trait::async_trait;
use leadgate_store::{
    Accepted, Alert, Alias, Claim, Counts, DeliveryOutcome, DeliveryState, Erased, Erasure,
    Expunging, Finished, LeadDetail, LeadFilter, LeadSummary, NativeAccepted, NewLead, Outbox,
    Resealing, Revivable, Revived, StoreError, Tally, Waiting,
};
use tokio::sync::watch;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mood {
    /// As the store that it stands before.
    Works,
    /// Takes nothing.
    Fails,
    /// Does not answer until it is in another mood.
    Stalls,
}

/// A store with moods, about taking leads; everything else it does as the one behind it.
pub(crate) struct MoodyStore {
    inner: Arc<dyn Outbox>,
    mood: watch::Sender<Mood>,
    asked: watch::Sender<usize>,
}

impl MoodyStore {
    pub(crate) fn new(inner: Arc<dyn Outbox>, mood: Mood) -> Self {
        Self {
            inner,
            mood: watch::Sender::new(mood),
            asked: watch::Sender::new(0),
        }
    }

    pub(crate) fn set(&self, mood: Mood) {
        self.mood.send_replace(mood);
    }

    /// Until it was asked to take a lead this many times.
    pub(crate) async fn asked(&self, times: usize) {
        let mut asked = self.asked.subscribe();
        asked.wait_for(|count| *count >= times).await.unwrap();
    }

    pub(crate) fn times_asked(&self) -> usize {
        *self.asked.borrow()
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.asked.send_modify(|count| *count += 1);
        let mut mood = self.mood.subscribe();
        match *mood.wait_for(|mood| *mood != Mood::Stalls).await.unwrap() {
            Mood::Fails => Err(StoreError::Busy),
            Mood::Works | Mood::Stalls => Ok(()),
        }
    }
}

#[async_trait]
impl Outbox for MoodyStore {
    async fn accept(&self, lead: &NewLead) -> Result<Accepted, StoreError> {
        self.ready().await?;
        self.inner.accept(lead).await
    }
    async fn accept_native(
        &self,
        lead: &NewLead,
        window_ms: i64,
    ) -> Result<NativeAccepted, StoreError> {
        self.ready().await?;
        self.inner.accept_native(lead, window_ms).await
    }
    async fn find_native(
        &self,
        partner: &str,
        form: &str,
        fingerprint: &str,
        since_ms: i64,
    ) -> Result<Option<String>, StoreError> {
        let inner = &self.inner;
        inner
            .find_native(partner, form, fingerprint, since_ms)
            .await
    }
    async fn claim(
        &self,
        connector: &str,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        worker: &str,
    ) -> Result<Vec<Claim>, StoreError> {
        let inner = &self.inner;
        (inner.claim(connector, now_ms, lease_ms, limit, worker)).await
    }
    async fn finish(
        &self,
        claim: &Claim,
        outcome: DeliveryOutcome,
        now_ms: i64,
    ) -> Result<Finished, StoreError> {
        self.inner.finish(claim, outcome, now_ms).await
    }
    async fn release(&self, worker: &str, now_ms: i64) -> Result<u64, StoreError> {
        self.inner.release(worker, now_ms).await
    }
    async fn next_due(&self, connector: &str, now_ms: i64) -> Result<Option<i64>, StoreError> {
        self.inner.next_due(connector, now_ms).await
    }
    async fn waiting(&self) -> Result<Vec<Waiting>, StoreError> {
        self.inner.waiting().await
    }
    async fn claim_alerts(
        &self,
        queued_until_ms: i64,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
    ) -> Result<Vec<Alert>, StoreError> {
        let inner = &self.inner;
        (inner.claim_alerts(queued_until_ms, now_ms, lease_ms, limit)).await
    }
    async fn told(&self, alerts: &[Alert]) -> Result<(), StoreError> {
        self.inner.told(alerts).await
    }
    async fn retry(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        self.inner.retry(lead_id, now_ms).await
    }
    async fn release_quarantined(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        self.inner.release_quarantined(lead_id, now_ms).await
    }
    async fn counts(&self) -> Result<Counts, StoreError> {
        self.inner.counts().await
    }
    async fn revive(
        &self,
        from: Revivable,
        filter: &LeadFilter,
        after: Option<i64>,
        limit: u32,
        now_ms: i64,
    ) -> Result<Revived, StoreError> {
        (self.inner)
            .revive(from, filter, after, limit, now_ms)
            .await
    }
    async fn tally(&self, filter: &LeadFilter) -> Result<Vec<Tally>, StoreError> {
        self.inner.tally(filter).await
    }
    async fn list(
        &self,
        filter: &LeadFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<LeadSummary>, StoreError> {
        self.inner.list(filter, after, limit).await
    }
    async fn index_key(&self) -> Result<[u8; 32], StoreError> {
        self.inner.index_key().await
    }
    async fn expired(
        &self,
        ended_before_ms: i64,
        having: &[DeliveryState],
        unless: &[DeliveryState],
        limit: u32,
    ) -> Result<Vec<LeadDetail>, StoreError> {
        self.inner
            .expired(ended_before_ms, having, unless, limit)
            .await
    }
    async fn erase(
        &self,
        leads: &[Erasure],
        unless: &[DeliveryState],
        now_ms: i64,
    ) -> Result<Erased, StoreError> {
        self.inner.erase(leads, unless, now_ms).await
    }
    async fn reseal(&self, leads: &[Resealing]) -> Result<u64, StoreError> {
        self.inner.reseal(leads).await
    }
    async fn alias(&self, aliases: &[Alias]) -> Result<(), StoreError> {
        self.inner.alias(aliases).await
    }
    async fn seals(&self) -> Result<Vec<String>, StoreError> {
        self.inner.seals().await
    }
    async fn add_seal(&self, name: &str) -> Result<(), StoreError> {
        self.inner.add_seal(name).await
    }
    async fn remove_seal(&self, name: &str) -> Result<(), StoreError> {
        self.inner.remove_seal(name).await
    }
    async fn expunge(&self, how: Expunging) -> Result<(), StoreError> {
        self.inner.expunge(how).await
    }
    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError> {
        self.inner.show(lead_id).await
    }
    async fn can_store(&self) -> Result<(), StoreError> {
        self.inner.can_store().await
    }
    async fn close(&self) {
        self.inner.close().await;
    }
}
