//! The contract in its simplest form: rows in memory under one lock, nothing durable, nothing fast.
//!
//! The model case compares back ends with it, and it passes the suite itself. Not for production.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use leadgate_store::{
    Acceptance, Accepted, Alert, AttemptResult, Claim, Counts, DeliveryQueue, DeliveryState,
    DeliverySummary, Erased, Erasure, Finished, IndexAlias, KeyRegistry, KeyRotation, LeadAdmin,
    LeadDetail, LeadErasure, LeadFilter, LeadIntake, LeadReader, LeadSummary, Monitoring, NewLead,
    Notifications, Reencryption, RequeueFrom, Requeued, Scrub, Store, StoreError, Tally, Waiting,
};

mod accepting;
mod alerting;
mod decisions;
mod encryption;
mod looking;
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
    key_names: BTreeSet<String>,
    closed: bool,
}

/// A lead, and what became of it.
struct Lead {
    new: NewLead,
    duplicate_of: Option<String>,
    erased_at_ms: Option<i64>,
    kept: Option<String>,
}

/// A delivery, and the position of its lead.
struct Row {
    lead: usize,
    fence: i64,
    worker: Option<String>,
    queue: Priority,
    /// When it can be claimed, whatever its state.
    due_at_ms: i64,
    /// When it came into the queue: accepted, or requeued.
    queued_at_ms: i64,
    /// Whether an operator was notified of the state it is in.
    notified: bool,
    /// Until when somebody tells an operator.
    notification_lease_until_ms: i64,
    shown: DeliverySummary,
}

/// Which deliveries go before which.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Priority {
    FirstTry,
    LaterTry,
    Batch,
}

impl Row {
    const fn is_due(&self, now_ms: i64) -> bool {
        matches!(self.shown.state, DeliveryState::Pending) && self.due_at_ms <= now_ms
    }

    fn move_to(&mut self, state: DeliveryState, at_ms: i64) {
        let pending = state == DeliveryState::Pending;
        self.worker = None;
        self.due_at_ms = at_ms;
        self.shown.state = state;
        self.shown.due_at_ms = pending.then_some(at_ms);
        self.shown.finished_at_ms = (!pending).then_some(at_ms);
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

    async fn accept_without_id(
        &self,
        lead: &NewLead,
        window_ms: i64,
    ) -> Result<Acceptance, StoreError> {
        let mut rows = self.rows()?;
        let since_ms = lead.created_at_ms.saturating_sub(window_ms);
        if let Some(id) = rows.find(&lead.partner, &lead.form, &lead.fingerprint, since_ms) {
            return Ok(Acceptance {
                id,
                accepted: Accepted::Same,
            });
        }
        Ok(Acceptance {
            id: lead.id.clone(),
            accepted: rows.accept(lead),
        })
    }

    async fn find_by_fingerprint(
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
        result: AttemptResult,
        now_ms: i64,
    ) -> Result<Finished, StoreError> {
        Ok((self.rows()?).finish(claim, result, now_ms))
    }

    async fn return_leases(&self, worker: &str, now_ms: i64) -> Result<u64, StoreError> {
        Ok((self.rows()?).return_leases(worker, now_ms))
    }

    async fn next_due(&self, connector: &str, now_ms: i64) -> Result<Option<i64>, StoreError> {
        let rows = self.rows()?;
        let of_connector = (rows.deliveries.iter()).filter(|row| row.shown.connector == connector);
        let due = of_connector.filter_map(|row| row.shown.due_at_ms);
        Ok(due.min().map(|due_at_ms| due_at_ms.max(now_ms)))
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

    async fn mark_notified(&self, alerts: &[Alert]) -> Result<(), StoreError> {
        (self.rows()?).mark_notified(alerts);
        Ok(())
    }
}

#[async_trait]
impl LeadAdmin for Reference {
    async fn requeue_dead(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        Ok((self.rows()?).requeue_lead(lead_id, DeliveryState::Dead, now_ms))
    }

    async fn requeue_quarantined(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        Ok((self.rows()?).requeue_lead(lead_id, DeliveryState::Quarantined, now_ms))
    }

    async fn requeue(
        &self,
        from: RequeueFrom,
        filter: &LeadFilter,
        after: Option<i64>,
        limit: u32,
        now_ms: i64,
    ) -> Result<Requeued, StoreError> {
        Ok((self.rows()?).requeue(from, filter, after, limit, now_ms))
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

    async fn scrub(&self, _how: Scrub) -> Result<(), StoreError> {
        self.rows().map(|_| ())
    }
}

#[async_trait]
impl KeyRegistry for Reference {
    async fn index_key(&self) -> Result<[u8; 32], StoreError> {
        // Nobody outlives this store, so the key need not be a secret.
        self.rows().map(|_| [7; 32])
    }

    async fn key_names(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.rows()?.key_names.iter().cloned().collect())
    }

    async fn add_key_name(&self, name: &str) -> Result<(), StoreError> {
        self.rows()?.key_names.insert(name.to_owned());
        Ok(())
    }

    async fn remove_key_name(&self, name: &str) -> Result<(), StoreError> {
        self.rows()?.key_names.remove(name);
        Ok(())
    }
}

#[async_trait]
impl KeyRotation for Reference {
    async fn reencrypt(&self, leads: &[Reencryption]) -> Result<u64, StoreError> {
        Ok(self.rows()?.reencrypt(leads))
    }

    async fn add_index_aliases(&self, index_aliases: &[IndexAlias]) -> Result<(), StoreError> {
        self.rows()?.add_index_aliases(index_aliases);
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
