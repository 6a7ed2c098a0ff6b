//! A store that takes leads, fails, or does not answer, as told.

use std::sync::Arc;

use async_trait::async_trait;
use leadgate_store::{
    Accepted, LeadDetail, LeadIntake, LeadReader, NativeAccepted, NewLead, StoreError,
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
    inner: Arc<dyn LeadIntake>,
    mood: watch::Sender<Mood>,
    asked: watch::Sender<usize>,
}

impl MoodyStore {
    pub(crate) fn new(inner: Arc<dyn LeadIntake>, mood: Mood) -> Self {
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
impl LeadReader for MoodyStore {
    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError> {
        self.inner.show(lead_id).await
    }
}

#[async_trait]
impl LeadIntake for MoodyStore {
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

    async fn can_store(&self) -> Result<(), StoreError> {
        self.inner.can_store().await
    }
}
