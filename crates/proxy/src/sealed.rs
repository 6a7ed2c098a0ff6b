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
//! anew under another key ([`rekey`]).

use std::sync::Arc;

use leadgate_outbox::{Outbox, StoreError};

mod key;
mod keyring;
mod outbox;
mod rekey;

pub use key::SealKey;
pub use keyring::{KeyError, Keyring, NotOpened, Personal};
pub use outbox::SealedOutbox;
pub use rekey::{Rekeyed, rekey};

/// Stands among the names of a store's keys ([`Outbox::seals`]) while it holds leads from before it
/// was sealed.
pub const PLAIN: &str = "plain";

/// The store as its users see it: behind the keys, if there are any.
///
/// # Errors
/// [`StoreError::Unavailable`] if leads are sealed with a key that is not there, by its name; the
/// store's own.
pub async fn open(
    store: Arc<dyn Outbox>,
    keyring: Option<Keyring>,
) -> Result<Arc<dyn Outbox>, StoreError> {
    if let Some(name) = missing(&*store, keyring.as_ref()).await? {
        store.close().await;
        return Err(StoreError::Unavailable(format!(
            "it holds leads that are sealed with the key {name}, and store.seal_keys lacks it: add that key, behind the first one if there is another"
        )));
    }
    Ok(match keyring {
        None => store,
        Some(keyring) => Arc::new(SealedOutbox::new(store, keyring)),
    })
}

/// The name of a key that the store has leads under, and nobody has.
async fn missing(
    store: &dyn Outbox,
    keyring: Option<&Keyring>,
) -> Result<Option<String>, StoreError> {
    let has = |name: &str| keyring.is_some_and(|keys| keys.has(name));
    let mut seals = store.seals().await?.into_iter();
    Ok(seals.find(|name| name != PLAIN && !has(name)))
}
