//! The lead store that several proxies share: one `PostgreSQL` database, committed to disk before
//! every answer.
//!
//! Keeps the promises of [`Store`]. Leads that wait at the same moment share a transaction (see
//! `group.rs`). Each step's SQL lives in the module of that name and works on a connection that it is
//! given. What a step changes, it changes by one statement or in a transaction of its own; none waits
//! for the client in between.
//! When the server is away, calls fail and later ones work again once it is back.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use leadgate_store::{
    Acceptance, Accepted, Alert, AttemptResult, Claim, Counts, DeliveryQueue, DeliveryState,
    Erased, Erasure, Finished, Incoming, IndexAlias, KeyRegistry, KeyRotation, LeadAdmin,
    LeadDetail, LeadErasure, LeadFilter, LeadIntake, LeadReader, LeadRecord, LeadSummary,
    Monitoring, NewLead, Notifications, RecordPage, Reencryption, RequeueFrom, Requeued, Scrub,
    Store, StoreError, StoreTransfer, Tally, Waiting,
};
use sqlx::postgres::{PgConnectOptions, PgPool};

mod accept;
mod cancel_safe;
mod claim;
mod counts;
mod durability;
mod encryption;
mod erase;
mod error;
mod filter;
mod finish;
mod group;
mod listing;
mod migrations;
mod number;
mod open;
mod person;
mod priority;
mod probe;
mod record;
mod requeue;
mod settings;
mod signal;
mod waiting;

use cancel_safe::on_connection;
use group::Group;
use signal::Signal;

/// The lead store in one `PostgreSQL` database. Clones share their connections.
#[derive(Clone)]
pub struct PostgresStore {
    pool: PgPool,
    settings: PgConnectOptions,
    signal: Arc<Signal>,
    group: Group,
}

impl PostgresStore {
    /// Opens the store at a URL such as `postgres://user:password@host:5432/leadgate`, and makes its
    /// tables if they are not there. The database has to be there.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`] if the URL cannot be meant, the server cannot be reached or
    /// refuses us, or a newer version of this program has been at the database.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        open::open(url).await
    }

    /// Like [`open`](Self::open), for who looks at a store that has to be there: makes no tables in
    /// a database that has none.
    ///
    /// # Errors
    ///
    /// As for `open`, and [`StoreError::Unavailable`] if the database holds no store.
    pub async fn open_existing(url: &str) -> Result<Self, StoreError> {
        open::open_existing(url).await
    }

    /// Says whether a URL can be meant, without a connection.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`] with what is wrong; it repeats nothing of the URL.
    pub fn check_url(url: &str) -> Result<(), StoreError> {
        settings::settings(url).map(drop)
    }
}

impl fmt::Debug for PostgresStore {
    /// Leaves out how to connect: that has a password in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresStore").finish_non_exhaustive()
    }
}

#[async_trait]
impl Monitoring for PostgresStore {
    async fn counts(&self) -> Result<Counts, StoreError> {
        on_connection!(self, counts::counts)
    }

    async fn waiting(&self) -> Result<Vec<Waiting>, StoreError> {
        on_connection!(self, waiting::waiting)
    }
}

#[async_trait]
impl LeadReader for PostgresStore {
    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError> {
        on_connection!(self, listing::show, lead_id)
    }
}

#[async_trait]
impl LeadIntake for PostgresStore {
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
        on_connection!(self, accept::find, partner, form, fingerprint, since_ms)
    }

    async fn can_store(&self) -> Result<(), StoreError> {
        on_connection!(self, probe::write)
    }
}

#[async_trait]
impl DeliveryQueue for PostgresStore {
    async fn claim(
        &self,
        connector: &str,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        worker: &str,
    ) -> Result<Vec<Claim>, StoreError> {
        on_connection!(
            self,
            claim::claim,
            connector,
            now_ms,
            lease_ms,
            limit,
            worker
        )
    }

    async fn finish(
        &self,
        claim: &Claim,
        result: AttemptResult,
        now_ms: i64,
    ) -> Result<Finished, StoreError> {
        on_connection!(self, finish::finish, claim, result, now_ms)
    }

    async fn return_leases(&self, worker: &str, now_ms: i64) -> Result<u64, StoreError> {
        let returned = on_connection!(self, claim::return_leases, worker, now_ms)?;
        self.tell_of(returned)
    }

    async fn next_due(&self, connector: &str, now_ms: i64) -> Result<Option<i64>, StoreError> {
        on_connection!(self, claim::next_due, connector, now_ms)
    }

