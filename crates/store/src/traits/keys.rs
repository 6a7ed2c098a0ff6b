//! The keys that a store knows of: the one that makes blind indexes, and the names of those that encrypt payloads.

use async_trait::async_trait;

use crate::StoreError;

/// Keeps the index key, and the names of encryption keys.
///
/// # Errors
///
/// As for [`Store`](crate::Store).
#[async_trait]
pub trait KeyRegistry: Send + Sync {
    /// Thirty-two random bytes that the store made when it was new and keeps: with them
    /// [`BlindIndex`](crate::BlindIndex)s are made, the same by everybody who uses this store.
    async fn index_key(&self) -> Result<[u8; 32], StoreError>;

    /// The names of the keys under which payloads in this store are encrypted, as far as they were
    /// added, in alphabetical order.
    async fn key_names(&self) -> Result<Vec<String>, StoreError>;

    /// Writes the name of a key down, for who opens the store later. To be called before the first
    /// payload is encrypted with it.
    async fn add_key_name(&self, name: &str) -> Result<(), StoreError>;

    /// Forgets the name of a key: no payload is encrypted with it any more.
    async fn remove_key_name(&self, name: &str) -> Result<(), StoreError>;
}
