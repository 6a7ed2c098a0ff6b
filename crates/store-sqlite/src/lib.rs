//! The embedded lead store: one `SQLite` file, in WAL mode, synced before every answer.
//!
//! Keeps the promises of [`Store`]. One thread owns the connection that writes, since `SQLite` has one
//! writer anyway, and writes that wait at the same moment share a transaction (see `writer.rs`). Two
//! other threads only read and never wait for a write: one for what a visitor or a delivery waits for,
//! one for who looks. Each step's SQL lives in the module of that name and works on a connection that
//! it is given.

use async_trait::async_trait;
use leadgate_store::{
    Acceptance, Accepted, Alert, AttemptResult, Claim, Counts, DeliveryQueue, DeliveryState,
    Erased, Erasure, Finished, IndexAlias, KeyRegistry, KeyRotation, LeadAdmin, LeadDetail,
    LeadErasure, LeadFilter, LeadIntake, LeadReader, LeadRecord, LeadSummary, Monitoring, NewLead,
    Notifications, RecordPage, Reencryption, RequeueFrom, Requeued, Scrub, Store, StoreError,
    StoreTransfer, Tally, Waiting,
};

mod accept;
mod blind_index;
mod claim;
mod compact;
mod connection;
mod counts;
mod delivery_id;
mod encryption;
mod erase;
mod error;
mod file;
mod filter;
mod finish;
mod integrity;
mod known;
mod listing;
mod migrations;
mod notifications;
mod open;
mod person;
mod priority;
mod probe;
mod query;
mod reader;
mod record;
mod requeue;
mod waiting;
mod writer;
mod writing;

use accept::{Entry, Fields};
use compact::Compact;
use finish::FinishedAttempt;
use reader::Reader;
use writer::Writer;

/// The lead store in one `SQLite` file.
#[derive(Debug, Clone)]
pub struct SqliteStore {
    writer: Writer,
    /// Short reads that a visitor or a delivery waits for.
    waited_for: Reader,
    /// Reads of who looks or measures, which may be long.
    looking: Reader,
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
        open::open(url, writer::GROUP_MAX).await
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
        let checked = self
            .looking
            .read(|connection| Ok(integrity::check(connection)));
        checked.await?
    }
}

#[async_trait]
impl LeadReader for SqliteStore {
    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError> {
        let lead_id = Compact::new(lead_id);
        self.waited_for
            .read(move |connection| listing::show(connection, &lead_id))
            .await
    }
}

#[async_trait]
impl Monitoring for SqliteStore {
    async fn waiting(&self) -> Result<Vec<Waiting>, StoreError> {
        self.waited_for.read(waiting::waiting).await
    }

    async fn counts(&self) -> Result<Counts, StoreError> {
        self.looking.read(counts::counts).await
    }
}

#[async_trait]
impl LeadIntake for SqliteStore {
    async fn accept(&self, lead: &NewLead) -> Result<Accepted, StoreError> {
        delivery_id::check(lead.deliveries.len())?;
        let entry = Entry::new(lead);
        self.writer
            .try_write(move |writing| accept::accept(writing, &entry))
            .await
    }

    async fn accept_without_id(
        &self,
        lead: &NewLead,
        window_ms: i64,
    ) -> Result<Acceptance, StoreError> {
        delivery_id::check(lead.deliveries.len())?;
        let entry = Entry::new(lead);
        let (known, accepted) = self
            .writer
            .try_write(move |writing| accept::accept_without_id(writing, &entry, window_ms))
            .await?;
        let id = known.unwrap_or_else(|| lead.id.clone());
        Ok(Acceptance { id, accepted })
    }

    async fn find_by_fingerprint(
        &self,
        partner: &str,
        form: &str,
        fingerprint: &str,
        since_ms: i64,
    ) -> Result<Option<String>, StoreError> {
        let fields = Fields {
            partner: partner.to_owned(),
            form: form.to_owned(),
            fingerprint: Compact::new(fingerprint),
            since_ms,
        };
        self.waited_for
            .read(move |connection| accept::find(connection, &fields))
            .await
    }

    async fn can_store(&self) -> Result<(), StoreError> {
        self.writer
            .try_write(|connection| probe::write(connection))
            .await
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
        self.writer
            .write(move |connection| {
                claim::claim(connection, &connector, now_ms, lease_ms, limit, &worker)
            })
            .await
    }

    async fn finish(
        &self,
        claim: &Claim,
        result: AttemptResult,
        now_ms: i64,
    ) -> Result<Finished, StoreError> {
        let attempt = FinishedAttempt::new(claim, result, now_ms);
        self.writer
            .write(move |connection| finish::finish(connection, &attempt))
            .await
    }

    async fn return_leases(&self, worker: &str, now_ms: i64) -> Result<u64, StoreError> {
        let worker = worker.to_owned();
        self.writer
            .write(move |connection| claim::return_leases(connection, &worker, now_ms))
            .await
    }

