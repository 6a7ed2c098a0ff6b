//! A lead on its way into a store.

use crate::NewLead;

/// A lead that wants into a store, as [`accept`](crate::Outbox::accept) and
/// [`accept_native`](crate::Outbox::accept_native) take it.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The lead.
    pub lead: NewLead,
    /// For a lead without an id of its own: within which time the same fields mean the same lead,
    /// in milliseconds.
    pub window_ms: Option<i64>,
}

impl Incoming {
    /// What two leads may not have in common if neither is to see the other; for [`unrelated`](crate::unrelated).
    #[must_use]
    pub fn marks(&self) -> Vec<LeadMark> {
        let Self { lead, window_ms } = self;
        let mut marks = vec![Mark::Id(lead.id.clone())];
        marks.extend(lead.keys.iter().map(|key| Mark::Person(key.key.clone())));
        if window_ms.is_some() {
            marks.push(Mark::Fields(
                lead.partner.clone(),
                lead.form.clone(),
                lead.fingerprint.clone(),
            ));
        }
        marks.into_iter().map(LeadMark).collect()
    }
}

/// Something that one lead may have in common with another: its id, a person, or, where there is a
/// window, its fields.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct LeadMark(Mark);

#[derive(Debug, PartialEq, Eq, Hash)]
enum Mark {
    Id(String),
    Person(String),
    Fields(String, String, String),
}
