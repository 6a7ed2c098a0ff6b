//! The contract in its simplest form: rows in memory under one lock, nothing durable, nothing fast.
//!
//! The model case compares back ends with it, and it passes the suite itself. Not for production.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use crate::{
    Accepted, Alert, Claim, Counts, DeliveryOutcome, DeliveryState, DeliverySummary, Erased,
    Erasure, Expunging, Finished, LeadDetail, LeadFilter, LeadSummary, NativeAccepted, NewLead,
    Outbox, Revivable, Revived, StoreError, Tally, Trouble, Urgency, Waiting,
};

mod decisions;
mod looking;

/// A store that forgets everything with the process.
#[derive(Default)]
pub struct Reference {
    rows: Mutex<Rows>,
}

#[derive(Default)]
struct Rows {
    leads: Vec<Lead>,
    deliveries: Vec<Row>,
    closed: bool,
}

/// A lead, and what became of it.
struct Lead {
    new: NewLead,
    duplicate_of: Option<String>,
    erased_at: Option<i64>,
    kept: Option<String>,
}

impl Lead {
    /// Whether a lead is this one again.
    fn is_same(&self, new: &NewLead) -> bool {
        let known = &self.new;
        self.erased_at.is_none()
            && (&known.fingerprint, &known.partner, &known.form)
                == (&new.fingerprint, &new.partner, &new.form)
    }

    /// Whether this is the first lead of the one who left `new`, within its window.
    fn is_first_of(&self, new: &NewLead, since_ms: i64) -> bool {
        let known = &self.new;
        self.duplicate_of.is_none()
            && known.created_at > since_ms
            && (&known.form, &known.product, known.test) == (&new.form, &new.product, new.test)
            && known.keys.iter().any(|key| new.keys.contains(key))
    }
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

