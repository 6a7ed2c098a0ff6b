//! A lead that waits to be stored, with what decides whether another one is the same lead.

use crate::NewLead;

/// A lead to be stored, as [`accept`](crate::LeadIntake::accept) and
/// [`accept_without_id`](crate::LeadIntake::accept_without_id) take it.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The lead.
    pub lead: NewLead,
    /// For a lead without an id of its own: within which time the same fields mean the same lead,
    /// in milliseconds.
    pub window_ms: Option<i64>,
}

impl Incoming {
    /// What two leads may not have in common if neither is to see the other; for [`conflict_free_groups`](crate::conflict_free_groups).
    #[must_use]
    pub fn conflict_keys(&self) -> Vec<ConflictKey> {
        let Self { lead, window_ms } = self;
        let mut conflict_keys = vec![Conflict::Id(lead.id.clone())];
        conflict_keys.extend(
            lead.keys
                .iter()
                .map(|key| Conflict::Person(key.key.clone())),
        );
        if window_ms.is_some() {
            conflict_keys.push(Conflict::Fields(
                lead.partner.clone(),
                lead.form.clone(),
                lead.fingerprint.clone(),
            ));
        }
        conflict_keys.into_iter().map(ConflictKey).collect()
    }
}

/// Something that one lead may have in common with another: its id, a person, or, where there is a
/// window, its fields.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct ConflictKey(Conflict);

#[derive(Debug, PartialEq, Eq, Hash)]
enum Conflict {
    Id(String),
    Person(String),
    Fields(String, String, String),
}
