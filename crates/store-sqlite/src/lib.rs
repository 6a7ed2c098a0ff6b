//! The embedded lead store: one `SQLite` file, in WAL mode, synced before every answer.
//!
//! Keeps the promises of [`Store`]. Writes go through one connection, since `SQLite` has one
//! writer anyway, and those that wait at the same moment share a transaction (see `group.rs`); reads
//! have connections of their own and never wait for a write. Each step's SQL lives in the module of
//! that name and works on a connection that it is given.

use std::sync::Arc;

use async_trait::async_trait;
use leadgate_store::{
    Acceptance, Accepted, Alert, AttemptResult, Claim, Counts, DeliveryQueue, DeliveryState,
    Erased, Erasure, Finished, Incoming, IndexAlias, KeyRegistry, KeyRotation, LeadAdmin,
    LeadDetail, LeadErasure, LeadFilter, LeadIntake, LeadReader, LeadRecord, LeadSummary,
    Monitoring, NewLead, Notifications, RecordPage, Reencryption, RequeueFrom, Requeued, Scrub,
    Store, StoreError, StoreTransfer, Tally, Waiting,
};
use sqlx::sqlite::SqlitePool;

mod accept;
mod claim;
mod counts;
mod encryption;
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
mod priority;
mod probe;
mod record;
mod requeue;
mod waiting;

use error::store_error;
use group::{FinishedAttempt, Group};

/// The lead store in one `SQLite` file.
#[derive(Debug, Clone)]
pub struct SqliteStore {
    /// One connection, which the group writes on.
    writer: SqlitePool,
    readers: SqlitePool,
    group: Group,
}

impl SqliteStore {
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
        open::open(url, group::GROUP_MAX).await
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
impl Monitoring for SqliteStore {
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
impl LeadReader for SqliteStore {
    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError> {
        let shown = listing::show(&self.readers, lead_id).await;
        shown.map_err(store_error)
    }
}

#[async_trait]
impl LeadIntake for SqliteStore {
    async fn accept(&self, lead: &NewLead) -> Result<Accepted, StoreError> {
        let (lead, window_ms) = (lead.clone(), None);
        let stored = self.group.accept(Incoming { lead, window_ms }).await?;
        Ok(stored.accepted)
    }

    async fn accept_without_id(
        &self,
        lead: &NewLead,
        window_ms: i64,
    ) -> Result<Acceptance, StoreError> {
        let (lead, window_ms) = (lead.clone(), Some(window_ms));
        self.group.accept(Incoming { lead, window_ms }).await
    }

    async fn find_by_fingerprint(
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
impl DeliveryQueue for SqliteStore {
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
        result: AttemptResult,
        now_ms: i64,
    ) -> Result<Finished, StoreError> {
        let claim = claim.clone();
        let attempt = FinishedAttempt {
            claim,
            result,
            now_ms,
        };
        self.group.finish(attempt).await
    }

    async fn return_leases(&self, worker: &str, now_ms: i64) -> Result<u64, StoreError> {
        let worker = worker.to_owned();
        let step = step!(claim::return_leases, &worker, now_ms; worker);
        self.group.write(step).await
    }

    async fn next_due(&self, connector: &str, now_ms: i64) -> Result<Option<i64>, StoreError> {
        let due = claim::next_due(&self.readers, connector, now_ms).await;
        due.map_err(store_error)
    }
}

#[async_trait]
impl Notifications for SqliteStore {
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

    async fn mark_notified(&self, alerts: &[Alert]) -> Result<(), StoreError> {
        let alerts: Arc<[Alert]> = alerts.into();
        let step = step!(waiting::mark_notified, &alerts; alerts);
        self.group.write(step).await
    }
}

#[async_trait]
impl LeadAdmin for SqliteStore {
    async fn requeue_dead(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        let lead_id = lead_id.to_owned();
        let step = step!(requeue::dead, &lead_id, now_ms; lead_id);
        self.group.write(step).await
    }

    async fn requeue_quarantined(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        let lead_id = lead_id.to_owned();
        let step = step!(requeue::quarantined, &lead_id, now_ms; lead_id);
        self.group.write(step).await
    }

    async fn requeue(
        &self,
        from: RequeueFrom,
        filter: &LeadFilter,
        after: Option<i64>,
        limit: u32,
        now_ms: i64,
    ) -> Result<Requeued, StoreError> {
        // Looked for without the write lock: the state is looked at again when it is changed.
        let found = requeue::find(&self.readers, from, filter, after, limit).await;
        let found = found.map_err(store_error)?;
        if found.deliveries.is_empty() {
            return Ok(found.done(0));
        }
        let found = Arc::new(found);
        let these = Arc::clone(&found);
        let step = step!(requeue::these, from, &these.deliveries, now_ms; these);
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
impl LeadErasure for SqliteStore {
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

    async fn scrub(&self, how: Scrub) -> Result<(), StoreError> {
        erase::scrub(&self.writer, how).await
    }
}

#[async_trait]
impl KeyRegistry for SqliteStore {
    async fn index_key(&self) -> Result<[u8; 32], StoreError> {
        let key = person::index_key(&self.readers).await;
        key.map_err(store_error)
    }

    async fn key_names(&self) -> Result<Vec<String>, StoreError> {
        let key_names = encryption::key_names(&self.readers).await;
        key_names.map_err(store_error)
    }

    async fn add_key_name(&self, name: &str) -> Result<(), StoreError> {
        let name = name.to_owned();
        self.group
            .write(step!(encryption::add_key_name, &name; name))
            .await
    }

    async fn remove_key_name(&self, name: &str) -> Result<(), StoreError> {
        let name = name.to_owned();
        let step = step!(encryption::remove_key_name, &name; name);
        self.group.write(step).await
    }
}

#[async_trait]
impl KeyRotation for SqliteStore {
    async fn reencrypt(&self, leads: &[Reencryption]) -> Result<u64, StoreError> {
        let leads: Arc<[Reencryption]> = leads.into();
        self.group
            .write(step!(encryption::reencrypt, &leads; leads))
            .await
    }

    async fn add_index_aliases(&self, index_aliases: &[IndexAlias]) -> Result<(), StoreError> {
        let index_aliases: Arc<[IndexAlias]> = index_aliases.into();
        let step = step!(encryption::add_index_aliases, &index_aliases; index_aliases);
        self.group.write(step).await
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn close(&self) {
        self.readers.close().await;
        self.group.close().await;
        // Last, so that SQLite folds the WAL into the file and removes it.
        self.writer.close().await;
    }
}

#[async_trait]
impl StoreTransfer for SqliteStore {
    async fn export_records(
        &self,
        after: Option<i64>,
        limit: u32,
    ) -> Result<RecordPage, StoreError> {
        let mut reader = self.readers.acquire().await.map_err(store_error)?;
        let records = record::read(&mut reader, after, limit).await;
        records.map_err(store_error)
    }

    async fn import_records(&self, leads: &[LeadRecord]) -> Result<u64, StoreError> {
        let leads: Arc<[LeadRecord]> = leads.into();
        let step = step!(record::write, &leads; leads);
        self.group.write(step).await
    }

    async fn adopt_index_key(&self, key: [u8; 32]) -> Result<bool, StoreError> {
        self.group.write(step!(record::adopt_index_key, key;)).await
    }
}
