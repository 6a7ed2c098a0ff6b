//! Which leads and deliveries an operator means, as conditions of a query that calls leads `l` and
//! deliveries `d`.

use leadgate_store::{DeliveryState, LeadFilter};
use sqlx::{QueryBuilder, Sqlite};

/// What is said of the lead itself.
pub(crate) fn of_leads(query: &mut QueryBuilder<Sqlite>, filter: &LeadFilter) {
    if let Some(partner) = &filter.partner {
        query.push(" and l.partner = ").push_bind(partner);
    }
    if let Some(form) = &filter.form {
        query.push(" and l.form = ").push_bind(form);
    }
    if let Some(from) = filter.created_from_ms {
        query.push(" and l.created_at_ms >= ").push_bind(from);
    }
    if let Some(before) = filter.created_before_ms {
        query.push(" and l.created_at_ms < ").push_bind(before);
    }
    if !filter.person.is_empty() {
        query.push(" and l.seq in (select lead_seq from blind_indexes where key in (");
        let mut keys = query.separated(", ");
        for key in &filter.person {
            keys.push_bind(key);
        }
        query.push("))");
    }
}

/// What is said of one delivery.
pub(crate) fn of_deliveries(
    query: &mut QueryBuilder<Sqlite>,
    state: Option<DeliveryState>,
    connector: Option<&str>,
) {
    if let Some(state) = state {
        query.push(" and d.state = ").push_bind(state.as_str());
    }
    if let Some(connector) = connector {
        query.push(" and d.connector = ").push_bind(connector);
    }
}

/// `(…)` with these states.
pub(crate) fn states(query: &mut QueryBuilder<Sqlite>, states: &[DeliveryState]) {
    query.push("(");
    let mut names = query.separated(", ");
    for state in states {
        names.push_bind(state.as_str());
    }
    query.push(")");
}
