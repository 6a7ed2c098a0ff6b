//! What an operator sees of the reference's rows.

use super::Rows;
use leadgate_store::{DeliveryState, DeliverySummary, LeadDetail, LeadFilter, LeadSummary, Tally};

impl Rows {
    pub(super) fn list(
        &self,
        filter: &LeadFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Vec<LeadSummary> {
        let behind = match after {
            None => self.leads.len(),
            Some(id) => (self.leads.iter())
                .position(|lead| lead.new.id == id)
                .unwrap_or(0),
        };
        let newest_first = (0..behind).rev();
        let matching = newest_first.filter(|&at| self.matches(filter, at));
        matching
            .take(limit as usize)
            .map(|at| self.summary(at))
            .collect()
    }

    pub(super) fn tally(&self, filter: &LeadFilter) -> Vec<Tally> {
        let mut tallies: Vec<Tally> = Vec::new();
        for at in 0..self.leads.len() {
            if !self.matches(filter, at) {
                continue;
            }
            let lead = self.summary(at);
            let of_filter = |delivery: &&DeliverySummary| is_meant(filter, delivery);
            let meant: Vec<_> = lead.deliveries.iter().filter(of_filter).collect();
            let mut places: Vec<_> = (meant.iter())
                .map(|delivery| (Some(delivery.connector.clone()), Some(delivery.state)))
                .collect();
            if lead.deliveries.is_empty() {
                places.push((None, None));
            }
            for (connector, state) in places {
                let empty = Tally {
                    partner: lead.partner.clone(),
                    form: lead.form.clone(),
                    test: lead.test,
                    connector,
                    state,
                    count: 0,
                    duplicates: 0,
                };
                let known = (tallies.iter()).position(|tally| order(tally) == order(&empty));
                let at = known.unwrap_or_else(|| {
                    tallies.push(empty);
                    tallies.len() - 1
                });
                tallies[at].count += 1;
                tallies[at].duplicates += u64::from(lead.duplicate_of.is_some());
            }
        }
        tallies.sort_by(|one, other| order(one).cmp(&order(other)));
        tallies
    }

    pub(super) fn detail(&self, at: usize) -> LeadDetail {
        let lead = &self.leads[at];
        LeadDetail {
            summary: self.summary(at),
            fingerprint: lead.new.fingerprint.clone(),
            payload: lead
                .erased_at_ms
                .is_none()
                .then(|| lead.new.payload.clone()),
            kept: lead.kept.clone(),
        }
    }

    pub(super) fn summary(&self, at: usize) -> LeadSummary {
        let lead = &self.leads[at];
        let of_lead = self.deliveries.iter().filter(|row| row.lead == at);
        LeadSummary {
            id: lead.new.id.clone(),
            partner: lead.new.partner.clone(),
            form: lead.new.form.clone(),
            created_at_ms: lead.new.created_at_ms,
            quarantine_reason: lead.new.quarantine_reason.clone(),
            test: lead.new.test,
            duplicate_of: lead.duplicate_of.clone(),
            erased_at_ms: lead.erased_at_ms,
            deliveries: of_lead.map(|row| row.shown.clone()).collect(),
        }
    }

    /// Whether the lead at this position is one that the filter means.
    fn matches(&self, filter: &LeadFilter, at: usize) -> bool {
        let lead = self.summary(at);
        let keys = &self.leads[at].new.keys;
        let delivery_matters = filter.state.is_some() || filter.connector.is_some();
        filter.partner.as_ref().is_none_or(|it| *it == lead.partner)
            && filter.form.as_ref().is_none_or(|it| *it == lead.form)
            && filter
                .created_from_ms
                .is_none_or(|it| lead.created_at_ms >= it)
            && filter
                .created_before_ms
                .is_none_or(|it| lead.created_at_ms < it)
            && (filter.person.is_empty() || keys.iter().any(|key| filter.person.contains(&key.key)))
            && (!delivery_matters || lead.deliveries.iter().any(|it| is_meant(filter, it)))
    }
}

/// Whether a delivery is one that the filter means.
pub(super) fn is_meant(filter: &LeadFilter, delivery: &DeliverySummary) -> bool {
    filter.state.is_none_or(|it| it == delivery.state)
        && (filter.connector.as_ref()).is_none_or(|it| *it == delivery.connector)
}

/// What tallies are told apart and ordered by.
fn order(tally: &Tally) -> (&str, &str, bool, Option<&str>, Option<&str>) {
    (
        &tally.partner,
        &tally.form,
        tally.test,
        tally.connector.as_deref(),
        tally.state.map(DeliveryState::as_str),
    )
}
