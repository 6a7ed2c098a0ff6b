//! All keys of a store: the first encrypts, all of them decrypt. An empty keyring leaves everything as it is.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use leadgate_store::{BlindIndex, Reencryption};
use serde::Deserialize;

use super::{EncryptionKey, PLAINTEXT};

/// What an encrypted payload begins with: no JSON does. After it come the key's name and base64.
const ENCRYPTED: &str = "encrypted:1:";

/// What every encrypted payload begins with, whatever its version.
const ENCRYPTED_ANY_VERSION: &str = "encrypted:";

/// Stands for the name of the key where the stored text is too damaged to name one.
const DAMAGED: &str = "damaged";

/// What is hashed, so that no hash of one thing is one of another.
const OF_FIELDS: &str = "fingerprint";
const OF_PERSON: &str = "person";

/// The keys, the one that encrypts first.
#[derive(Clone, Debug, Default)]
pub struct Keyring {
    keys: Vec<EncryptionKey>,
    /// Whether the first key encrypts. Where it does not, what goes in is stored as plaintext, and what
    /// is encrypted is still decrypted.
    encrypts: bool,
}

/// A text that is no list of keys. Shows nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// There is nothing in it.
    #[error("holds no key: leave it out, or put one in; `leadgate store new-key` makes one")]
    Empty,
    /// The key at this position, counted from 1, is invalid.
    #[error(
        "key {0} is invalid: expected 32 random bytes as 64 hexadecimal digits or as base64; `leadgate store new-key` makes one"
    )]
    NoKey(usize),
    /// The key at this place was there before.
    #[error("key {0} is there twice: keep one; the first key encrypts, the others only decrypt")]
    Twice(usize),
}

/// What is personal of a lead, as the proxy knows it.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonalData {
    /// Hash of the normalised fields.
    pub fingerprint: String,
    /// The blind indexes of the person.
    pub keys: Vec<BlindIndex>,
    /// The lead as JSON.
    pub payload: String,
}

impl fmt::Debug for PersonalData {
    /// Nothing of it: debug output ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonalData").finish_non_exhaustive()
    }
}

/// What stands before the payload, on a line of its own.
#[derive(Deserialize)]
struct Header {
    fingerprint: String,
    keys: Vec<BlindIndex>,
}

/// Why an encrypted payload cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecryptError {
    /// Its key is not among ours.
    #[error("it is encrypted with the key {0}, which store.encryption_keys lacks")]
    NoKey(String),
    /// Its key is, and it was encrypted otherwise, or for another lead.
    #[error("what is stored of it was changed, or belongs to another lead")]
    Changed,
}

