//! The contract in its simplest form: rows in memory under one lock, nothing durable, nothing fast.
//!
//! The model case compares back ends with it, and it passes the suite itself. Not for production.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use leadgate_store::{
    Accepted, Alert, Alias, Claim, Counts, DeliveryOutcome, DeliveryQueue, DeliveryState,
    DeliverySummary, Erased, Erasure, Expunging, Finished, KeyRegistry, KeyRotation, LeadAdmin,
    LeadDetail, LeadErasure, LeadFilter, LeadIntake, LeadReader, LeadSummary, Monitoring,
    NativeAccepted, NewLead, Notifications, Resealing, Revivable, Revived, Store, StoreError,
    Tally, Waiting,
};

mod accepting;
mod alerting;
mod decisions;
mod looking;
mod sealing;
mod working;

/// A store that forgets everything with the process.
#[derive(Default)]
pub struct Reference {
    rows: Mutex<Rows>,
}

#[derive(Default)]
struct Rows {
    leads: Vec<Lead>,
    deliveries: Vec<Row>,
    seals: BTreeSet<String>,
    closed: bool,
}

/// A lead, and what became of it.
struct Lead {
    new: NewLead,
    duplicate_of: Option<String>,
    erased_at: Option<i64>,
    kept: Option<String>,
}

/// A delivery, and the position of its lead.
struct Row {
    lead: usize,
    fence: i64,
    worker: Option<String>,
    queue: Queue,
    /// When it can be claimed, whatever its state.
    due_at: i64,
    /// When it came into the queue: accepted, or revived.
    queued_at: i64,
    /// Whether an operator knows of its trouble.
    told: bool,
    /// Until when somebody tells an operator.
    telling_until: i64,
    shown: DeliverySummary,
}

/// Which deliveries go before which.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Queue {
    FirstTry,
    LaterTry,
    Batch,
}

impl Row {
    const fn is_due(&self, now_ms: i64) -> bool {
        matches!(self.shown.state, DeliveryState::Pending) && self.due_at <= now_ms
    }

    fn move_to(&mut self, state: DeliveryState, at_ms: i64) {
        let pending = state == DeliveryState::Pending;
        self.worker = None;
        self.due_at = at_ms;
        self.shown.state = state;
        self.shown.due_at = pending.then_some(at_ms);
        self.shown.finished_at = (!pending).then_some(at_ms);
    }
}

impl Reference {
    fn rows(&self) -> Result<MutexGuard<'_, Rows>, StoreError> {
        let rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        if rows.closed {
            return Err(StoreError::Unavailable("closed".into()));
        }
        Ok(rows)
    }
}

#[async_trait]
impl Monitoring for Reference {
    async fn counts(&self) -> Result<Counts, StoreError> {
        let rows = self.rows()?;
        let mut counts = Counts {
            created: rows.deliveries.len() as u64,
            ..Counts::default()
        };
        for row in &rows.deliveries {
            counts.set(row.shown.state, counts.of(row.shown.state) + 1);
        }
        Ok(counts)
    }

    async fn waiting(&self) -> Result<Vec<Waiting>, StoreError> {
        Ok((self.rows()?).waiting())
    }
}

#[async_trait]
impl LeadReader for Reference {
    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError> {
        let rows = self.rows()?;
        let found = rows.leads.iter().position(|lead| lead.new.id == lead_id);
        Ok(found.map(|at| rows.detail(at)))
    }
}

#[async_trait]
impl LeadIntake for Reference {
    async fn accept(&self, lead: &NewLead) -> Result<Accepted, StoreError> {
        Ok(self.rows()?.accept(lead))
    }

    async fn accept_native(
        &self,
        lead: &NewLead,
        window_ms: i64,
    ) -> Result<NativeAccepted, StoreError> {
        let mut rows = self.rows()?;
        let since_ms = lead.created_at.saturating_sub(window_ms);
        if let Some(id) = rows.find(&lead.partner, &lead.form, &lead.fingerprint, since_ms) {
            return Ok(NativeAccepted {
                id,
                accepted: Accepted::Same,
            });
        }
        Ok(NativeAccepted {
            id: lead.id.clone(),
            accepted: rows.accept(lead),
        })
    }

    async fn find_native(
        &self,
        partner: &str,
        form: &str,
        fingerprint: &str,
        since_ms: i64,
    ) -> Result<Option<String>, StoreError> {
        Ok((self.rows()?).find(partner, form, fingerprint, since_ms))
    }

