//! Erasing personal data: the record of a lead stays, the person is gone from it.

/// One lead to erase, and what of its payload may stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The lead's id.
    pub lead_id: String,
    /// What is kept instead of the payload: JSON without personal data, such as which texts of
    /// consents were agreed to.
    pub kept: String,
}

/// What was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Erased {
    /// Leads whose personal data is gone now and was not before.
    pub leads: u64,
    /// Their deliveries that will not be made any more, and were to be.
    pub skipped: u64,
}

/// How thoroughly erased data is scrubbed from the store's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scrub {
    /// While the store works on: no text of an erased lead stays. Fragments of index entries, which
    /// are hashes, may.
    InPlace,
    /// The files are written anew: nothing at all stays. Meanwhile nothing can be accepted, which
    /// takes seconds for each gigabyte.
    Rewriting,
}

impl Erased {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            leads: self.leads + other.leads,
            skipped: self.skipped + other.skipped,
        }
    }
}
