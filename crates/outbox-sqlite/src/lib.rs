//! The embedded lead store: one `SQLite` file, in WAL mode, synced before every answer.
//!
//! Keeps the promises of [`Outbox`]. Writes go through one connection, since `SQLite` has one
//! writer anyway and waiting in our own queue is fair; reads have connections of their own and never
//! wait for a write. Each step's SQL lives in the module of that name and works on a connection that it
//! is given, so that several can share one transaction.

use async_trait::async_trait;
use leadgate_outbox::{
    Accepted, Claim, Counts, DeliveryOutcome, DeliveryState, Erased, Erasure, Expunging, Finished,
    LeadDetail, LeadFilter, LeadSummary, NativeAccepted, NewLead, Outbox, Revivable, Revived,
    StoreError, Tally,
};
use sqlx::sqlite::SqlitePool;
use sqlx::{Sqlite, Transaction};

mod accept;
mod claim;
mod counts;
mod erase;
mod error;
mod file;
mod filter;
mod finish;
mod listing;
mod migrations;
mod open;
mod person;
mod probe;
mod revive;

use error::store_error;

/// The lead store in one `SQLite` file.
#[derive(Debug, Clone)]
pub struct SqliteOutbox {
    /// One connection.
    writer: SqlitePool,
    readers: SqlitePool,
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
        open::open(url).await
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

    /// Begins a transaction that holds the write lock from its start: one that only asked for it
    /// at its first write could be refused after what it has read had changed.
    async fn write(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        let begun = self.writer.begin_with("begin immediate").await;
        begun.map_err(store_error)
    }
}

/// Runs `step` on a write transaction and answers once it is on disk.
macro_rules! written {
    ($outbox:ident, $step:path $(, $argument:expr)* $(,)?) => {{
        let mut transaction = $outbox.write().await?;
        let answer = $step(&mut transaction $(, $argument)*).await.map_err(store_error)?;
        transaction.commit().await.map_err(store_error)?;
        Ok(answer)
    }};
}

#[async_trait]
impl Outbox for SqliteOutbox {
    async fn accept(&self, lead: &NewLead) -> Result<Accepted, StoreError> {
        written!(self, accept::accept, lead)
    }

    async fn accept_native(
        &self,
        lead: &NewLead,
        window_ms: i64,
    ) -> Result<NativeAccepted, StoreError> {
        written!(self, accept::accept_native, lead, window_ms)
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

    async fn claim(
        &self,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        worker: &str,
    ) -> Result<Vec<Claim>, StoreError> {
        written!(self, claim::claim, now_ms, lease_ms, limit, worker)
    }

    async fn finish(
        &self,
        claim: &Claim,
        outcome: DeliveryOutcome,
        now_ms: i64,
    ) -> Result<Finished, StoreError> {
        written!(self, finish::finish, claim, outcome, now_ms)
    }

    async fn release(&self, worker: &str, now_ms: i64) -> Result<u64, StoreError> {
        written!(self, claim::release, worker, now_ms)
    }

    async fn next_due(&self, now_ms: i64) -> Result<Option<i64>, StoreError> {
        let due = claim::next_due(&self.readers, now_ms).await;
        due.map_err(store_error)
    }

    async fn retry(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        written!(self, revive::dead, lead_id, now_ms)
    }

    async fn release_quarantined(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        written!(self, revive::quarantined, lead_id, now_ms)
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
        let mut transaction = self.write().await?;
        let revived = revive::these(&mut transaction, from, &found.deliveries, now_ms).await;
        let revived = revived.map_err(store_error)?;
        transaction.commit().await.map_err(store_error)?;
        Ok(found.done(revived))
    }

    async fn counts(&self) -> Result<Counts, StoreError> {
        let counts = counts::counts(&self.readers).await;
        counts.map_err(store_error)
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

    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError> {
        let shown = listing::show(&self.readers, lead_id).await;
        shown.map_err(store_error)
    }

    async fn index_key(&self) -> Result<[u8; 32], StoreError> {
        let key = person::index_key(&self.readers).await;
        key.map_err(store_error)
    }

    async fn expired(
        &self,
        ended_before_ms: i64,
        unless: &[DeliveryState],
        limit: u32,
    ) -> Result<Vec<LeadDetail>, StoreError> {
        let expired = listing::expired(&self.readers, ended_before_ms, unless, limit).await;
        expired.map_err(store_error)
    }

    async fn erase(
        &self,
        leads: &[Erasure],
        unless: &[DeliveryState],
        now_ms: i64,
    ) -> Result<Erased, StoreError> {
        written!(self, erase::erase, leads, unless, now_ms)
    }

    async fn expunge(&self, how: Expunging) -> Result<(), StoreError> {
        erase::expunge(&self.writer, how).await
    }

    async fn can_store(&self) -> Result<(), StoreError> {
        written!(self, probe::write)
    }

    async fn close(&self) {
        self.readers.close().await;
        // Last, so that SQLite folds the WAL into the file and removes it.
        self.writer.close().await;
    }
}