    async fn next_due(&self, connector: &str, now_ms: i64) -> Result<Option<i64>, StoreError> {
        let connector = connector.to_owned();
        self.waited_for
            .read(move |connection| claim::next_due(connection, &connector, now_ms))
            .await
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
        self.writer
            .write(move |connection| {
                notifications::claim(connection, queued_until_ms, now_ms, lease_ms, limit)
            })
            .await
    }

    async fn mark_notified(&self, alerts: &[Alert]) -> Result<(), StoreError> {
        let alerts = alerts.to_vec();
        self.writer
            .write(move |connection| notifications::done(connection, &alerts))
            .await
    }
}

#[async_trait]
impl LeadAdmin for SqliteStore {
    async fn requeue_dead(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        self.requeue_lead(lead_id, RequeueFrom::Dead, now_ms).await
    }

    async fn requeue_quarantined(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        let from = RequeueFrom::Quarantined;
        self.requeue_lead(lead_id, from, now_ms).await
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
        let filter = filter.clone();
        let find =
            move |connection: &_| requeue::find(connection, from.state(), &filter, after, limit);
        let found = self.looking.read(find).await?;
        if found.deliveries.is_empty() {
            return Ok(found.done(0));
        }
        self.writer
            .write(move |connection| {
                let requeued = requeue::these(connection, from, &found.deliveries, now_ms)?;
                Ok(found.done(requeued))
            })
            .await
    }

    async fn tally(&self, filter: &LeadFilter) -> Result<Vec<Tally>, StoreError> {
        let filter = filter.clone();
        self.looking
            .read(move |connection| counts::tally(connection, &filter))
            .await
    }

    async fn list(
        &self,
        filter: &LeadFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<LeadSummary>, StoreError> {
        let (filter, after) = (filter.clone(), after.map(str::to_owned));
        self.looking
            .read(move |connection| listing::list(connection, &filter, after.as_deref(), limit))
            .await
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
        let (having, unless) = (having.to_vec(), unless.to_vec());
        self.looking
            .read(move |connection| {
                listing::expired(connection, ended_before_ms, &having, &unless, limit)
            })
            .await
    }

    async fn erase(
        &self,
        leads: &[Erasure],
        unless: &[DeliveryState],
        now_ms: i64,
    ) -> Result<Erased, StoreError> {
        let (leads, unless) = (leads.to_vec(), unless.to_vec());
        self.writer
            .write(move |connection| erase::erase(connection, &leads, &unless, now_ms))
            .await
    }

    async fn scrub(&self, how: Scrub) -> Result<(), StoreError> {
        self.writer
            .alone(move |connection| erase::scrub(connection, how))
            .await
    }
}

#[async_trait]
impl KeyRegistry for SqliteStore {
    async fn index_key(&self) -> Result<[u8; 32], StoreError> {
        self.waited_for.read(person::blind_index_key).await
    }

    async fn key_names(&self) -> Result<Vec<String>, StoreError> {
        self.waited_for.read(encryption::keys).await
    }

    async fn add_key_name(&self, name: &str) -> Result<(), StoreError> {
        let name = name.to_owned();
        self.writer
            .write(move |connection| encryption::add_key(connection, &name))
            .await
    }

    async fn remove_key_name(&self, name: &str) -> Result<(), StoreError> {
        let name = name.to_owned();
        self.writer
            .write(move |connection| encryption::remove_key(connection, &name))
            .await
    }
}

#[async_trait]
impl KeyRotation for SqliteStore {
    async fn reencrypt(&self, leads: &[Reencryption]) -> Result<u64, StoreError> {
        let leads = leads.to_vec();
        self.writer
            .write(move |connection| encryption::replace(connection, &leads))
            .await
    }

    async fn add_index_aliases(&self, index_aliases: &[IndexAlias]) -> Result<(), StoreError> {
        let index_aliases = index_aliases.to_vec();
        self.writer
            .write(move |writing| encryption::add_index_aliases(writing, &index_aliases))
            .await
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn close(&self) {
        self.waited_for.close().await;
        self.looking.close().await;
        // Last, so that SQLite folds the log into the file and removes it.
        self.writer.close().await;
    }
}

impl SqliteStore {
    async fn requeue_lead(
        &self,
        lead_id: &str,
        from: RequeueFrom,
        now_ms: i64,
    ) -> Result<u64, StoreError> {
        let lead_id = Compact::new(lead_id);
        self.writer
            .write(move |connection| requeue::of_lead(connection, &lead_id, from, now_ms))
            .await
    }
}

#[async_trait]
impl StoreTransfer for SqliteStore {
    async fn export_records(
        &self,
        after: Option<i64>,
        limit: u32,
    ) -> Result<RecordPage, StoreError> {
        self.looking
            .read(move |connection| record::read(connection, after, limit))
            .await
    }

    async fn import_records(&self, leads: &[LeadRecord]) -> Result<u64, StoreError> {
        for lead in leads {
            delivery_id::check(lead.deliveries.len())?;
        }
        let leads = leads.to_vec();
        self.writer
            .write(move |writing| record::write(writing, &leads))
            .await
    }

    async fn adopt_index_key(&self, key: [u8; 32]) -> Result<bool, StoreError> {
        self.writer
            .write(move |connection| record::take_blind_index_key(connection, key))
            .await
    }
}
