//! An operator's decisions, and the end of personal data, on the reference's rows.

use super::looking::is_meant;
use super::{Priority, Row, Rows};
use leadgate_store::{
    DeliveryState, Erased, Erasure, LeadDetail, LeadFilter, RequeueFrom, Requeued,
    SKIPPED_AS_ERASED,
};

impl Row {
    fn requeue(&mut self, now_ms: i64) {
        if self.shown.state == DeliveryState::Dead {
            self.queue = self.queue.max(Priority::LaterTry);
        }
        self.move_to(DeliveryState::Pending, now_ms);
        self.shown.attempts = 0;
        self.queued_at_ms = now_ms;
        self.notified = false;
        self.notification_lease_until_ms = i64::MIN;
    }

    const fn is_over(&self) -> bool {
        matches!(
            self.shown.state,
            DeliveryState::Delivered | DeliveryState::Skipped
        )
    }
}

impl Rows {
    /// Moves one lead's deliveries from a state to pending, and says how many.
    pub(super) fn requeue_lead(&mut self, lead_id: &str, from: DeliveryState, now_ms: i64) -> u64 {
        let Self {
            leads, deliveries, ..
        } = self;
        let of_lead = |row: &&mut Row| leads[row.lead].new.id == lead_id && row.shown.state == from;
        let mut requeued = 0;
        for row in deliveries.iter_mut().filter(of_lead) {
            row.requeue(now_ms);
            requeued += 1;
        }
        requeued
    }

    pub(super) fn requeue(
        &mut self,
        from: RequeueFrom,
        filter: &LeadFilter,
        after: Option<i64>,
        limit: u32,
        now_ms: i64,
    ) -> Requeued {
        let filter = LeadFilter {
            state: Some(from.state()),
            ..filter.clone()
        };
        let meant = self.list(&filter, None, u32::MAX);
        let is_meant = |row: &Row| {
            let id = &self.leads[row.lead].new.id;
            meant.iter().any(|lead| lead.id == *id) && is_meant(&filter, &row.shown)
        };
        let behind = after.map_or(0, |number| number as usize + 1);
        let all = (behind..self.deliveries.len()).filter(|&at| is_meant(&self.deliveries[at]));
        let found: Vec<usize> = all.take(limit as usize).collect();
        for &at in &found {
            self.deliveries[at].requeue(now_ms);
        }
        let is_full = found.len() == limit as usize;
        Requeued {
            deliveries: found.len() as u64,
            next: found.last().filter(|_| is_full).map(|&at| at as i64),
        }
    }

    pub(super) fn expired(
        &self,
        ended_before_ms: i64,
        having: &[DeliveryState],
        unless: &[DeliveryState],
        limit: u32,
    ) -> Vec<LeadDetail> {
        let has_ended = |row: &Row| {
            let accepted_at = self.leads[row.lead].new.created_at_ms;
            let ended_at = row.shown.finished_at_ms.unwrap_or(accepted_at);
            !unless.contains(&row.shown.state) && ended_at < ended_before_ms
        };
        let mut found: Vec<usize> = (0..self.leads.len())
            .filter(|&at| {
                let lead = &self.leads[at];
                let of_lead = || self.deliveries.iter().filter(|row| row.lead == at);
                lead.erased_at_ms.is_none()
                    && lead.new.created_at_ms < ended_before_ms
                    && (having.is_empty() || of_lead().any(|row| having.contains(&row.shown.state)))
                    && of_lead().all(has_ended)
            })
            .collect();
        found.sort_by_key(|&at| (self.leads[at].new.created_at_ms, at));
        found.truncate(limit as usize);
        found.into_iter().map(|at| self.detail(at)).collect()
    }

    pub(super) fn erase(
        &mut self,
        leads: &[Erasure],
        unless: &[DeliveryState],
        now_ms: i64,
    ) -> Erased {
        let mut erased = Erased::default();
        for erasure in leads {
            let known = (self.leads.iter())
                .position(|lead| lead.new.id == erasure.lead_id && lead.erased_at_ms.is_none());
            let Some(at) = known else { continue };
            let mut of_lead = self.deliveries.iter().filter(|row| row.lead == at);
            if of_lead.any(|row| unless.contains(&row.shown.state)) {
                continue;
            }
            for row in &mut self.deliveries {
                if row.lead == at && !row.is_over() {
                    row.move_to(DeliveryState::Skipped, now_ms);
                    row.shown.reason = Some(SKIPPED_AS_ERASED.to_owned());
                    erased.skipped += 1;
                }
            }
            let lead = &mut self.leads[at];
            lead.new.payload.clear();
            lead.new.fingerprint.clear();
            lead.new.keys.clear();
            lead.erased_at_ms = Some(now_ms);
            lead.kept = Some(erasure.kept.clone());
            erased.leads += 1;
        }
        erased
    }
}
