//! How leads come into the reference's rows, once each.

use super::{Lead, Priority, Row, Rows};
use leadgate_store::{Accepted, DeliveryState, DeliverySummary, NewLead, Urgency};

impl Lead {
    /// Whether a lead is this one again.
    fn is_same(&self, new: &NewLead) -> bool {
        let known = &self.new;
        self.erased_at_ms.is_none()
            && (&known.fingerprint, &known.partner, &known.form)
                == (&new.fingerprint, &new.partner, &new.form)
    }

    /// Whether this is the first lead of the one who left `new`, within its window.
    fn is_first_of(&self, new: &NewLead, since_ms: i64) -> bool {
        let known = &self.new;
        self.duplicate_of.is_none()
            && known.created_at_ms > since_ms
            && (&known.form, &known.product, known.test) == (&new.form, &new.product, new.test)
            && known.keys.iter().any(|key| new.keys.contains(key))
    }
}

impl Rows {
    pub(super) fn accept(&mut self, new: &NewLead) -> Accepted {
        if let Some(known) = self.leads.iter().find(|lead| lead.new.id == new.id) {
            return if known.is_same(new) {
                Accepted::Same
            } else {
                Accepted::Conflict
            };
        }
        let first = new.duplicate_since_ms.and_then(|since_ms| {
            let is_first = |lead: &Lead| lead.is_first_of(new, since_ms);
            self.leads.iter().position(is_first)
        });
        for delivery in new.deliveries() {
            let taken = first.is_some_and(|first| self.is_taken(first, &delivery.connector));
            let (state, reason) = new.initial_state(delivery, taken);
            let pending = state == DeliveryState::Pending;
            let waiting = pending || state == DeliveryState::Quarantined;
            self.deliveries.push(Row {
                lead: self.leads.len(),
                fence: 0,
                worker: None,
                queue: match new.urgency {
                    Urgency::Visitor => Priority::FirstTry,
                    Urgency::Batch => Priority::Batch,
                },
                due_at_ms: new.created_at_ms,
                queued_at_ms: new.created_at_ms,
                notified: false,
                notification_lease_until_ms: i64::MIN,
                shown: DeliverySummary {
                    connector: delivery.connector.clone(),
                    state,
                    attempts: 0,
                    due_at_ms: pending.then_some(new.created_at_ms),
                    reason: reason.map(str::to_owned),
                    remote_id: None,
                    finished_at_ms: (!waiting).then_some(new.created_at_ms),
                },
            });
        }
        self.leads.push(Lead {
            new: new.clone(),
            duplicate_of: first.map(|first| self.leads[first].new.id.clone()),
            erased_at_ms: None,
            kept: None,
        });
        match first {
            Some(_) => Accepted::StoredDuplicate,
            None => Accepted::Stored,
        }
    }

    /// Whether the lead at this position was delivered to the connector.
    fn is_taken(&self, lead: usize, connector: &str) -> bool {
        self.deliveries.iter().any(|row| {
            row.lead == lead
                && row.shown.connector == connector
                && row.shown.state == DeliveryState::Delivered
        })
    }

    /// The last lead with these fields that was accepted after a moment.
    pub(super) fn find(
        &self,
        partner: &str,
        form: &str,
        fingerprint: &str,
        since_ms: i64,
    ) -> Option<String> {
        let same = |lead: &&Lead| {
            let known = &lead.new;
            [&*known.partner, &*known.form, &*known.fingerprint] == [partner, form, fingerprint]
                && known.created_at_ms > since_ms
                && lead.erased_at_ms.is_none()
        };
        (self.leads.iter().rfind(same)).map(|lead| lead.new.id.clone())
    }
}
