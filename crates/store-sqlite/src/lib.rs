//! The embedded lead store: one `SQLite` file, in WAL mode, synced before every answer.
//!
//! Keeps the promises of [`Outbox`]. Writes go through one connection, since `SQLite` has one
//! writer anyway, and those that wait at the same moment share a transaction (see `group.rs`); reads
//! have connections of their own and never wait for a write. Each step's SQL lives in the module of
//! that name and works on a connection that it is given.

use std::sync::Arc;

use async_trait::async_trait;
use leadgate_store::{
    Accepted, Alert, Alias, Claim, Counts, DeliveryOutcome, DeliveryQueue, DeliveryState, Erased,
    Erasure, Expunging, Finished, Incoming, KeyRegistry, KeyRotation, LeadAdmin, LeadDetail,
    LeadErasure, LeadFilter, LeadIntake, LeadReader, LeadRecord, LeadSummary, Monitoring,
    NativeAccepted, NewLead, Notifications, Records, Resealing, Revivable, Revived, Store,
    StoreError, StoreTransfer, Tally, Waiting,
};
use sqlx::sqlite::SqlitePool;

mod accept;
mod claim;
mod counts;
mod erase;
mod error;
mod file;
mod filter;
mod finish;
mod group;
mod integrity;
mod listing;
mod migrations;
mod open;
mod person;
mod probe;
mod queue;
mod record;
mod revive;
mod seal;
mod waiting;

use error::store_error;
use group::{Ending, Group};

/// The lead store in one `SQLite` file.
#[derive(Debug, Clone)]
pub struct SqliteOutbox {
    /// One connection, which the group writes on.
    writer: SqlitePool,
    readers: SqlitePool,
    group: Group,
}

impl SqliteOutbox {
    /// Opens the store at a URL such as `sqlite:leadgate.db`, and makes it if it is not there.
    ///
    /// The file is readable by its owner alone: it holds personal data.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`] if the URL is no file's, the file cannot be made or written, or
    /// a newer version of this program has been at it; [`StoreError::Corrupt`] if it is no
    /// database.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        open::open(url, group::TOGETHER_MAX).await
    }

    /// Like [`open`](Self::open), each write in a transaction of its own: what groups are worth is
    /// measured against it.
    ///
    /// # Errors
    ///
    /// As for `open`.
    pub async fn open_one_by_one(url: &str) -> Result<Self, StoreError> {
        open::open(url, 1).await
    }

    /// Like [`open`](Self::open), for who looks at a store that has to be there: makes no file.
    ///
    /// # Errors
    ///
    /// As for `open`, and [`StoreError::Unavailable`] with the file that was looked for if there
    /// is none.
    pub async fn open_existing(url: &str) -> Result<Self, StoreError> {
        open::open_existing(url).await
    }

    /// Reads the whole file and looks for damage.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`] with what is wrong first; the store's own.
    pub async fn check_integrity(&self) -> Result<(), StoreError> {
        integrity::check(&self.readers).await
    }
}

/// A [`group::Step`] from a function and its arguments: what is named behind the semicolon is cloned
/// for each run.
macro_rules! step {
    ($step:path $(, $argument:expr)*; $($owned:ident),*) => {{
        group::step(move |connection| {
            $(let $owned = $owned.clone();)*
            Box::pin(async move { $step(connection $(, $argument)*).await })
        })
    }};
}

#[async_trait]
impl Monitoring for SqliteOutbox {
    async fn counts(&self) -> Result<Counts, StoreError> {
        let counts = counts::counts(&self.readers).await;
        counts.map_err(store_error)
    }

    async fn waiting(&self) -> Result<Vec<Waiting>, StoreError> {
        let waiting = waiting::waiting(&self.readers).await;
        waiting.map_err(store_error)
    }
}

#[async_trait]
impl LeadReader for SqliteOutbox {
    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError> {
        let shown = listing::show(&self.readers, lead_id).await;
        shown.map_err(store_error)
    }
}

