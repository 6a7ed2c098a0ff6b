//! Encryption at rest: what is personal of a lead is encrypted before it goes into the store and decrypted
//! when it comes out, whatever the store.
//!
//! The payload is encrypted (`XChaCha20-Poly1305`), bound to its lead. Fingerprint and blind indexes,
//! which the store compares, are replaced by hashes that are keyed with the same secret: whoever has
//! the store's files and no key can neither read nor guess. The rest of a record (id, partner, form,
//! product, times, attempts, the CRM's id, what is kept of an erased lead) says nothing about who it
//! was, and stays readable.
//!
//! What is encrypted carries its fingerprint and blind indexes with it, so that all of it can be made
//! anew under another key ([`rotate_key()`]).

use std::sync::Arc;

use leadgate_store::{BackEnd, Store, StoreError};

mod abandon_key;
mod encrypted_store;
mod key;
mod keyring;
mod rotate_key;

pub use abandon_key::abandon_key;
pub use encrypted_store::EncryptedStore;
pub use key::EncryptionKey;
pub use keyring::{DecryptError, KeyError, Keyring, PersonalData};
pub use rotate_key::{Rotation, rotate_key};

/// The name that means "no key". First in a list of keys: new leads are not encrypted. Among a store's
/// key names ([`leadgate_store::KeyRegistry::key_names`]): it may hold leads that are not encrypted.
pub const PLAINTEXT: &str = "plaintext";

/// The store as its users see it: behind its keys. Without any, leads stay unencrypted, and what
/// another proxy may encrypt meanwhile waits instead of being taken for damaged.
///
/// # Errors
/// [`StoreError::Unavailable`] if leads are encrypted with a key that is not there, by its name; the
/// store's own.
pub async fn open(store: Arc<dyn BackEnd>, keyring: Keyring) -> Result<Arc<dyn Store>, StoreError> {
    let mut key_names = store.key_names().await?.into_iter();
    if let Some(name) = key_names.find(|name| name != PLAINTEXT && !keyring.has(name)) {
        store.close().await;
        return Err(StoreError::Unavailable(format!(
            "it holds leads that are encrypted with the key {name}, and store.encryption_keys lacks it: add that key, behind the first one if there is another"
        )));
    }
    Ok(Arc::new(EncryptedStore::new(store, keyring)))
}
