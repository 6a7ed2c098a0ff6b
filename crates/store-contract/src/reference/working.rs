//! What workers do to the reference's rows.

use super::{Priority, Rows};
use leadgate_store::{AttemptResult, Claim, DeliveryState, Finished};

impl Rows {
    pub(super) fn claim(
        &mut self,
        connector: &str,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        worker: &str,
    ) -> Vec<Claim> {
        let Rows {
            leads, deliveries, ..
        } = self;
        let mut due: Vec<_> = (deliveries.iter_mut().enumerate())
            .filter(|(_, row)| row.shown.connector == connector && row.is_due(now_ms))
            .collect();
        due.sort_by_key(|(number, row)| (row.queue, row.due_at_ms, *number));
        let taken = due.into_iter().take(limit as usize);
        let claims = taken.map(|(number, row)| {
            row.fence += 1;
            row.worker = Some(worker.to_owned());
            row.due_at_ms = now_ms.saturating_add(lease_ms);
            row.shown.due_at_ms = Some(row.due_at_ms);
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
                created_at_ms: lead.created_at_ms,
            }
        });
        claims.collect()
    }

    pub(super) fn finish(&mut self, claim: &Claim, result: AttemptResult, now_ms: i64) -> Finished {
        let held = self
            .deliveries
            .iter_mut()
            .enumerate()
            .find(|(number, row)| {
                *number as i64 == claim.delivery_id
                    && row.fence == claim.fence
                    && row.worker.is_some()
            });
        let Some((_, row)) = held else {
            return Finished::LostLease;
        };
        let (state, at_ms, reason, remote_id) = match result {
            AttemptResult::Delivered { remote_id } => {
                (DeliveryState::Delivered, now_ms, None, remote_id)
            }
            AttemptResult::Retry { at_ms, reason } => {
                row.queue = row.queue.max(Priority::LaterTry);
                (DeliveryState::Pending, at_ms, Some(reason), None)
            }
            AttemptResult::Uncounted { at_ms, reason } => {
                row.shown.attempts -= 1;
                (DeliveryState::Pending, at_ms, Some(reason), None)
            }
            AttemptResult::Dead { reason } => (DeliveryState::Dead, now_ms, Some(reason), None),
            AttemptResult::Skipped { reason } => {
                (DeliveryState::Skipped, now_ms, Some(reason), None)
            }
        };
        row.move_to(state, at_ms);
        if state == DeliveryState::Dead {
            row.notified = false;
            row.notification_lease_until_ms = i64::MIN;
        }
        row.shown.reason = reason;
        row.shown.remote_id = remote_id;
        Finished::Recorded
    }

    pub(super) fn return_leases(&mut self, worker: &str, now_ms: i64) -> u64 {
        let mut returned = 0;
        for row in &mut self.deliveries {
            if row.worker.as_deref() == Some(worker) {
                row.move_to(DeliveryState::Pending, now_ms);
                row.shown.attempts -= 1;
                returned += 1;
            }
        }
        returned
    }
}
