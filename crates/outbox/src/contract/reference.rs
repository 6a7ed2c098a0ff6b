//! The contract in its simplest form: rows in memory under one lock, nothing durable, nothing fast.
//!
//! The model case compares back ends with it, and it passes the suite itself. Not for production.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use crate::{
    Accepted, Alert, Claim, Counts, DeliveryOutcome, DeliveryState, DeliverySummary, Finished,
    LeadDetail, LeadFilter, LeadSummary, NativeAccepted, NewLead, Outbox, StoreError, Trouble,
    Urgency, Waiting,
};

/// A store that forgets everything with the process.
#[derive(Default)]
pub struct Reference {
    rows: Mutex<Rows>,
}

#[derive(Default)]
struct Rows {
    leads: Vec<NewLead>,
    deliveries: Vec<Row>,
    closed: bool,
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
        if let Some(known) = self.leads.iter().find(|lead| lead.id == new.id) {
            let same = (&known.fingerprint, &known.partner, &known.form)
                == (&new.fingerprint, &new.partner, &new.form);
            return if same {
                Accepted::Same
            } else {
                Accepted::Conflict
            };
        }
        for connector in new.connectors() {
            let quarantined = new.quarantine.is_some();
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
                    connector: connector.to_owned(),
                    state: if quarantined {
                        DeliveryState::Quarantined
                    } else {
                        DeliveryState::Pending
                    },
                    attempts: 0,
                    due_at: (!quarantined).then_some(new.created_at),
                    reason: None,
                    remote_id: None,
                    finished_at: None,
                },
            });
        }
        self.leads.push(new.clone());
        Accepted::Stored
    }

    /// The last lead with these fields that was accepted after a moment.
    fn find(&self, partner: &str, form: &str, fingerprint: &str, since_ms: i64) -> Option<String> {
        let same = |known: &&NewLead| {
            [&*known.partner, &*known.form, &*known.fingerprint] == [partner, form, fingerprint]
                && known.created_at > since_ms
        };
        self.leads.iter().rfind(same).map(|known| known.id.clone())
    }

    /// Moves one lead's deliveries from a state to pending, and says how many.
    fn revive(&mut self, lead_id: &str, from: DeliveryState, now_ms: i64) -> u64 {
        let Self {
            leads, deliveries, ..
        } = self;
        let of_lead = |row: &&mut Row| leads[row.lead].id == lead_id && row.shown.state == from;
        let mut revived = 0;
        for row in deliveries.iter_mut().filter(of_lead) {
            row.move_to(DeliveryState::Pending, now_ms);
            row.shown.attempts = 0;
            row.queued_at = now_ms;
            row.told = false;
            row.telling_until = i64::MIN;
            if from == DeliveryState::Dead {
                row.queue = row.queue.max(Queue::LaterTry);
            }
            revived += 1;
        }
        revived
    }

    fn summary(&self, at: usize) -> LeadSummary {
        let lead = &self.leads[at];
        let of_lead = self.deliveries.iter().filter(|row| row.lead == at);
        LeadSummary {
            id: lead.id.clone(),
            partner: lead.partner.clone(),
            form: lead.form.clone(),
            created_at: lead.created_at,
            quarantine: lead.quarantine.clone(),
            deliveries: of_lead.map(|row| row.shown.clone()).collect(),
        }
    }
}

fn matches(filter: &LeadFilter, lead: &LeadSummary) -> bool {
    let delivery_matters = filter.state.is_some() || filter.connector.is_some();
    filter.partner.as_ref().is_none_or(|it| *it == lead.partner)
        && filter.form.as_ref().is_none_or(|it| *it == lead.form)
        && filter.created_from.is_none_or(|it| lead.created_at >= it)
        && filter.created_before.is_none_or(|it| lead.created_at < it)
        && (!delivery_matters
            || lead.deliveries.iter().any(|delivery| {
                filter.state.is_none_or(|it| it == delivery.state)
                    && (filter.connector.as_ref()).is_none_or(|it| *it == delivery.connector)
            }))
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
            let lead = &leads[row.lead];
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
            let lead = &leads[row.lead];
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
        Ok((self.rows()?).revive(lead_id, DeliveryState::Dead, now_ms))
    }

    async fn release_quarantined(&self, lead_id: &str, now_ms: i64) -> Result<u64, StoreError> {
        Ok((self.rows()?).revive(lead_id, DeliveryState::Quarantined, now_ms))
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

    async fn list(&self, filter: &LeadFilter, limit: u32) -> Result<Vec<LeadSummary>, StoreError> {
        let rows = self.rows()?;
        let newest_first = (0..rows.leads.len()).rev().map(|at| rows.summary(at));
        Ok(newest_first
            .filter(|lead| matches(filter, lead))
            .take(limit as usize)
            .collect())
    }

    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError> {
        let rows = self.rows()?;
        let found = rows.leads.iter().position(|lead| lead.id == lead_id);
        Ok(found.map(|at| LeadDetail {
            summary: rows.summary(at),
            fingerprint: rows.leads[at].fingerprint.clone(),
            payload: Some(rows.leads[at].payload.clone()),
        }))
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
