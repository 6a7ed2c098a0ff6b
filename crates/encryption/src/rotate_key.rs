//! Everything under the active key: leads that were stored unencrypted or under an older key are
//! re-encrypted, page by page, while others are at work. Where no key encrypts, they are stored
//! unencrypted.

use std::collections::BTreeMap;

use leadgate_store::{LeadRecord, Reencryption, StoreError, StoreTransfer};

use super::keyring::{encrypted_with, hashed_with};
use super::{DecryptError, Keyring, PLAINTEXT, PersonalData};

/// How many leads are re-encrypted at once, which is one transaction: short enough that leads that
/// come in meanwhile do not wait.
const PAGE: u32 = 200;

/// What was done, and what is there now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rotation {
    /// Leads that were re-encrypted.
    pub reencrypted: u64,
    /// Leads that are still to be re-encrypted: all of them with `dry_run`, else those that others
    /// stored under an older key meanwhile.
    pub left: u64,
    /// Leads that have personal data, by the name of the key that they are under; [`PLAINTEXT`] for
    /// those that are not encrypted.
    pub under: BTreeMap<String, u64>,
    /// The ids of leads that could not be opened, and why.
    pub undecryptable: BTreeMap<String, DecryptError>,
    /// The names of keys that nothing is under any more.
    pub free: Vec<String>,
}

/// Encrypts all leads with the active key, or with none if none encrypts. `told` hears how many were looked
/// at. May be broken off and begun again at any time.
///
/// # Errors
/// The store's own. What was encrypted until then stays encrypted.
pub async fn rotate_key(
    store: &dyn StoreTransfer,
    keyring: &Keyring,
    dry_run: bool,
    mut told: impl FnMut(usize),
) -> Result<Rotation, StoreError> {
    if dry_run {
        return round(store, keyring, true, &mut told).await;
    }
    store.add_key_name(keyring.first()).await?;
    let mut found = round(store, keyring, false, &mut told).await?;
    if found.reencrypted > 0 {
        // What is there now is known by looking again.
        found = Rotation {
            reencrypted: found.reencrypted,
            ..round(store, keyring, true, &mut told).await?
        };
    }
    found.free = forget(store, keyring, &found).await?;
    Ok(found)
}

/// Goes through the store once; a dry run only counts.
async fn round(
    store: &dyn StoreTransfer,
    keyring: &Keyring,
    dry_run: bool,
    told: &mut impl FnMut(usize),
) -> Result<Rotation, StoreError> {
    let mut round = Rotation::default();
    let mut after = None;
    loop {
        let page = store.export_records(after, PAGE).await?;
        told(page.leads.len());
        let mut anew = Vec::new();
        for lead in &page.leads {
            let Some(payload) = &lead.payload else {
                continue;
            };
            let name = encrypted_with(payload).unwrap_or(PLAINTEXT);
            *round.under.entry(name.to_owned()).or_default() += 1;
            match reencryption(keyring, lead, payload) {
                Ok(reencryption) => anew.extend(reencryption),
                Err(reason) => {
                    round.undecryptable.insert(lead.id.clone(), reason);
                }
            }
        }
        if dry_run {
            round.left += anew.len() as u64;
        } else if !anew.is_empty() {
            round.reencrypted += store.reencrypt(&anew).await?;
        }
        after = page.next;
        if after.is_none() {
            return Ok(round);
        }
    }
}

/// What has to be done to a lead to have it under the active key; `None` if it is.
fn reencryption(
    keyring: &Keyring,
    lead: &LeadRecord,
    payload: &str,
) -> Result<Option<Reencryption>, DecryptError> {
    let first = keyring.first();
    let is_hashed = |word: &str| hashed_with(word).unwrap_or(PLAINTEXT) == first;
    let is_under_first = encrypted_with(payload).unwrap_or(PLAINTEXT) == first
        && is_hashed(&lead.fingerprint)
        && lead.keys.iter().all(|key| is_hashed(&key.key));
    let personal = keyring.decrypt(&lead.id, payload)?;
    if is_under_first {
        return Ok(None);
    }
    let personal = personal.unwrap_or_else(|| PersonalData {
        fingerprint: lead.fingerprint.clone(),
        // Without those that a later lead of the person added.
        keys: (lead.keys.iter())
            .filter(|key| hashed_with(&key.key).is_none())
            .cloned()
            .collect(),
        payload: payload.to_owned(),
    });
    let payload_was = payload.to_owned();
    Ok(Some(keyring.reencryption(&lead.id, payload_was, &personal)))
}

/// Forgets the keys that nothing is under, and says which.
async fn forget(
    store: &dyn StoreTransfer,
    keyring: &Keyring,
    found: &Rotation,
) -> Result<Vec<String>, StoreError> {
    let is_free = |name: &String| name != keyring.first() && !found.under.contains_key(name);
    let free: Vec<String> = (store.key_names().await?.into_iter())
        .filter(is_free)
        .collect();
    for name in &free {
        store.remove_key_name(name).await?;
    }
    Ok(free)
}
