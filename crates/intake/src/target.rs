//! Where a click-out leads.

use leadgate_model::{FieldKind, ValidLead, Value};
use url::Url;

/// Where a lead's visitor goes on to, and the field that says so: the address as the parser writes
/// it.
pub(super) fn of(lead: &ValidLead) -> Option<(&'static str, Url)> {
    lead.values().find_map(|(spec, value)| match value {
        Value::Text(text) if spec.kind == FieldKind::Target => {
            Some((spec.name, Url::parse(text).ok()?))
        }
        Value::Text(_) | Value::Phone(_) | Value::Slot(..) => None,
    })
}
