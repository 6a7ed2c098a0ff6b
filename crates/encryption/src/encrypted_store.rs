//! A store that encrypts what goes in and decrypts what comes out; everything else passes through.

use std::sync::Arc;

use async_trait::async_trait;
use leadgate_store::{
    Acceptance, Accepted, Alert, AttemptResult, BackEnd, Claim, Counts, DeliveryQueue,
    DeliveryState, Erased, Erasure, Finished, KeyRegistry, LeadAdmin, LeadDetail, LeadErasure,
    LeadFilter, LeadIntake, LeadReader, LeadSummary, Monitoring, NewLead, Notifications,
    RequeueFrom, Requeued, Scrub, Store, StoreError, Tally, Waiting,
};
use tokio::sync::OnceCell;

use self::decrypted::undecryptable;
use super::{DecryptError, Keyring, PersonalData};

mod decrypted;
mod older;

/// A store whose personal data is encrypted. To its users it is like any other.
pub struct EncryptedStore {
    inner: Arc<dyn BackEnd>,
    keyring: Keyring,
    /// Whether the store has leads from before the active key; known once its name is written down.
    has_older: OnceCell<bool>,
}

impl EncryptedStore {
    /// Before a store. Leads that are in it already are read as they are.
    #[must_use]
    pub fn new(inner: Arc<dyn BackEnd>, keyring: Keyring) -> Self {
        Self {
            inner,
            keyring,
            has_older: OnceCell::new(),
        }
    }

    /// The lead as it is stored.
    fn encrypted(&self, lead: &NewLead) -> NewLead {
        let keyring = &self.keyring;
        NewLead {
            payload: keyring.encrypt(&lead.id, &personal(lead)),
            fingerprint: keyring.fingerprint(&lead.fingerprint),
            keys: lead.keys.iter().map(|key| keyring.person(key)).collect(),
            ..lead.clone()
        }
    }

    /// Every value that a blind index may be stored as, the active key's first.
    fn blind_index_values(&self, key: &str) -> impl Iterator<Item = String> {
        let first = [self.keyring.blind_index_value(key)];
        first
            .into_iter()
            .chain(self.keyring.older_blind_index_values(key))
    }

    /// The filter with the values that the store has.
    fn filter(&self, filter: &LeadFilter) -> LeadFilter {
        let words = filter
            .person
            .iter()
            .flat_map(|key| self.blind_index_values(key));
        LeadFilter {
            person: words.collect(),
            ..filter.clone()
        }
    }
}

fn personal(lead: &NewLead) -> PersonalData {
    PersonalData {
        fingerprint: lead.fingerprint.clone(),
        keys: lead.keys.clone(),
        payload: lead.payload.clone(),
    }
}

#[async_trait]
impl Monitoring for EncryptedStore {
    async fn counts(&self) -> Result<Counts, StoreError> {
        self.inner.counts().await
    }

    async fn waiting(&self) -> Result<Vec<Waiting>, StoreError> {
        self.inner.waiting().await
    }
}

#[async_trait]
impl LeadReader for EncryptedStore {
    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError> {
        let Some(lead) = self.inner.show(lead_id).await? else {
            return Ok(None);
        };
        let decrypted = self.decrypted_detail(lead);
        decrypted
            .map(Some)
            .map_err(|reason| undecryptable(lead_id, &reason))
    }
}

#[async_trait]
impl LeadIntake for EncryptedStore {
    async fn accept(&self, lead: &NewLead) -> Result<Accepted, StoreError> {
        if self.keyring.is_empty() {
            return self.inner.accept(lead).await;
        }
        if self.has_older().await? {
            self.recognise(lead).await;
        }
        let accepted = self.inner.accept(&self.encrypted(lead)).await?;
        self.compared(lead, accepted).await
    }

    async fn accept_without_id(
        &self,
        lead: &NewLead,
        window_ms: i64,
    ) -> Result<Acceptance, StoreError> {
        if self.keyring.is_empty() {
            return self.inner.accept_without_id(lead, window_ms).await;
        }
        if self.has_older().await? {
            if let Some(id) = self.older_by_fingerprint(lead, window_ms).await? {
                return Ok(Acceptance {
                    id,
                    accepted: Accepted::Same,
                });
            }
            self.recognise(lead).await;
        }
        let stored = (self
            .inner
            .accept_without_id(&self.encrypted(lead), window_ms))
        .await?;
        let accepted = self.compared(lead, stored.accepted).await?;
        Ok(Acceptance { accepted, ..stored })
    }