    async fn woken(&self) {
        self.signal.woken().await;
    }
}

#[async_trait]
impl Notifications for PostgresStore {
    async fn claim_alerts(
        &self,
        queued_until_ms: i64,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
    ) -> Result<Vec<Alert>, StoreError> {
        on_connection!(
            self,
            waiting::claim_alerts,
            queued_until_ms,
            now_ms,
            lease_ms,
            limit
        )
    }

    async fn mark_notified(&self, alerts: &[Alert]) -> Result<(), StoreError> {
        on_connection!(self, waiting::mark_notified, alerts)
    }
}

#[async_trait]
impl LeadAdmin for PostgresStore {
    async fn requeue_dead(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        let requeued = on_connection!(self, requeue::dead, lead_id, now_ms)?;
        self.tell_of(requeued)
    }

    async fn requeue_quarantined(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        let returned = on_connection!(self, requeue::quarantined, lead_id, now_ms)?;
        self.tell_of(returned)
    }

    async fn requeue(
        &self,
        from: RequeueFrom,
        filter: &LeadFilter,
        after: Option<i64>,
        limit: u32,
        now_ms: i64,
    ) -> Result<Requeued, StoreError> {
        let requeued = on_connection!(self, requeue::in_bulk, from, filter, after, limit, now_ms)?;
        self.tell_of(requeued.deliveries)?;
        Ok(requeued)
    }

    async fn tally(&self, filter: &LeadFilter) -> Result<Vec<Tally>, StoreError> {
        on_connection!(self, counts::tally, filter)
    }

    async fn list(
        &self,
        filter: &LeadFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<LeadSummary>, StoreError> {
        on_connection!(self, listing::list, filter, after, limit)
    }
}

#[async_trait]
impl LeadErasure for PostgresStore {
    async fn expired(
        &self,
        ended_before_ms: i64,
        having: &[DeliveryState],
        unless: &[DeliveryState],
        limit: u32,
    ) -> Result<Vec<LeadDetail>, StoreError> {
        on_connection!(
            self,
            listing::expired,
            ended_before_ms,
            having,
            unless,
            limit
        )
    }

    async fn erase(
        &self,
        leads: &[Erasure],
        unless: &[DeliveryState],
        now_ms: i64,
    ) -> Result<Erased, StoreError> {
        on_connection!(self, erase::erase, leads, unless, now_ms)
    }

    async fn scrub(&self, how: Scrub) -> Result<(), StoreError> {
        erase::scrub(&self.settings, how).await
    }
}

#[async_trait]
impl KeyRegistry for PostgresStore {
    async fn index_key(&self) -> Result<[u8; 32], StoreError> {
        on_connection!(self, person::index_key)
    }

    async fn key_names(&self) -> Result<Vec<String>, StoreError> {
        on_connection!(self, encryption::key_names)
    }

    async fn add_key_name(&self, name: &str) -> Result<(), StoreError> {
        on_connection!(self, encryption::add_key_name, name)
    }

    async fn remove_key_name(&self, name: &str) -> Result<(), StoreError> {
        on_connection!(self, encryption::remove_key_name, name)
    }
}

#[async_trait]
impl KeyRotation for PostgresStore {
    async fn reencrypt(&self, leads: &[Reencryption]) -> Result<u64, StoreError> {
        on_connection!(self, encryption::reencrypt, leads)
    }

    async fn add_index_aliases(&self, index_aliases: &[IndexAlias]) -> Result<(), StoreError> {
        on_connection!(self, encryption::add_index_aliases, index_aliases)
    }
}

#[async_trait]
impl Store for PostgresStore {
    async fn close(&self) {
        self.group.close().await;
        self.signal.stop();
        self.pool.close().await;
    }
}

#[async_trait]
impl StoreTransfer for PostgresStore {
    async fn export_records(
        &self,
        after: Option<i64>,
        limit: u32,
    ) -> Result<RecordPage, StoreError> {
        on_connection!(self, record::read, after, limit)
    }

    async fn import_records(&self, leads: &[LeadRecord]) -> Result<u64, StoreError> {
        on_connection!(self, record::write, leads)
    }

    async fn adopt_index_key(&self, key: [u8; 32]) -> Result<bool, StoreError> {
        on_connection!(self, record::adopt_index_key, key)
    }
}

impl PostgresStore {
    /// Tells others about deliveries that became due, and hands on how many.
    fn tell_of(&self, deliveries: u64) -> Result<u64, StoreError> {
        if deliveries > 0 {
            self.signal.tell();
        }
        Ok(deliveries)
    }
}
