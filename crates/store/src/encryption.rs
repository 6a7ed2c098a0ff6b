//! Replaces the personal data of leads: encrypted, under another key, or as plaintext again. The
//! store itself encrypts nothing; it treats these values as opaque.

use std::fmt;

use crate::BlindIndex;

/// One lead, and what is to stand in the place of what is personal of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Reencryption {
    /// The lead's id.
    pub lead_id: String,
    /// The payload as it was read: with another one, the lead is left alone.
    pub payload_was: String,
    /// The payload from now on.
    pub payload: String,
    /// The fingerprint from now on.
    pub fingerprint: String,
    /// All blind indexes of the person from now on.
    pub keys: Vec<BlindIndex>,
}

impl fmt::Debug for Reencryption {
    /// Leaves out what is personal: debug output ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reencryption")
            .field("lead_id", &self.lead_id)
            .finish_non_exhaustive()
    }
}

/// Two blind indexes of one value, made with different keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexAlias {
    /// The blind index ([`BlindIndex::key`]) that leads may have.
    pub existing: String,
    /// The blind index that those leads get as well.
    pub additional: String,
}