    async fn find_by_fingerprint(
        &self,
        partner: &str,
        form: &str,
        fingerprint: &str,
        since_ms: i64,
    ) -> Result<Option<String>, StoreError> {
        let present = self.keyring.fingerprint(fingerprint);
        for stored in [present]
            .into_iter()
            .chain(self.keyring.older_fingerprints(fingerprint))
        {
            let found = (self
                .inner
                .find_by_fingerprint(partner, form, &stored, since_ms))
            .await?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    async fn can_store(&self) -> Result<(), StoreError> {
        self.inner.can_store().await
    }
}

#[async_trait]
impl DeliveryQueue for EncryptedStore {
    async fn claim(
        &self,
        connector: &str,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        worker: &str,
    ) -> Result<Vec<Claim>, StoreError> {
        let claims = (self.inner.claim(connector, now_ms, lease_ms, limit, worker)).await?;
        let mut decrypted = Vec::with_capacity(claims.len());
        for mut claim in claims {
            match self.decrypted(&claim.lead_id, std::mem::take(&mut claim.payload)) {
                Ok(payload) => decrypted.push(Claim { payload, ..claim }),
                Err(reason) => self.return_uncounted(&claim, reason, now_ms).await,
            }
        }
        Ok(decrypted)
    }

    async fn finish(
        &self,
        claim: &Claim,
        result: AttemptResult,
        now_ms: i64,
    ) -> Result<Finished, StoreError> {
        self.inner.finish(claim, result, now_ms).await
    }

    async fn return_leases(&self, worker: &str, now_ms: i64) -> Result<u64, StoreError> {
        self.inner.return_leases(worker, now_ms).await
    }

    async fn next_due(&self, connector: &str, now_ms: i64) -> Result<Option<i64>, StoreError> {
        self.inner.next_due(connector, now_ms).await
    }

    async fn woken(&self) {
        self.inner.woken().await;
    }
}

#[async_trait]
impl Notifications for EncryptedStore {
    async fn claim_alerts(
        &self,
        queued_until_ms: i64,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
    ) -> Result<Vec<Alert>, StoreError> {
        let alerts = (self
            .inner
            .claim_alerts(queued_until_ms, now_ms, lease_ms, limit))
        .await?;
        let decrypted = alerts.into_iter().map(|mut alert| {
            // An alert without the person is better than none.
            let payload = alert.payload.take();
            alert.payload = payload.and_then(|it| self.decrypted(&alert.lead_id, it).ok());
            alert
        });
        Ok(decrypted.collect())
    }

    async fn mark_notified(&self, alerts: &[Alert]) -> Result<(), StoreError> {
        self.inner.mark_notified(alerts).await
    }
}

#[async_trait]
impl LeadAdmin for EncryptedStore {
    async fn list(
        &self,
        filter: &LeadFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<LeadSummary>, StoreError> {
        self.inner.list(&self.filter(filter), after, limit).await
    }

    async fn tally(&self, filter: &LeadFilter) -> Result<Vec<Tally>, StoreError> {
        self.inner.tally(&self.filter(filter)).await
    }

    async fn requeue(
        &self,
        from: RequeueFrom,
        filter: &LeadFilter,
        after: Option<i64>,
        limit: u32,
        now_ms: i64,
    ) -> Result<Requeued, StoreError> {
        let filter = self.filter(filter);
        (self.inner.requeue(from, &filter, after, limit, now_ms)).await
    }

    async fn requeue_dead(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        self.inner.requeue_dead(lead_id, now_ms).await
    }

    async fn requeue_quarantined(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        self.inner.requeue_quarantined(lead_id, now_ms).await
    }
}

#[async_trait]
impl LeadErasure for EncryptedStore {
    async fn expired(
        &self,
        ended_before_ms: i64,
        having: &[DeliveryState],
        unless: &[DeliveryState],
        limit: u32,
    ) -> Result<Vec<LeadDetail>, StoreError> {
        let inner = &self.inner;
        let leads = (inner.expired(ended_before_ms, having, unless, limit)).await?;
        let decrypted = leads.into_iter().map(|lead| {
            let id = lead.summary.id.clone();
            match self.decrypted_detail(lead.clone()) {
                // Its time is over, and nobody will ever read it: it must not keep the others here.
                Err(DecryptError::Changed) => Ok(LeadDetail {
                    payload: None,
                    ..lead
                }),
                decrypted => decrypted.map_err(|reason| undecryptable(&id, &reason)),
            }
        });
        decrypted.collect()
    }

    async fn erase(
        &self,
        leads: &[Erasure],
        unless: &[DeliveryState],
        now_ms: i64,
    ) -> Result<Erased, StoreError> {
        self.inner.erase(leads, unless, now_ms).await
    }

    async fn scrub(&self, how: Scrub) -> Result<(), StoreError> {
        self.inner.scrub(how).await
    }
}

#[async_trait]
impl KeyRegistry for EncryptedStore {
    async fn index_key(&self) -> Result<[u8; 32], StoreError> {
        self.inner.index_key().await
    }

    async fn key_names(&self) -> Result<Vec<String>, StoreError> {
        self.inner.key_names().await
    }

    async fn add_key_name(&self, name: &str) -> Result<(), StoreError> {
        self.inner.add_key_name(name).await
    }

    async fn remove_key_name(&self, name: &str) -> Result<(), StoreError> {
        self.inner.remove_key_name(name).await
    }
}

#[async_trait]
impl Store for EncryptedStore {
    async fn close(&self) {
        self.inner.close().await;
    }
}
