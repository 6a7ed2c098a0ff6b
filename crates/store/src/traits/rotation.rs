//! What changing a key asks of a back end, below the encryption.

use async_trait::async_trait;

use crate::{Alias, Resealing, StoreError};

/// Replaces what is stored under one key by what is stored under another.
///
/// # Errors
///
/// As for [`Store`](crate::Store).
#[async_trait]
pub trait KeyRotation: Send + Sync {
    /// Puts other words in the place of what is personal of these leads: payload, fingerprint, and
    /// what the person is recognised by. All of them or none; a lead whose payload is no longer what
    /// it was when it was read, or that was erased, is passed over. Returns how many were changed.
    ///
    /// What stood there may still be in the files, until [`expunge`](Self::expunge).
    async fn reseal(&self, leads: &[Resealing]) -> Result<u64, StoreError>;

    /// Remembers each lead that is remembered by a key that is known by the other one, too. A lead
    /// that comes in from then on is a duplicate of it by either.
    async fn alias(&self, aliases: &[Alias]) -> Result<(), StoreError>;
}