    /// What an operator is to be told about it, if anything.
    fn trouble(&self, queued_until_ms: i64) -> Option<Trouble> {
        match self.shown.state {
            DeliveryState::Dead => Some(Trouble::Dead),
            DeliveryState::Pending
                if self.queue != Queue::Batch && self.queued_at <= queued_until_ms =>
            {
                Some(Trouble::Overdue)
            }
            _ => None,
        }
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

impl Rows {
    fn accept(&mut self, new: &NewLead) -> Accepted {
        if let Some(known) = self.leads.iter().find(|lead| lead.new.id == new.id) {
            return if known.is_same(new) {
                Accepted::Same
            } else {
                Accepted::Conflict
            };
        }
        let first = new.duplicate_since.and_then(|since_ms| {
            let is_first = |lead: &Lead| lead.is_first_of(new, since_ms);
            self.leads.iter().position(is_first)
        });
        for delivery in new.deliveries() {
            let taken = first.is_some_and(|first| self.is_taken(first, &delivery.connector));
            let (state, reason) = new.begins(delivery, taken);
            let pending = state == DeliveryState::Pending;
            let waiting = pending || state == DeliveryState::Quarantined;
            self.deliveries.push(Row {
                lead: self.leads.len(),
                fence: 0,
                worker: None,
                queue: match new.urgency {
                    Urgency::Visitor => Queue::FirstTry,
                    Urgency::Batch => Queue::Batch,
                },
                due_at: new.created_at,
                queued_at: new.created_at,
                told: false,
                telling_until: i64::MIN,
                shown: DeliverySummary {
                    connector: delivery.connector.clone(),
                    state,
                    attempts: 0,
                    due_at: pending.then_some(new.created_at),
                    reason: reason.map(str::to_owned),
                    remote_id: None,
                    finished_at: (!waiting).then_some(new.created_at),
                },
            });
        }
        self.leads.push(Lead {
            new: new.clone(),
            duplicate_of: first.map(|first| self.leads[first].new.id.clone()),
            erased_at: None,
            kept: None,
        });
        match first {
            Some(_) => Accepted::StoredDuplicate,
            None => Accepted::Stored,
        }
    }

    /// Whether the lead at this position was delivered to the connector, or waits to be.
    fn is_taken(&self, lead: usize, connector: &str) -> bool {
        self.deliveries.iter().any(|row| {
            row.lead == lead
                && row.shown.connector == connector
                && matches!(
                    row.shown.state,
                    DeliveryState::Delivered | DeliveryState::Pending
                )
        })
    }

    /// The last lead with these fields that was accepted after a moment.
    fn find(&self, partner: &str, form: &str, fingerprint: &str, since_ms: i64) -> Option<String> {
        let same = |lead: &&Lead| {
            let known = &lead.new;
            [&*known.partner, &*known.form, &*known.fingerprint] == [partner, form, fingerprint]
                && known.created_at > since_ms
                && lead.erased_at.is_none()
        };
        (self.leads.iter().rfind(same)).map(|lead| lead.new.id.clone())
    }
}

#[async_trait]
impl Outbox for Reference {
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

    async fn claim(
        &self,
        connector: &str,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        worker: &str,
    ) -> Result<Vec<Claim>, StoreError> {
        let mut rows = self.rows()?;
        let Rows {
            leads, deliveries, ..
        } = &mut *rows;
        let mut due: Vec<_> = (deliveries.iter_mut().enumerate())
            .filter(|(_, row)| row.shown.connector == connector && row.is_due(now_ms))
            .collect();
        due.sort_by_key(|(number, row)| (row.queue, row.due_at, *number));
        let taken = due.into_iter().take(limit as usize);
        let claims = taken.map(|(number, row)| {
            row.fence += 1;
            row.worker = Some(worker.to_owned());
            row.due_at = now_ms.saturating_add(lease_ms);
            row.shown.due_at = Some(row.due_at);
            row.shown.attempts += 1;
            let lead = &leads[row.lead].new;
            Claim {
                delivery_id: number as i64,
                lead_id: lead.id.clone(),
                connector: row.shown.connector.clone(),
                attempt: row.shown.attempts,
                fence: row.fence,
                payload: lead.payload.clone(),
                partner: lead.partner.clone(),
                form: lead.form.clone(),
                created_at: lead.created_at,
            }
        });
        Ok(claims.collect())
    }

    async fn finish(
        &self,
        claim: &Claim,
        outcome: DeliveryOutcome,
        now_ms: i64,
    ) -> Result<Finished, StoreError> {
        let mut rows = self.rows()?;
        let held = rows
            .deliveries
            .iter_mut()
            .enumerate()
            .find(|(number, row)| {
                *number as i64 == claim.delivery_id
                    && row.fence == claim.fence
                    && row.worker.is_some()
            });
        let Some((_, row)) = held else {
            return Ok(Finished::LostLease);
        };
        let (state, at_ms, reason, remote_id) = match outcome {
            DeliveryOutcome::Delivered { remote_id } => {
                (DeliveryState::Delivered, now_ms, None, remote_id)
            }
            DeliveryOutcome::Retry { at_ms, reason } => {
                row.queue = row.queue.max(Queue::LaterTry);
                (DeliveryState::Pending, at_ms, Some(reason), None)
            }
            DeliveryOutcome::PutBack { at_ms, reason } => {
                row.shown.attempts -= 1;
                (DeliveryState::Pending, at_ms, Some(reason), None)
            }
            DeliveryOutcome::Dead { reason } => (DeliveryState::Dead, now_ms, Some(reason), None),
            DeliveryOutcome::Skipped { reason } => {
                (DeliveryState::Skipped, now_ms, Some(reason), None)
            }
        };
        row.move_to(state, at_ms);
        if state == DeliveryState::Dead {
            row.told = false;
            row.telling_until = i64::MIN;
        }
        row.shown.reason = reason;
        row.shown.remote_id = remote_id;
        Ok(Finished::Recorded)
    }

    async fn release(&self, worker: &str, now_ms: i64) -> Result<u64, StoreError> {
        let mut rows = self.rows()?;
        let mut released = 0;
        for row in &mut rows.deliveries {
            if row.worker.as_deref() == Some(worker) {
                row.move_to(DeliveryState::Pending, now_ms);
                row.shown.attempts -= 1;
                released += 1;
            }
        }
        Ok(released)
    }

    async fn next_due(&self, connector: &str, now_ms: i64) -> Result<Option<i64>, StoreError> {
        let rows = self.rows()?;
        let of_connector = (rows.deliveries.iter()).filter(|row| row.shown.connector == connector);
        let due = of_connector.filter_map(|row| row.shown.due_at);
        Ok(due.min().map(|due_at| due_at.max(now_ms)))
    }

    async fn waiting(&self) -> Result<Vec<Waiting>, StoreError> {
        let rows = self.rows()?;
        let mut oldest: BTreeMap<&str, i64> = BTreeMap::new();
        let pending =
            (rows.deliveries.iter()).filter(|row| row.shown.state == DeliveryState::Pending);
        for row in pending {
            let since = oldest.entry(&row.shown.connector).or_insert(row.queued_at);
            *since = row.queued_at.min(*since);
        }
        let waiting = oldest.into_iter().map(|(connector, since)| Waiting {
            connector: connector.to_owned(),
            oldest_queued_at: since,
        });
        Ok(waiting.collect())
    }

    async fn claim_alerts(
        &self,
        queued_until_ms: i64,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
    ) -> Result<Vec<Alert>, StoreError> {
        let mut rows = self.rows()?;
        let Rows {
            leads, deliveries, ..
        } = &mut *rows;
        let mut untold: Vec<_> = (deliveries.iter_mut().enumerate())
            .filter(|(_, row)| !row.told && row.telling_until <= now_ms)
            .filter_map(|(number, row)| Some((row.trouble(queued_until_ms)?, number, row)))
            .collect();
        untold.sort_by_key(|(trouble, number, row)| {
            (*trouble == Trouble::Overdue, row.queued_at, *number)
        });
        let taken = untold.into_iter().take(limit as usize);
        let alerts = taken.map(|(trouble, number, row)| {
            row.telling_until = now_ms.saturating_add(lease_ms);
            let lead = &leads[row.lead].new;
            Alert {
                delivery_id: number as i64,
                trouble,
                lead_id: lead.id.clone(),
                partner: lead.partner.clone(),
                form: lead.form.clone(),
                connector: row.shown.connector.clone(),
                created_at: lead.created_at,
                attempts: row.shown.attempts,
                reason: row.shown.reason.clone(),
                payload: Some(lead.payload.clone()),
            }
        });
        Ok(alerts.collect())
    }

    async fn told(&self, alerts: &[Alert]) -> Result<(), StoreError> {
        let mut rows = self.rows()?;
        for alert in alerts {
            let row = usize::try_from(alert.delivery_id)
                .ok()
                .and_then(|number| rows.deliveries.get_mut(number));
            // What was told is no more: it moved on while the message was under way.
            if let Some(row) = row.filter(|row| row.trouble(i64::MAX) == Some(alert.trouble)) {
                row.told = true;
            }
        }
        Ok(())
    }

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

    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError> {
        let rows = self.rows()?;
        let found = rows.leads.iter().position(|lead| lead.new.id == lead_id);
        Ok(found.map(|at| rows.detail(at)))
    }

    async fn index_key(&self) -> Result<[u8; 32], StoreError> {
        // Nobody outlives this store, so the key need not be a secret.
        self.rows().map(|_| [7; 32])
    }

    async fn expired(
        &self,
        ended_before_ms: i64,
        unless: &[DeliveryState],
        limit: u32,
    ) -> Result<Vec<LeadDetail>, StoreError> {
        Ok((self.rows()?).expired(ended_before_ms, unless, limit))
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

    async fn can_store(&self) -> Result<(), StoreError> {
        self.rows().map(|_| ())
    }

    async fn close(&self) {
        if let Ok(mut rows) = self.rows() {
            rows.closed = true;
        }
    }
}
