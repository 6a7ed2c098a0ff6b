//! What waits among the reference's rows, and what an operator is notified of.

use std::collections::BTreeMap;

use super::{Priority, Row, Rows};
use leadgate_store::{Alert, AlertKind, DeliveryState, Waiting};

impl Row {
    /// What an operator is to be notified of, if anything.
    fn kind(&self, queued_until_ms: i64) -> Option<AlertKind> {
        match self.shown.state {
            DeliveryState::Dead => Some(AlertKind::Dead),
            DeliveryState::Pending
                if self.queue != Priority::Batch && self.queued_at_ms <= queued_until_ms =>
            {
                Some(AlertKind::Overdue)
            }
            _ => None,
        }
    }
}

impl Rows {
    pub(super) fn waiting(&self) -> Vec<Waiting> {
        let mut oldest: BTreeMap<&str, i64> = BTreeMap::new();
        let pending =
            (self.deliveries.iter()).filter(|row| row.shown.state == DeliveryState::Pending);
        for row in pending {
            let since = oldest
                .entry(&row.shown.connector)
                .or_insert(row.queued_at_ms);
            *since = row.queued_at_ms.min(*since);
        }
        let waiting = oldest.into_iter().map(|(connector, since)| Waiting {
            connector: connector.to_owned(),
            oldest_queued_at_ms: since,
        });
        waiting.collect()
    }

    pub(super) fn claim_alerts(
        &mut self,
        queued_until_ms: i64,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
    ) -> Vec<Alert> {
        let Rows {
            leads, deliveries, ..
        } = self;
        let mut unnotified: Vec<_> = (deliveries.iter_mut().enumerate())
            .filter(|(_, row)| !row.notified && row.notification_lease_until_ms <= now_ms)
            .filter_map(|(number, row)| Some((row.kind(queued_until_ms)?, number, row)))
            .collect();
        unnotified.sort_by_key(|(kind, number, row)| {
            (*kind == AlertKind::Overdue, row.queued_at_ms, *number)
        });
        let taken = unnotified.into_iter().take(limit as usize);
        let alerts = taken.map(|(kind, number, row)| {
            row.notification_lease_until_ms = now_ms.saturating_add(lease_ms);
            let lead = &leads[row.lead].new;
            Alert {
                delivery_id: number as i64,
                kind,
                lead_id: lead.id.clone(),
                partner: lead.partner.clone(),
                form: lead.form.clone(),
                connector: row.shown.connector.clone(),
                created_at_ms: lead.created_at_ms,
                attempts: row.shown.attempts,
                reason: row.shown.reason.clone(),
                payload: Some(lead.payload.clone()),
            }
        });
        alerts.collect()
    }

    pub(super) fn mark_notified(&mut self, alerts: &[Alert]) {
        for alert in alerts {
            let row = usize::try_from(alert.delivery_id)
                .ok()
                .and_then(|number| self.deliveries.get_mut(number));
            // What was told is no more: it moved on while the message was under way.
            if let Some(row) = row.filter(|row| {
                row.kind(i64::MAX) == Some(alert.kind) && row.notification_lease_until_ms > i64::MIN
            }) {
                row.notified = true;
            }
        }
    }
}
