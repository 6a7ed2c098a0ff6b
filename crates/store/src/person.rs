//! The blind indexes of a person: keyed hashes that say whether two leads are the same person's, and
//! nothing else.

use serde::{Deserialize, Serialize};

/// Which value a blind index was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlindIndexKind {
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
}

impl BlindIndexKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Email, Self::Phone];

    /// The name under which it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }
}

/// A keyed hash of a person's phone number or e-mail address. Made by whoever knows the value and
/// the store's [`index_key`](crate::KeyRegistry::index_key); to the store it is an opaque value to compare.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BlindIndex {
    /// What it was made of.
    pub kind: BlindIndexKind,
    /// The hash as text. Keys of different kinds are never equal.
    pub key: String,
}
