//! A store that takes leads, fails, or does not answer, as told.

use std::sync::Arc;

use async_trait::async_trait;
use leadgate_store::{
    Acceptance, Accepted, LeadDetail, LeadIntake, LeadReader, NewLead, StoreError,
};
use tokio::sync::watch;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum StoreFault {
    /// As the store that it stands before.
    Works,
    /// Takes nothing.
    Fails,
    /// Does not answer until another fault is set.
    Stalls,
}

/// A store that fails on command when it accepts leads; all other calls go to the inner store.
pub(crate) struct FaultyStore {
    inner: Arc<dyn LeadIntake>,
    fault: watch::Sender<StoreFault>,
    asked: watch::Sender<usize>,
}

impl FaultyStore {
    pub(crate) fn new(inner: Arc<dyn LeadIntake>, fault: StoreFault) -> Self {
        Self {
            inner,
            fault: watch::Sender::new(fault),
            asked: watch::Sender::new(0),
        }
    }

    pub(crate) fn set(&self, fault: StoreFault) {
        self.fault.send_replace(fault);
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
        let mut fault = self.fault.subscribe();
        match *fault
            .wait_for(|fault| *fault != StoreFault::Stalls)
            .await
            .unwrap()
        {
            StoreFault::Fails => Err(StoreError::Busy),
            StoreFault::Works | StoreFault::Stalls => Ok(()),
        }
    }
}

#[async_trait]
impl LeadReader for FaultyStore {
    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError> {
        self.inner.show(lead_id).await
    }
}

#[async_trait]
impl LeadIntake for FaultyStore {
    async fn accept(&self, lead: &NewLead) -> Result<Accepted, StoreError> {
        self.ready().await?;
        self.inner.accept(lead).await
    }

    async fn accept_without_id(
        &self,
        lead: &NewLead,
        window_ms: i64,
    ) -> Result<Acceptance, StoreError> {
        self.ready().await?;
        self.inner.accept_without_id(lead, window_ms).await
    }

    async fn find_by_fingerprint(
        &self,
        partner: &str,
        form: &str,
        fingerprint: &str,
        since_ms: i64,
    ) -> Result<Option<String>, StoreError> {
        let inner = &self.inner;
        inner
            .find_by_fingerprint(partner, form, fingerprint, since_ms)
            .await
    }

    async fn can_store(&self) -> Result<(), StoreError> {
        self.inner.can_store().await
    }
}
