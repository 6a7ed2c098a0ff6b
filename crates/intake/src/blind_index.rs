//! Blind indexes of a person: keyed hashes (HMAC-SHA-256) of normalised e-mail addresses and
//! phone numbers. The store compares them and cannot read them.

use std::fmt;

use hmac::{Hmac, Mac as _};
use leadgate_model::{FieldKind, ValidLead, Value};
use leadgate_store::{BlindIndex, BlindIndexKind};
use sha2::Sha256;

/// Makes the blind indexes of one store.
#[derive(Clone)]
pub struct BlindIndexer {
    keyed: Hmac<Sha256>,
}

impl BlindIndexer {
    /// With the store's own key ([`leadgate_store::KeyRegistry::index_key`]).
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        #[expect(clippy::expect_used, reason = "a key of any length will do")]
        let keyed = Hmac::new_from_slice(&key).expect("any length");
        Self { keyed }
    }

    /// The blind index of an e-mail address in normal form. Letter case makes no other person.
    #[must_use]
    pub fn email(&self, address: &str) -> BlindIndex {
        self.key(BlindIndexKind::Email, &address.to_lowercase())
    }

    /// The blind index of a phone number in E.164.
    #[must_use]
    pub fn phone(&self, e164: &str) -> BlindIndex {
        self.key(BlindIndexKind::Phone, e164)
    }

    /// What the person of a lead is recognised by; nothing where nothing about a person was asked.
    #[must_use]
    pub fn keys(&self, lead: &ValidLead) -> Vec<BlindIndex> {
        let keys = lead.values().filter_map(|(spec, value)| match value {
            Value::Phone(number) => Some(self.phone(number.e164())),
            Value::Text(text) if spec.kind == FieldKind::Email => Some(self.email(text)),
            Value::Text(_) | Value::Slot(..) => None,
        });
        keys.collect()
    }

    fn key(&self, kind: BlindIndexKind, value: &str) -> BlindIndex {
        let mut keyed = self.keyed.clone();
        for part in [kind.as_str(), ":", value] {
            keyed.update(part.as_bytes());
        }
        BlindIndex {
            kind,
            key: hex::encode(keyed.finalize().into_bytes()),
        }
    }
}

impl fmt::Debug for BlindIndexer {
    /// Without the key: whoever has it can try out addresses.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlindIndexer").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_keyed_hash_of_kind_and_value() {
        // printf 'email:an@example.be' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0707…
        let index = BlindIndexer::new([7; 32]);
        let key = index.email("An@Example.BE");
        assert_eq!(key.kind, BlindIndexKind::Email);
        assert_eq!(key.key, KNOWN);
        assert_eq!(key, index.email("an@example.be"));
    }

    #[test]
    fn other_kinds_values_and_stores_have_other_keys() {
        let (one, other) = (BlindIndexer::new([7; 32]), BlindIndexer::new([8; 32]));
        let keys = [
            one.email("an@example.be").key,
            one.email("bo@example.be").key,
            one.phone("an@example.be").key,
            other.email("an@example.be").key,
        ];
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "{keys:?}");
        }
        assert!(!format!("{one:?}").contains('7'));
    }

    const KNOWN: &str = "2e0f23e9fd0a016f2d560580c93e66e4a39811f75d8193931e48adf7b735a742";
}
