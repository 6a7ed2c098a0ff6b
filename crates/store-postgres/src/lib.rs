//! The lead store that several proxies share: one `PostgreSQL` database, committed to disk before
//! every answer.
//!
//! Keeps the promises of [`Outbox`]. Leads that wait at the same moment share a transaction (see
//! `group.rs`). Each step's SQL lives in the module of that name and works on a connection that it is
//! given. What a step changes, it changes by one statement or in a transaction of its own; none waits
//! for the client in between.
//! When the server is away, calls fail and later ones work again once it is back.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use leadgate_store::{
    Accepted, Alert, Alias, Claim, Counts, DeliveryOutcome, DeliveryQueue, DeliveryState, Erased,
    Erasure, Expunging, Finished, Incoming, KeyRegistry, KeyRotation, LeadAdmin, LeadDetail,
    LeadErasure, LeadFilter, LeadIntake, LeadReader, LeadRecord, LeadSummary, Monitoring,
    NativeAccepted, NewLead, Notifications, Records, Resealing, Revivable, Revived, Store,
    StoreError, StoreTransfer, Tally, Waiting,
};
use sqlx::postgres::{PgConnectOptions, PgPool};

mod accept;
mod claim;
mod counts;
mod durability;
mod erase;
mod error;
mod filter;
mod finish;
mod group;
mod lent;
mod listing;
mod migrations;
mod number;
mod open;
mod person;
mod probe;
mod queue;
mod record;
mod revive;
mod seal;
mod settings;
mod signal;
mod waiting;

use group::Group;
use lent::answered;
use signal::Signal;

/// The lead store in one `PostgreSQL` database. Clones share their connections.
#[derive(Clone)]
pub struct PostgresOutbox {
    pool: PgPool,
    settings: PgConnectOptions,
    signal: Arc<Signal>,
    group: Group,
}

impl PostgresOutbox {
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

impl fmt::Debug for PostgresOutbox {
    /// Leaves out how to connect: that has a password in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresOutbox").finish_non_exhaustive()
    }
}

#[async_trait]
impl Monitoring for PostgresOutbox {
    async fn counts(&self) -> Result<Counts, StoreError> {
        answered!(self, counts::counts)
    }

    async fn waiting(&self) -> Result<Vec<Waiting>, StoreError> {
        answered!(self, waiting::waiting)
    }
}

#[async_trait]
impl LeadReader for PostgresOutbox {
    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError> {
        answered!(self, listing::show, lead_id)
    }
}

#[async_trait]
impl LeadIntake for PostgresOutbox {
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
        answered!(self, accept::find, partner, form, fingerprint, since_ms)
    }

    async fn can_store(&self) -> Result<(), StoreError> {
        answered!(self, probe::write)
    }
}

#[async_trait]
impl DeliveryQueue for PostgresOutbox {
    async fn claim(
        &self,
        connector: &str,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        worker: &str,
    ) -> Result<Vec<Claim>, StoreError> {
        answered!(
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
        outcome: DeliveryOutcome,
        now_ms: i64,
    ) -> Result<Finished, StoreError> {
        answered!(self, finish::finish, claim, outcome, now_ms)
    }

    async fn release(&self, worker: &str, now_ms: i64) -> Result<u64, StoreError> {
        let released = answered!(self, claim::release, worker, now_ms)?;
        self.tell_of(released)
    }

    async fn next_due(&self, connector: &str, now_ms: i64) -> Result<Option<i64>, StoreError> {
        answered!(self, claim::next_due, connector, now_ms)
    }

    async fn woken(&self) {
        self.signal.woken().await;
    }
}

#[async_trait]
impl Notifications for PostgresOutbox {
    async fn claim_alerts(
        &self,
        queued_until_ms: i64,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
    ) -> Result<Vec<Alert>, StoreError> {
        answered!(
            self,
            waiting::claim_alerts,
            queued_until_ms,
            now_ms,
            lease_ms,
            limit
        )
    }

    async fn told(&self, alerts: &[Alert]) -> Result<(), StoreError> {
        answered!(self, waiting::told, alerts)
    }
}

#[async_trait]
impl LeadAdmin for PostgresOutbox {
    async fn retry(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        let revived = answered!(self, revive::dead, lead_id, now_ms)?;
        self.tell_of(revived)
    }

    async fn release_quarantined(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        let released = answered!(self, revive::quarantined, lead_id, now_ms)?;
        self.tell_of(released)
    }

    async fn revive(
        &self,
        from: Revivable,
        filter: &LeadFilter,
        after: Option<i64>,
        limit: u32,
        now_ms: i64,
    ) -> Result<Revived, StoreError> {
        let revived = answered!(self, revive::in_bulk, from, filter, after, limit, now_ms)?;
        self.tell_of(revived.deliveries)?;
        Ok(revived)
    }

    async fn tally(&self, filter: &LeadFilter) -> Result<Vec<Tally>, StoreError> {
        answered!(self, counts::tally, filter)
    }

    async fn list(
        &self,
        filter: &LeadFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<LeadSummary>, StoreError> {
        answered!(self, listing::list, filter, after, limit)
    }
}

#[async_trait]
impl LeadErasure for PostgresOutbox {
    async fn expired(
        &self,
        ended_before_ms: i64,
        having: &[DeliveryState],
        unless: &[DeliveryState],
        limit: u32,
    ) -> Result<Vec<LeadDetail>, StoreError> {
        answered!(
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
        answered!(self, erase::erase, leads, unless, now_ms)
    }

    async fn expunge(&self, how: Expunging) -> Result<(), StoreError> {
        erase::expunge(&self.settings, how).await
    }
}

#[async_trait]
impl KeyRegistry for PostgresOutbox {
    async fn index_key(&self) -> Result<[u8; 32], StoreError> {
        answered!(self, person::index_key)
    }

    async fn seals(&self) -> Result<Vec<String>, StoreError> {
        answered!(self, seal::seals)
    }

    async fn add_seal(&self, name: &str) -> Result<(), StoreError> {
        answered!(self, seal::add_seal, name)
    }

    async fn remove_seal(&self, name: &str) -> Result<(), StoreError> {
        answered!(self, seal::remove_seal, name)
    }
}

#[async_trait]
impl KeyRotation for PostgresOutbox {
    async fn reseal(&self, leads: &[Resealing]) -> Result<u64, StoreError> {
        answered!(self, seal::reseal, leads)
    }

    async fn alias(&self, aliases: &[Alias]) -> Result<(), StoreError> {
        answered!(self, seal::alias, aliases)
    }
}

#[async_trait]
impl Store for PostgresOutbox {
    async fn close(&self) {
        self.group.close().await;
        self.signal.stop();
        self.pool.close().await;
    }
}

#[async_trait]
impl StoreTransfer for PostgresOutbox {
    async fn records(&self, after: Option<i64>, limit: u32) -> Result<Records, StoreError> {
        answered!(self, record::read, after, limit)
    }

    async fn write_records(&self, leads: &[LeadRecord]) -> Result<u64, StoreError> {
        answered!(self, record::write, leads)
    }

    async fn take_index_key(&self, key: [u8; 32]) -> Result<bool, StoreError> {
        answered!(self, record::take_index_key, key)
    }
}

impl PostgresOutbox {
    /// Tells others about deliveries that became due, and hands on how many.
    fn tell_of(&self, deliveries: u64) -> Result<u64, StoreError> {
        if deliveries > 0 {
            self.signal.tell();
        }
        Ok(deliveries)
    }
}
