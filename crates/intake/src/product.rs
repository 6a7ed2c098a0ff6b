//! What a lead is about, as a text that is only compared: two leads of one person about different things are
//! no duplicates.

use leadgate_model::{Draft, FieldKind, ValidLead, Value};

use super::{envelope, target};

/// The numbers that the page named, what was chosen of several things, and the host that a click-out
/// leads to; empty where none is known. Holds nothing about the person.
pub(super) fn of(draft: &Draft, lead: &ValidLead) -> String {
    let numbers = envelope::product(draft).into_iter();
    let mut words: Vec<String> = numbers
        .map(|(name, number)| format!("{name}={number}"))
        .collect();
    words.extend(lead.values().filter_map(|(spec, value)| match value {
        Value::Text(chosen) if matches!(spec.kind, FieldKind::Choices(_)) => {
            Some(format!("{}={chosen}", spec.name))
        }
        Value::Text(_) | Value::Phone(_) | Value::Slot(..) => None,
    }));
    let target = target::of(lead);
    let host = target.and_then(|(_, target)| target.host_str().map(str::to_owned));
    words.extend(host);
    words.join("&")
}
