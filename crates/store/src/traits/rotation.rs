//! What changing a key asks of a back end, below the encryption.

use async_trait::async_trait;

use crate::{IndexAlias, Reencryption, StoreError};

/// Replaces what is stored under one key by what is stored under another.
///
/// # Errors
///
/// As for [`Store`](crate::Store).
#[async_trait]
pub trait KeyRotation: Send + Sync {
    /// Replaces what is personal of these leads by re-encrypted text: payload, fingerprint, and
    /// the blind indexes of the person. All of them or none; a lead whose payload is no longer what
    /// it was when it was read, or that was erased, is passed over. Returns how many were changed.
    ///
    /// What stood there may still be in the files, until [`scrub`](crate::LeadErasure::scrub).
    async fn reencrypt(&self, leads: &[Reencryption]) -> Result<u64, StoreError>;

    /// Adds the second blind index to every lead that has the first one. A lead
    /// that comes in from then on is a duplicate of it by either.
    async fn add_index_aliases(&self, index_aliases: &[IndexAlias]) -> Result<(), StoreError>;
}