    async fn can_store(&self) -> Result<(), StoreError> {
        self.rows().map(|_| ())
    }
}

#[async_trait]
impl DeliveryQueue for Reference {
    async fn claim(
        &self,
        connector: &str,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        worker: &str,
    ) -> Result<Vec<Claim>, StoreError> {
        Ok((self.rows()?).claim(connector, now_ms, lease_ms, limit, worker))
    }

    async fn finish(
        &self,
        claim: &Claim,
        outcome: DeliveryOutcome,
        now_ms: i64,
    ) -> Result<Finished, StoreError> {
        Ok((self.rows()?).finish(claim, outcome, now_ms))
    }

    async fn release(&self, worker: &str, now_ms: i64) -> Result<u64, StoreError> {
        Ok((self.rows()?).release(worker, now_ms))
    }

    async fn next_due(&self, connector: &str, now_ms: i64) -> Result<Option<i64>, StoreError> {
        let rows = self.rows()?;
        let of_connector = (rows.deliveries.iter()).filter(|row| row.shown.connector == connector);
        let due = of_connector.filter_map(|row| row.shown.due_at);
        Ok(due.min().map(|due_at| due_at.max(now_ms)))
    }
}

#[async_trait]
impl Notifications for Reference {
    async fn claim_alerts(
        &self,
        queued_until_ms: i64,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
    ) -> Result<Vec<Alert>, StoreError> {
        Ok((self.rows()?).claim_alerts(queued_until_ms, now_ms, lease_ms, limit))
    }

    async fn told(&self, alerts: &[Alert]) -> Result<(), StoreError> {
        (self.rows()?).told(alerts);
        Ok(())
    }
}

#[async_trait]
impl LeadAdmin for Reference {
    async fn retry(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        Ok((self.rows()?).revive_lead(lead_id, DeliveryState::Dead, now_ms))
    }

    async fn release_quarantined(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        Ok((self.rows()?).revive_lead(lead_id, DeliveryState::Quarantined, now_ms))
    }

    async fn revive(
        &self,
        from: Revivable,
        filter: &LeadFilter,
        after: Option<i64>,
        limit: u32,
        now_ms: i64,
    ) -> Result<Revived, StoreError> {
        Ok((self.rows()?).revive(from, filter, after, limit, now_ms))
    }

    async fn tally(&self, filter: &LeadFilter) -> Result<Vec<Tally>, StoreError> {
        Ok(self.rows()?.tally(filter))
    }

    async fn list(
        &self,
        filter: &LeadFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<LeadSummary>, StoreError> {
        Ok(self.rows()?.list(filter, after, limit))
    }
}

#[async_trait]
impl LeadErasure for Reference {
    async fn expired(
        &self,
        ended_before_ms: i64,
        having: &[DeliveryState],
        unless: &[DeliveryState],
        limit: u32,
    ) -> Result<Vec<LeadDetail>, StoreError> {
        Ok((self.rows()?).expired(ended_before_ms, having, unless, limit))
    }

    async fn erase(
        &self,
        leads: &[Erasure],
        unless: &[DeliveryState],
        now_ms: i64,
    ) -> Result<Erased, StoreError> {
        Ok((self.rows()?).erase(leads, unless, now_ms))
    }

    async fn expunge(&self, _how: Expunging) -> Result<(), StoreError> {
        self.rows().map(|_| ())
    }
}

#[async_trait]
impl KeyRegistry for Reference {
    async fn index_key(&self) -> Result<[u8; 32], StoreError> {
        // Nobody outlives this store, so the key need not be a secret.
        self.rows().map(|_| [7; 32])
    }

    async fn seals(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.rows()?.seals.iter().cloned().collect())
    }

    async fn add_seal(&self, name: &str) -> Result<(), StoreError> {
        self.rows()?.seals.insert(name.to_owned());
        Ok(())
    }

    async fn remove_seal(&self, name: &str) -> Result<(), StoreError> {
        self.rows()?.seals.remove(name);
        Ok(())
    }
}

#[async_trait]
impl KeyRotation for Reference {
    async fn reseal(&self, leads: &[Resealing]) -> Result<u64, StoreError> {
        Ok(self.rows()?.reseal(leads))
    }

    async fn alias(&self, aliases: &[Alias]) -> Result<(), StoreError> {
        self.rows()?.alias(aliases);
        Ok(())
    }
}

#[async_trait]
impl Store for Reference {
    async fn close(&self) {
        if let Ok(mut rows) = self.rows() {
            rows.closed = true;
        }
    }
}
