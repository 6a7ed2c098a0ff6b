//! All keys of a store: the first seals, every one opens. None is a keyring, too: what goes through it
//! stays as it is.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use leadgate_store::{PersonKey, Resealing};
use serde::Deserialize;

use super::{PLAIN, SealKey};

/// What a sealed payload begins with: no JSON does. Behind it the key's name and base64.
const SEALED: &str = "sealed:1:";

/// What every sealed payload begins with, whatever its version.
const SEALED_ANYHOW: &str = "sealed:";

/// Stands for the name of the key where the stored text is too damaged to name one.
const DAMAGED: &str = "damaged";

/// What is hashed, so that no hash of one thing is one of another.
const OF_FIELDS: &str = "fingerprint";
const OF_PERSON: &str = "person";

/// The keys, the one that seals first.
#[derive(Clone, Debug, Default)]
pub struct Keyring {
    keys: Vec<SealKey>,
    /// Whether the first key seals. Where it does not, what goes in stays in the clear, and what is
    /// sealed is opened.
    seals: bool,
}

/// A text that is no list of keys. Shows nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// There is nothing in it.
    #[error("holds no key: leave it out, or put one in; `leadgate store key` makes one")]
    Empty,
    /// The key at this place, from 1, is none.
    #[error(
        "key {0} is none: it must be 32 random bytes as 64 hexadecimal digits or as base64; `leadgate store key` makes one"
    )]
    NoKey(usize),
    /// The key at this place was there before.
    #[error("key {0} is there twice: the first seals, the others are older ones that still open")]
    Twice(usize),
}

/// What is personal of a lead, as the proxy knows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Personal {
    /// Hash of the normalised fields.
    pub fingerprint: String,
    /// What the person is recognised by.
    pub keys: Vec<PersonKey>,
    /// The lead as JSON.
    pub payload: String,
}

impl fmt::Debug for Personal {
    /// Nothing of it: debug output ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Personal").finish_non_exhaustive()
    }
}

/// What stands before the payload, on a line of its own.
#[derive(Deserialize)]
struct Header {
    fingerprint: String,
    keys: Vec<PersonKey>,
}

/// Why a sealed payload cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// Its key is not among ours.
    #[error("it is sealed with the key {0}, which store.seal_keys lacks")]
    NoKey(String),
    /// Its key is, and it was sealed otherwise, or for another lead.
    #[error("what is stored of it was changed, or belongs to another lead")]
    Changed,
}