#[async_trait]
impl LeadIntake for SqliteOutbox {
    async fn accept(&self, lead: &NewLead) -> Result<Accepted, StoreError> {
        let (lead, window_ms) = (lead.clone(), None);
        let stored = self.group.accept(Incoming { lead, window_ms }).await?;
        Ok(stored.accepted)
    }

    async fn accept_native(
        &self,
        lead: &NewLead,
        window_ms: i64,
    ) -> Result<NativeAccepted, StoreError> {
        let (lead, window_ms) = (lead.clone(), Some(window_ms));
        self.group.accept(Incoming { lead, window_ms }).await
    }

    async fn find_native(
        &self,
        partner: &str,
        form: &str,
        fingerprint: &str,
        since_ms: i64,
    ) -> Result<Option<String>, StoreError> {
        let found = accept::find(&self.readers, partner, form, fingerprint, since_ms).await;
        found.map_err(store_error)
    }

    async fn can_store(&self) -> Result<(), StoreError> {
        self.group.try_write(step!(probe::write;)).await
    }
}

#[async_trait]
impl DeliveryQueue for SqliteOutbox {
    async fn claim(
        &self,
        connector: &str,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        worker: &str,
    ) -> Result<Vec<Claim>, StoreError> {
        let (connector, worker) = (connector.to_owned(), worker.to_owned());
        let step = step!(
            claim::claim, &connector, now_ms, lease_ms, limit, &worker;
            connector, worker
        );
        self.group.write(step).await
    }

    async fn finish(
        &self,
        claim: &Claim,
        outcome: DeliveryOutcome,
        now_ms: i64,
    ) -> Result<Finished, StoreError> {
        let claim = claim.clone();
        let ending = Ending {
            claim,
            outcome,
            now_ms,
        };
        self.group.finish(ending).await
    }

    async fn release(&self, worker: &str, now_ms: i64) -> Result<u64, StoreError> {
        let worker = worker.to_owned();
        let step = step!(claim::release, &worker, now_ms; worker);
        self.group.write(step).await
    }

    async fn next_due(&self, connector: &str, now_ms: i64) -> Result<Option<i64>, StoreError> {
        let due = claim::next_due(&self.readers, connector, now_ms).await;
        due.map_err(store_error)
    }
}

#[async_trait]
impl Notifications for SqliteOutbox {
    async fn claim_alerts(
        &self,
        queued_until_ms: i64,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
    ) -> Result<Vec<Alert>, StoreError> {
        let step = step!(
            waiting::claim_alerts, queued_until_ms, now_ms, lease_ms, limit;
        );
        self.group.write(step).await
    }

    async fn told(&self, alerts: &[Alert]) -> Result<(), StoreError> {
        let alerts: Arc<[Alert]> = alerts.into();
        let step = step!(waiting::told, &alerts; alerts);
        self.group.write(step).await
    }
}

#[async_trait]
impl LeadAdmin for SqliteOutbox {
    async fn retry(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        let lead_id = lead_id.to_owned();
        let step = step!(revive::dead, &lead_id, now_ms; lead_id);
        self.group.write(step).await
    }

    async fn release_quarantined(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        let lead_id = lead_id.to_owned();
        let step = step!(revive::quarantined, &lead_id, now_ms; lead_id);
        self.group.write(step).await
    }

    async fn revive(
        &self,
        from: Revivable,
        filter: &LeadFilter,
        after: Option<i64>,
        limit: u32,
        now_ms: i64,
    ) -> Result<Revived, StoreError> {
        // Looked for without the write lock: the state is looked at again when it is changed.
        let found = revive::find(&self.readers, from, filter, after, limit).await;
        let found = found.map_err(store_error)?;
        if found.deliveries.is_empty() {
            return Ok(found.done(0));
        }
        let found = Arc::new(found);
        let these = Arc::clone(&found);
        let step = step!(revive::these, from, &these.deliveries, now_ms; these);
        Ok(found.done(self.group.write(step).await?))
    }

