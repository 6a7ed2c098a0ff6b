//! Which leads and deliveries an operator means, as conditions of a query that calls leads `l` and
//! deliveries `d`.

use leadgate_store::{DeliveryState, LeadFilter};

use crate::compact::Compact;
use crate::query::Query;

/// What is said of the lead itself.
pub(crate) fn of_leads(query: &mut Query, filter: &LeadFilter) {
    if let Some(partner) = &filter.partner {
        query.push(" and l.partner = ").bind(partner.clone());
    }
    if let Some(form) = &filter.form {
        query.push(" and l.form = ").bind(form.clone());
    }
    if let Some(from) = filter.created_from_ms {
        query.push(" and l.created_ms >= ").bind(from);
    }
    if let Some(before) = filter.created_before_ms {
        query.push(" and l.created_ms < ").bind(before);
    }
    if !filter.person.is_empty() {
        let keys = || filter.person.iter().map(|key| Compact::new(key));
        query.push(" and l.seq in (select lead_seq from blind_indexes where key in ");
        query.bind_all(keys());
        // What the index does not have yet is read through.
        query.push(
            " union all
            select lead_seq
            from lead_keys
            where lead_seq > (select lead_seq from blind_indexes_built)
              and key in ",
        );
        query.bind_all(keys()).push(")");
    }
}

/// What is said of one delivery.
pub(crate) fn of_deliveries(
    query: &mut Query,
    state: Option<DeliveryState>,
    connector: Option<&str>,
) {
    if let Some(state) = state {
        query.push(" and d.state = ").bind(state.as_str());
    }
    if let Some(connector) = connector {
        query.push(" and d.connector = ").bind(connector.to_owned());
    }
}

/// `(…)` with these states.
pub(crate) fn states(query: &mut Query, states: &[DeliveryState]) {
    query.bind_all(states.iter().map(|state| state.as_str()));
}