impl Keyring {
    /// Reads keys that stand apart by spaces, commas or line breaks. The word [`PLAIN`] before them:
    /// they open, and none seals.
    ///
    /// # Errors
    /// The first that is wrong, by its place.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let mut keys: Vec<SealKey> = Vec::new();
        let words = text.split(|letter: char| letter.is_whitespace() || letter == ',');
        let mut words = words.filter(|word| !word.is_empty()).peekable();
        let seals = words.next_if_eq(&PLAIN).is_none();
        for word in words {
            let place = keys.len() + 1;
            let key = SealKey::parse(word).ok_or(KeyError::NoKey(place))?;
            if keys.iter().any(|known| known.name() == key.name()) {
                return Err(KeyError::Twice(place));
            }
            keys.push(key);
        }
        match keys.is_empty() {
            true => Err(KeyError::Empty),
            false => Ok(Self { keys, seals }),
        }
    }

    /// Whether there is no key at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The name of the key that seals; [`PLAIN`] if none does.
    #[must_use]
    pub fn first(&self) -> &str {
        self.sealing().map_or(PLAIN, SealKey::name)
    }

    /// Whether there are keys behind what new leads are stored with.
    pub(super) fn has_older(&self) -> bool {
        self.keys.len() > usize::from(self.seals)
    }

    /// Whether a key of this name is here.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.keys.iter().any(|key| key.name() == name)
    }

    fn sealing(&self) -> Option<&SealKey> {
        self.keys.first().filter(|_| self.seals)
    }

    /// What is stored instead of a lead's payload.
    #[must_use]
    pub fn seal(&self, lead_id: &str, personal: &Personal) -> String {
        let Some(key) = self.sealing() else {
            return personal.payload.clone();
        };
        let header = serde_json::json!({
            "fingerprint": personal.fingerprint, "keys": personal.keys,
        });
        // Written as JSON, the header has no line break of its own.
        let plain = format!("{header}\n{}", personal.payload);
        let sealed = key.encrypt(&context(key.name(), lead_id), plain.as_bytes());
        format!("{SEALED}{}:{}", key.name(), BASE64.encode(sealed))
    }

    /// What is to be stored of a lead whose payload is stored as `payload_was`.
    #[must_use]
    pub fn resealing(&self, lead_id: &str, payload_was: String, personal: &Personal) -> Resealing {
        Resealing {
            lead_id: lead_id.to_owned(),
            payload_was,
            payload: self.seal(lead_id, personal),
            fingerprint: self.fingerprint(&personal.fingerprint),
            keys: personal.keys.iter().map(|key| self.person(key)).collect(),
        }
    }

    /// What a stored payload was before it was sealed; `None` if it was not.
    ///
    /// # Errors
    /// It cannot be opened.
    pub fn open(&self, lead_id: &str, stored: &str) -> Result<Option<Personal>, NotOpened> {
        let name = match sealed_with(stored) {
            None => return Ok(None),
            Some(DAMAGED) => return Err(NotOpened::Changed),
            Some(name) => name,
        };
        let key = (self.keys.iter()).find(|key| key.name() == name);
        let key = key.ok_or_else(|| NotOpened::NoKey(name.to_owned()))?;
        let opened = || {
            let sealed = BASE64
                .decode(&stored[SEALED.len() + name.len() + 1..])
                .ok()?;
            let plain = key.decrypt(&context(name, lead_id), &sealed)?;
            let plain = String::from_utf8(plain).ok()?;
            let (header, payload) = plain.split_once('\n')?;
            let Header { fingerprint, keys } = serde_json::from_str(header).ok()?;
            Some(Personal {
                fingerprint,
                keys,
                payload: payload.to_owned(),
            })
        };
        opened().map(Some).ok_or(NotOpened::Changed)
    }

    /// What is stored instead of a fingerprint.
    #[must_use]
    pub fn fingerprint(&self, fingerprint: &str) -> String {
        self.word(OF_FIELDS, fingerprint)
    }

    /// What else may be stored of it in a lead that was sealed with an older key, or not.
    pub(super) fn older_fingerprints(&self, fingerprint: &str) -> Vec<String> {
        self.older(OF_FIELDS, fingerprint)
    }

    /// What is stored instead of a person's key.
    #[must_use]
    pub fn person(&self, key: &PersonKey) -> PersonKey {
        PersonKey {
            kind: key.kind,
            key: self.person_word(&key.key),
        }
    }

    pub(super) fn person_word(&self, key: &str) -> String {
        self.word(OF_PERSON, key)
    }

    /// What else may be stored of it by an older key, or by none.
    pub(super) fn older_person_words(&self, key: &str) -> Vec<String> {
        self.older(OF_PERSON, key)
    }

    fn word(&self, purpose: &str, value: &str) -> String {
        let sealing = self.sealing();
        sealing.map_or_else(|| value.to_owned(), |key| key.hash(purpose, value))
    }

    fn older(&self, purpose: &str, value: &str) -> Vec<String> {
        let first = usize::from(self.seals);
        let older = self.keys[first..]
            .iter()
            .map(|key| key.hash(purpose, value));
        older.chain(self.seals.then(|| value.to_owned())).collect()
    }
}

/// The name of the key that a stored payload is sealed with, or what stands for it; `None` if it is
/// not sealed.
pub(super) fn sealed_with(stored: &str) -> Option<&str> {
    let sealed = stored.strip_prefix(SEALED_ANYHOW).map(|_| stored)?;
    let name = || Some(sealed.strip_prefix(SEALED)?.split_once(':')?.0);
    Some(
        name()
            .filter(|name| SealKey::is_name(name))
            .unwrap_or(DAMAGED),
    )
}

/// The name of the key that a stored hash was made with; `None` if none was.
pub(super) fn hashed_with(stored: &str) -> Option<&str> {
    let (name, _) = stored.split_once(':')?;
    SealKey::is_name(name).then_some(name)
}

/// What a sealed payload is bound to: it opens as this lead's, in this column, and nowhere else.
fn context(name: &str, lead_id: &str) -> String {
    format!("{SEALED}{name}:leads.payload:{lead_id}")
}

#[cfg(test)]
mod tests;
