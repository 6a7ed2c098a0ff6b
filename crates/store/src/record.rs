//! A lead with everything that a store holds of it, on its way to another store.

use std::fmt;

use async_trait::async_trait;
use serde::Serialize;

use crate::{BackEnd, BlindIndex, DeliveryState, StoreError};

/// One lead as it is stored, its deliveries included. Serialised, it says all that has to be the
/// same in two stores.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct LeadRecord {
    /// Its id.
    pub id: String,
    /// Its partner.
    pub partner: String,
    /// Its form.
    pub form: String,
    /// Hash of its normalised fields; empty once it has been erased.
    pub fingerprint: String,
    /// The lead as JSON: personal data. `None` once that has been erased.
    pub payload: Option<String>,
    /// When it was accepted.
    pub created_at_ms: i64,
    /// Why it was quarantined, if it was.
    pub quarantine_reason: Option<String>,
    /// Whether its partner was only trying things out.
    pub test: bool,
    /// What it is about, as a text that is only compared.
    pub product: String,
    /// The person's first lead, if this one is a duplicate.
    pub duplicate_of: Option<String>,
    /// When its personal data was erased, if it was.
    pub erased_at_ms: Option<i64>,
    /// What was kept of it when it was erased.
    pub kept: Option<String>,
    /// The blind indexes of the person, ordered.
    pub keys: Vec<BlindIndex>,
    /// Its deliveries, in the order in which they were given.
    pub deliveries: Vec<DeliveryRecord>,
}

/// One delivery as it is stored, without its lease: no worker holds one while records are copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeliveryRecord {
    /// The connector.
    pub connector: String,
    /// Its state.
    pub state: DeliveryState,
    /// When it can be claimed, if it is pending.
    pub due_at_ms: i64,
    /// Attempts begun.
    pub attempts: u32,
    /// Claims ever made: goes on where it was, so that none comes twice.
    pub fence: i64,
    /// Why the last attempt failed or none is made.
    pub reason: Option<String>,
    /// The CRM's own id for it.
    pub remote_id: Option<String>,
    /// When it reached a state that no worker changes.
    pub finished_at_ms: Option<i64>,
    /// Its priority: 0 first attempts, 1 later ones, 2 leads of a batch.
    pub priority: u32,
    /// Since when it waits.
    pub queued_at_ms: i64,
    /// Whether an operator was notified of the state it is in.
    pub notified: bool,
    /// Until when a process was notifying an operator.
    pub notification_lease_until_ms: i64,
}

impl fmt::Debug for LeadRecord {
    /// Leaves the payload out: it is personal data, and debug output ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LeadRecord")
            .field("id", &self.id)
            .field("deliveries", &self.deliveries)
            .finish_non_exhaustive()
    }
}

/// A page of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPage {
    /// Leads, in the order in which they were accepted.
    pub leads: Vec<LeadRecord>,
    /// Where the next page begins; `None` if there is nothing behind.
    pub next: Option<i64>,
}

/// Export and import of whole records, from one store to another. Use it only while no proxy runs on the store.
///
/// # Errors
///
/// As for [`Store`](crate::Store).
#[async_trait]
pub trait StoreTransfer: BackEnd {
    /// Up to `limit` leads in the order of acceptance behind the place `after`, which is `None` to
    /// begin with and then what [`RecordPage::next`] says. Others may be at work: each lead then is as
    /// it was at one moment or another, and one that comes in meanwhile may be missed.
    async fn export_records(
        &self,
        after: Option<i64>,
        limit: u32,
    ) -> Result<RecordPage, StoreError>;

    /// Writes leads as they are, all of them or none, behind those that are there; one whose id is
    /// there is passed over. Returns how many were written.
    async fn import_records(&self, leads: &[LeadRecord]) -> Result<u64, StoreError>;

    /// Adopts the index key, unless this store has leads that were indexed with another one. Returns whether it has
    /// this key now.
    async fn adopt_index_key(&self, key: [u8; 32]) -> Result<bool, StoreError>;
}