    async fn tally(&self, filter: &LeadFilter) -> Result<Vec<Tally>, StoreError> {
        let tallies = counts::tally(&self.readers, filter).await;
        tallies.map_err(store_error)
    }

    async fn list(
        &self,
        filter: &LeadFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<LeadSummary>, StoreError> {
        let listed = listing::list(&self.readers, filter, after, limit).await;
        listed.map_err(store_error)
    }
}

#[async_trait]
impl LeadErasure for SqliteOutbox {
    async fn expired(
        &self,
        ended_before_ms: i64,
        having: &[DeliveryState],
        unless: &[DeliveryState],
        limit: u32,
    ) -> Result<Vec<LeadDetail>, StoreError> {
        let expired = listing::expired(&self.readers, ended_before_ms, having, unless, limit).await;
        expired.map_err(store_error)
    }

    async fn erase(
        &self,
        leads: &[Erasure],
        unless: &[DeliveryState],
        now_ms: i64,
    ) -> Result<Erased, StoreError> {
        let (leads, unless): (Arc<[Erasure]>, Arc<[DeliveryState]>) = (leads.into(), unless.into());
        let step = step!(erase::erase, &leads, &unless, now_ms; leads, unless);
        self.group.write(step).await
    }

    async fn expunge(&self, how: Expunging) -> Result<(), StoreError> {
        erase::expunge(&self.writer, how).await
    }
}

#[async_trait]
impl KeyRegistry for SqliteOutbox {
    async fn index_key(&self) -> Result<[u8; 32], StoreError> {
        let key = person::index_key(&self.readers).await;
        key.map_err(store_error)
    }

    async fn seals(&self) -> Result<Vec<String>, StoreError> {
        let seals = seal::seals(&self.readers).await;
        seals.map_err(store_error)
    }

    async fn add_seal(&self, name: &str) -> Result<(), StoreError> {
        let name = name.to_owned();
        self.group.write(step!(seal::add_seal, &name; name)).await
    }

    async fn remove_seal(&self, name: &str) -> Result<(), StoreError> {
        let name = name.to_owned();
        let step = step!(seal::remove_seal, &name; name);
        self.group.write(step).await
    }
}

#[async_trait]
impl KeyRotation for SqliteOutbox {
    async fn reseal(&self, leads: &[Resealing]) -> Result<u64, StoreError> {
        let leads: Arc<[Resealing]> = leads.into();
        self.group.write(step!(seal::reseal, &leads; leads)).await
    }

    async fn alias(&self, aliases: &[Alias]) -> Result<(), StoreError> {
        let aliases: Arc<[Alias]> = aliases.into();
        let step = step!(seal::alias, &aliases; aliases);
        self.group.write(step).await
    }
}

#[async_trait]
impl Store for SqliteOutbox {
    async fn close(&self) {
        self.readers.close().await;
        self.group.close().await;
        // Last, so that SQLite folds the WAL into the file and removes it.
        self.writer.close().await;
    }
}

#[async_trait]
impl StoreTransfer for SqliteOutbox {
    async fn records(&self, after: Option<i64>, limit: u32) -> Result<Records, StoreError> {
        let mut reader = self.readers.acquire().await.map_err(store_error)?;
        let records = record::read(&mut reader, after, limit).await;
        records.map_err(store_error)
    }

    async fn write_records(&self, leads: &[LeadRecord]) -> Result<u64, StoreError> {
        let leads: Arc<[LeadRecord]> = leads.into();
        let step = step!(record::write, &leads; leads);
        self.group.write(step).await
    }

    async fn take_index_key(&self, key: [u8; 32]) -> Result<bool, StoreError> {
        self.group.write(step!(record::take_index_key, key;)).await
    }
}
