//! What waits among the reference's rows, and what an operator is told of it.

use std::collections::BTreeMap;

use super::{Queue, Row, Rows};
use leadgate_store::{Alert, DeliveryState, Trouble, Waiting};

impl Row {
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

impl Rows {
    pub(super) fn waiting(&self) -> Vec<Waiting> {
        let mut oldest: BTreeMap<&str, i64> = BTreeMap::new();
        let pending =
            (self.deliveries.iter()).filter(|row| row.shown.state == DeliveryState::Pending);
        for row in pending {
            let since = oldest.entry(&row.shown.connector).or_insert(row.queued_at);
            *since = row.queued_at.min(*since);
        }
        let waiting = oldest.into_iter().map(|(connector, since)| Waiting {
            connector: connector.to_owned(),
            oldest_queued_at: since,
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
        alerts.collect()
    }

    pub(super) fn told(&mut self, alerts: &[Alert]) {
        for alert in alerts {
            let row = usize::try_from(alert.delivery_id)
                .ok()
                .and_then(|number| self.deliveries.get_mut(number));
            // What was told is no more: it moved on while the message was under way.
            if let Some(row) = row.filter(|row| {
                row.trouble(i64::MAX) == Some(alert.trouble) && row.telling_until > i64::MIN
            }) {
                row.told = true;
            }
        }
    }
}
