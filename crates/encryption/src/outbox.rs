//! A store behind keys: what goes in is sealed, what comes out is opened, all else passes through.

use std::sync::Arc;

use async_trait::async_trait;
use leadgate_store::{
    Accepted, Alert, BackEnd, Claim, Counts, DeliveryOutcome, DeliveryQueue, DeliveryState, Erased,
    Erasure, Expunging, Finished, KeyRegistry, LeadAdmin, LeadDetail, LeadErasure, LeadFilter,
    LeadIntake, LeadReader, LeadSummary, Monitoring, NativeAccepted, NewLead, Notifications,
    Revivable, Revived, Store, StoreError, Tally, Waiting,
};
use tokio::sync::OnceCell;

use self::opened::not_opened;
use super::{Keyring, NotOpened, Personal};

mod older;
mod opened;

/// A store whose personal data is sealed. To its users it is like any other.
pub struct SealedOutbox {
    inner: Arc<dyn BackEnd>,
    keyring: Keyring,
    /// Whether the store has leads from before the first key; known once its name is written down.
    has_older: OnceCell<bool>,
}

impl SealedOutbox {
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
    fn sealed(&self, lead: &NewLead) -> NewLead {
        let keyring = &self.keyring;
        NewLead {
            payload: keyring.seal(&lead.id, &personal(lead)),
            fingerprint: keyring.fingerprint(&lead.fingerprint),
            keys: lead.keys.iter().map(|key| keyring.person(key)).collect(),
            ..lead.clone()
        }
    }

    /// Every word that a person's key may be stored as, the first key's first.
    fn person_words(&self, key: &str) -> impl Iterator<Item = String> {
        let first = [self.keyring.person_word(key)];
        first
            .into_iter()
            .chain(self.keyring.older_person_words(key))
    }

    /// The filter in the store's words.
    fn filter(&self, filter: &LeadFilter) -> LeadFilter {
        let words = filter.person.iter().flat_map(|key| self.person_words(key));
        LeadFilter {
            person: words.collect(),
            ..filter.clone()
        }
    }
}

fn personal(lead: &NewLead) -> Personal {
    Personal {
        fingerprint: lead.fingerprint.clone(),
        keys: lead.keys.clone(),
        payload: lead.payload.clone(),
    }
}

#[async_trait]
impl Monitoring for SealedOutbox {
    async fn counts(&self) -> Result<Counts, StoreError> {
        self.inner.counts().await
    }

    async fn waiting(&self) -> Result<Vec<Waiting>, StoreError> {
        self.inner.waiting().await
    }
}

#[async_trait]
impl LeadReader for SealedOutbox {
    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError> {
        let Some(lead) = self.inner.show(lead_id).await? else {
            return Ok(None);
        };
        let opened = self.opened_detail(lead);
        opened
            .map(Some)
            .map_err(|reason| not_opened(lead_id, &reason))
    }
}

#[async_trait]
impl LeadIntake for SealedOutbox {
    async fn accept(&self, lead: &NewLead) -> Result<Accepted, StoreError> {
        if self.keyring.is_empty() {
            return self.inner.accept(lead).await;
        }
        if self.has_older().await? {
            self.recognise(lead).await;
        }
        let accepted = self.inner.accept(&self.sealed(lead)).await?;
        self.compared(lead, accepted).await
    }

    async fn accept_native(
        &self,
        lead: &NewLead,
        window_ms: i64,
    ) -> Result<NativeAccepted, StoreError> {
        if self.keyring.is_empty() {
            return self.inner.accept_native(lead, window_ms).await;
        }
        if self.has_older().await? {
            if let Some(id) = self.older_native(lead, window_ms).await? {
                return Ok(NativeAccepted {
                    id,
                    accepted: Accepted::Same,
                });
            }
            self.recognise(lead).await;
        }
        let stored = (self.inner.accept_native(&self.sealed(lead), window_ms)).await?;
        let accepted = self.compared(lead, stored.accepted).await?;
        Ok(NativeAccepted { accepted, ..stored })
    }

    async fn find_native(
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
            let found = (self.inner.find_native(partner, form, &stored, since_ms)).await?;
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
impl DeliveryQueue for SealedOutbox {
    async fn claim(
        &self,
        connector: &str,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        worker: &str,
    ) -> Result<Vec<Claim>, StoreError> {
        let claims = (self.inner.claim(connector, now_ms, lease_ms, limit, worker)).await?;
        let mut opened = Vec::with_capacity(claims.len());
        for mut claim in claims {
            match self.opened(&claim.lead_id, std::mem::take(&mut claim.payload)) {
                Ok(payload) => opened.push(Claim { payload, ..claim }),
                Err(reason) => self.put_back(&claim, reason, now_ms).await,
            }
        }
        Ok(opened)
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

    async fn woken(&self) {
        self.inner.woken().await;
    }
}

#[async_trait]
impl Notifications for SealedOutbox {
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
        let opened = alerts.into_iter().map(|mut alert| {
            // An alert without the person is better than none.
            let payload = alert.payload.take();
            alert.payload = payload.and_then(|it| self.opened(&alert.lead_id, it).ok());
            alert
        });
        Ok(opened.collect())
    }

    async fn told(&self, alerts: &[Alert]) -> Result<(), StoreError> {
        self.inner.told(alerts).await
    }
}

#[async_trait]
impl LeadAdmin for SealedOutbox {
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

    async fn revive(
        &self,
        from: Revivable,
        filter: &LeadFilter,
        after: Option<i64>,
        limit: u32,
        now_ms: i64,
    ) -> Result<Revived, StoreError> {
        let filter = self.filter(filter);
        (self.inner.revive(from, &filter, after, limit, now_ms)).await
    }

    async fn retry(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        self.inner.retry(lead_id, now_ms).await
    }

    async fn release_quarantined(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        self.inner.release_quarantined(lead_id, now_ms).await
    }
}

#[async_trait]
impl LeadErasure for SealedOutbox {
    async fn expired(
        &self,
        ended_before_ms: i64,
        having: &[DeliveryState],
        unless: &[DeliveryState],
        limit: u32,
    ) -> Result<Vec<LeadDetail>, StoreError> {
        let inner = &self.inner;
        let leads = (inner.expired(ended_before_ms, having, unless, limit)).await?;
        let opened = leads.into_iter().map(|lead| {
            let id = lead.summary.id.clone();
            match self.opened_detail(lead.clone()) {
                // Its time is over, and nobody will ever read it: it must not keep the others here.
                Err(NotOpened::Changed) => Ok(LeadDetail {
                    payload: None,
                    ..lead
                }),
                opened => opened.map_err(|reason| not_opened(&id, &reason)),
            }
        });
        opened.collect()
    }

    async fn erase(
        &self,
        leads: &[Erasure],
        unless: &[DeliveryState],
        now_ms: i64,
    ) -> Result<Erased, StoreError> {
        self.inner.erase(leads, unless, now_ms).await
    }

    async fn expunge(&self, how: Expunging) -> Result<(), StoreError> {
        self.inner.expunge(how).await
    }
}

#[async_trait]
impl KeyRegistry for SealedOutbox {
    async fn index_key(&self) -> Result<[u8; 32], StoreError> {
        self.inner.index_key().await
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
}

#[async_trait]
impl Store for SealedOutbox {
    async fn close(&self) {
        self.inner.close().await;
    }
}
