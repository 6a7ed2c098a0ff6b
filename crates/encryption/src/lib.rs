//! Encryption at rest: what is personal of a lead is sealed before it goes into the store and opened
//! when it comes out, whatever the store.
//!
//! The payload is encrypted (`XChaCha20-Poly1305`), bound to its lead. Fingerprint and person's keys,
//! which the store compares, are replaced by hashes that are keyed with the same secret: whoever has
//! the store's files and no key can neither read nor guess. The rest of a record (id, partner, form,
//! product, times, outcomes, the CRM's id, what is kept of an erased lead) says nothing about who it
//! was, and stays readable.
//!
//! What is sealed carries its fingerprint and person's keys with it, so that all of it can be made
//! anew under another key ([`rekey()`]).

use std::sync::Arc;

use leadgate_store::{BackEnd, Store, StoreError};

mod give_up;
mod key;
mod keyring;
mod outbox;
mod rekey;

pub use give_up::give_up;
pub use key::SealKey;
pub use keyring::{KeyError, Keyring, NotOpened, Personal};
pub use outbox::SealedOutbox;
pub use rekey::{Rekeyed, rekey};

/// Stands among the names of keys where there is none: in a list of keys, for leads that are not to be
/// sealed; in a store ([`leadgate_store::KeyRegistry::seals`]), for leads that may not be.
pub const PLAIN: &str = "plain";

/// The store as its users see it: behind its keys. Without any, leads stay in the clear, and what
/// another proxy may seal meanwhile waits instead of being taken for damaged.
///
/// # Errors
/// [`StoreError::Unavailable`] if leads are sealed with a key that is not there, by its name; the
/// store's own.
pub async fn open(store: Arc<dyn BackEnd>, keyring: Keyring) -> Result<Arc<dyn Store>, StoreError> {
    let mut seals = store.seals().await?.into_iter();
    if let Some(name) = seals.find(|name| name != PLAIN && !keyring.has(name)) {
        store.close().await;
        return Err(StoreError::Unavailable(format!(
            "it holds leads that are sealed with the key {name}, and store.seal_keys lacks it: add that key, behind the first one if there is another"
        )));
    }
    Ok(Arc::new(SealedOutbox::new(store, keyring)))
}