impl Keyring {
    /// Reads keys separated by spaces, commas or line breaks. The word [`PLAINTEXT`] before them:
    /// they only decrypt, and none encrypts.
    ///
    /// # Errors
    /// The first that is wrong, by its place.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let mut keys: Vec<EncryptionKey> = Vec::new();
        let words = text.split(|letter: char| letter.is_whitespace() || letter == ',');
        let mut words = words.filter(|word| !word.is_empty()).peekable();
        let encrypts = words.next_if_eq(&PLAINTEXT).is_none();
        for word in words {
            let place = keys.len() + 1;
            let key = EncryptionKey::parse(word).ok_or(KeyError::NoKey(place))?;
            if keys.iter().any(|known| known.name() == key.name()) {
                return Err(KeyError::Twice(place));
            }
            keys.push(key);
        }
        match keys.is_empty() {
            true => Err(KeyError::Empty),
            false => Ok(Self { keys, encrypts }),
        }
    }

    /// Whether there is no key at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The name of the key that encrypts; [`PLAINTEXT`] if none does.
    #[must_use]
    pub fn first(&self) -> &str {
        self.active_key().map_or(PLAINTEXT, EncryptionKey::name)
    }

    /// Whether there are keys behind what new leads are stored with.
    pub(super) fn has_older(&self) -> bool {
        self.keys.len() > usize::from(self.encrypts)
    }

    /// Whether a key of this name is here.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.keys.iter().any(|key| key.name() == name)
    }

    fn active_key(&self) -> Option<&EncryptionKey> {
        self.keys.first().filter(|_| self.encrypts)
    }

    /// What is stored instead of a lead's payload.
    #[must_use]
    pub fn encrypt(&self, lead_id: &str, personal: &PersonalData) -> String {
        let Some(key) = self.active_key() else {
            return personal.payload.clone();
        };
        let header = serde_json::json!({
            "fingerprint": personal.fingerprint, "keys": personal.keys,
        });
        // Written as JSON, the header has no line break of its own.
        let plain = format!("{header}\n{}", personal.payload);
        let encrypted = key.encrypt(&context(key.name(), lead_id), plain.as_bytes());
        format!("{ENCRYPTED}{}:{}", key.name(), BASE64.encode(encrypted))
    }

    /// What is to be stored of a lead whose payload is stored as `payload_was`.
    #[must_use]
    pub fn reencryption(
        &self,
        lead_id: &str,
        payload_was: String,
        personal: &PersonalData,
    ) -> Reencryption {
        Reencryption {
            lead_id: lead_id.to_owned(),
            payload_was,
            payload: self.encrypt(lead_id, personal),
            fingerprint: self.fingerprint(&personal.fingerprint),
            keys: personal.keys.iter().map(|key| self.person(key)).collect(),
        }
    }

    /// What a stored payload was before it was encrypted; `None` if it was not.
    ///
    /// # Errors
    /// It cannot be opened.
    pub fn decrypt(
        &self,
        lead_id: &str,
        stored: &str,
    ) -> Result<Option<PersonalData>, DecryptError> {
        let name = match encrypted_with(stored) {
            None => return Ok(None),
            Some(DAMAGED) => return Err(DecryptError::Changed),
            Some(name) => name,
        };
        let key = (self.keys.iter()).find(|key| key.name() == name);
        let key = key.ok_or_else(|| DecryptError::NoKey(name.to_owned()))?;
        let decrypted = || {
            let encrypted = BASE64
                .decode(&stored[ENCRYPTED.len() + name.len() + 1..])
                .ok()?;
            let plain = key.decrypt(&context(name, lead_id), &encrypted)?;
            let plain = String::from_utf8(plain).ok()?;
            let (header, payload) = plain.split_once('\n')?;
            let Header { fingerprint, keys } = serde_json::from_str(header).ok()?;
            Some(PersonalData {
                fingerprint,
                keys,
                payload: payload.to_owned(),
            })
        };
        decrypted().map(Some).ok_or(DecryptError::Changed)
    }

    /// What is stored instead of a fingerprint.
    #[must_use]
    pub fn fingerprint(&self, fingerprint: &str) -> String {
        self.word(OF_FIELDS, fingerprint)
    }

    /// What else may be stored of it in a lead that was encrypted with an older key, or not.
    pub(super) fn older_fingerprints(&self, fingerprint: &str) -> Vec<String> {
        self.older(OF_FIELDS, fingerprint)
    }

    /// What is stored instead of a blind index.
    #[must_use]
    pub fn person(&self, key: &BlindIndex) -> BlindIndex {
        BlindIndex {
            kind: key.kind,
            key: self.blind_index_value(&key.key),
        }
    }

    pub(super) fn blind_index_value(&self, key: &str) -> String {
        self.word(OF_PERSON, key)
    }

    /// What else may be stored of it by an older key, or by none.
    pub(super) fn older_blind_index_values(&self, key: &str) -> Vec<String> {
        self.older(OF_PERSON, key)
    }

    fn word(&self, purpose: &str, value: &str) -> String {
        let active_key = self.active_key();
        active_key.map_or_else(|| value.to_owned(), |key| key.hash(purpose, value))
    }

    fn older(&self, purpose: &str, value: &str) -> Vec<String> {
        let first = usize::from(self.encrypts);
        let older = self.keys[first..]
            .iter()
            .map(|key| key.hash(purpose, value));
        older
            .chain(self.encrypts.then(|| value.to_owned()))
            .collect()
    }
}

/// The name of the key that a stored payload is encrypted with, or what stands for it; `None` if it is
/// not encrypted.
pub(super) fn encrypted_with(stored: &str) -> Option<&str> {
    let encrypted = stored.strip_prefix(ENCRYPTED_ANY_VERSION).map(|_| stored)?;
    let name = || Some(encrypted.strip_prefix(ENCRYPTED)?.split_once(':')?.0);
    Some(
        name()
            .filter(|name| EncryptionKey::is_name(name))
            .unwrap_or(DAMAGED),
    )
}

/// The name of the key that a stored hash was made with; `None` if none was.
pub(super) fn hashed_with(stored: &str) -> Option<&str> {
    let (name, _) = stored.split_once(':')?;
    EncryptionKey::is_name(name).then_some(name)
}

/// What an encrypted payload is bound to: it opens as this lead's, in this column, and nowhere else.
fn context(name: &str, lead_id: &str) -> String {
    format!("{ENCRYPTED}{name}:leads.payload:{lead_id}")
}

#[cfg(test)]
mod tests;
