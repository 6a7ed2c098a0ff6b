//! One key: 32 secret bytes, and what is derived from them.

use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

/// The bytes of a key.
const KEY_BYTES: usize = 32;

/// The bytes of an `XChaCha20` nonce: so many that random ones never meet.
const NONCE_BYTES: usize = 24;

/// Base64 in the usual alphabet, with or without `=`.
const ANY_PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, ANY_PADDING);
const BASE64_OF_URLS: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, ANY_PADDING);

/// A key that encrypts and decrypts. Its parts are derived from its bytes by HKDF-Expand (RFC 5869), one
/// for each purpose; the bytes themselves are not kept.
#[derive(Clone)]
pub struct EncryptionKey {
    name: String,
    cipher: XChaCha20Poly1305,
    index: Hmac<Sha256>,
}

impl EncryptionKey {
    /// From random bytes.
    #[must_use]
    pub fn new(bytes: &[u8; KEY_BYTES]) -> Self {
        Self {
            name: hex::encode(&derived(bytes, "leadgate key name 1")[..4]),
            cipher: XChaCha20Poly1305::new(&derived(bytes, "leadgate payload 1").into()),
            index: hmac(&derived(bytes, "leadgate index 1")),
        }
    }

    /// From text: 64 hexadecimal digits, or base64. `None` where that is not what it is, or where
    /// somebody typed one letter again and again instead of asking for randomness.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = hex::decode(text)
            .or_else(|_| BASE64.decode(text))
            .or_else(|_| BASE64_OF_URLS.decode(text))
            .ok()?;
        let bytes: [u8; KEY_BYTES] = bytes.try_into().ok()?;
        let is_random = bytes.iter().any(|byte| *byte != bytes[0]);
        is_random.then(|| Self::new(&bytes))
    }

    /// The key's name: eight hexadecimal digits that say nothing about the key.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether a text has the form of a key's name.
    pub(super) fn is_name(text: &str) -> bool {
        text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
    }

    /// Encrypts, bound to `context`.
    pub(super) fn encrypt(&self, context: &str, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let mut encrypted = nonce.to_vec();
        let payload = Payload {
            msg: plain,
            aad: context.as_bytes(),
        };
        #[expect(
            clippy::expect_used,
            reason = "refuses what is longer than 256 GB alone"
        )]
        let ciphertext = self
            .cipher
            .encrypt(&XNonce::from(nonce), payload)
            .expect("a payload");
        encrypted.extend(ciphertext);
        encrypted
    }

    /// Decrypts what was encrypted with this key in the same context; `None` if it was not.
    pub(super) fn decrypt(&self, context: &str, encrypted: &[u8]) -> Option<Vec<u8>> {
        let (nonce, ciphertext) = encrypted.split_first_chunk::<NONCE_BYTES>()?;
        let payload = Payload {
            msg: ciphertext,
            aad: context.as_bytes(),
        };
        self.cipher.decrypt(&XNonce::from(*nonce), payload).ok()
    }

    /// A hash of a value that is the same for the same value, and that nobody can make who lacks the
    /// key. It names the key.
    pub(super) fn hash(&self, purpose: &str, value: &str) -> String {
        let mut keyed = self.index.clone();
        for part in [purpose, ":", value] {
            keyed.update(part.as_bytes());
        }
        let hash = hex::encode(keyed.finalize().into_bytes());
        format!("{}:{hash}", self.name)
    }
}

impl fmt::Debug for EncryptionKey {
    /// By its name alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EncryptionKey({})", self.name)
    }
}

/// HKDF-Expand to one block, which is a key.
fn derived(bytes: &[u8; KEY_BYTES], purpose: &str) -> [u8; 32] {
    let mut expand = hmac(bytes);
    expand.update(purpose.as_bytes());
    expand.update(&[1]);
    expand.finalize().into_bytes().into()
}

fn hmac(key: &[u8; 32]) -> Hmac<Sha256> {
    #[expect(clippy::expect_used, reason = "a key of any length will do")]
    let keyed = <Hmac<Sha256> as hmac::Mac>::new_from_slice(key).expect("any length");
    keyed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0, 1, 2, … as a key.
    fn counting() -> [u8; KEY_BYTES] {
        std::array::from_fn(|at| u8::try_from(at).unwrap())
    }

    /// What a release wrote, the next one reads.
    #[test]
    fn parts_are_derived_as_they_always_were() {
        // Made by another implementation, which agrees with the vectors of
        // draft-irtf-cfrg-xchacha-03. The name: printf 'leadgate key name 1\001' |
        // openssl dgst -sha256 -mac HMAC -macopt hexkey:0001…1f
        let key = EncryptionKey::new(&counting());
        assert_eq!(key.name(), KNOWN_NAME);
        let encrypted = hex::decode(KNOWN_ENCRYPTED).unwrap();
        assert_eq!(key.decrypt("context", &encrypted).unwrap(), b"An Peeters");
        assert_eq!(key.hash("person", "value"), KNOWN_HASH);
    }

    #[test]
    fn a_key_is_read_from_hexadecimal_digits_and_base64() {
        let bytes = counting();
        let name = EncryptionKey::new(&bytes).name;
        let padded = BASE64.encode(bytes);
        for text in [
            hex::encode(bytes),
            hex::encode_upper(bytes),
            padded.trim_end_matches('=').to_owned(),
            padded,
            BASE64_OF_URLS.encode(bytes),
        ] {
            assert_eq!(EncryptionKey::parse(&text).unwrap().name, name, "{text}");
        }
    }

    #[test]
    fn an_invalid_key_is_refused() {
        for text in [
            "",
            "secret",
            &"0".repeat(64),
            &"ab".repeat(31),
            &"ab".repeat(33),
        ] {
            assert!(EncryptionKey::parse(text).is_none(), "{text}");
        }
        assert!(EncryptionKey::parse(&BASE64.encode([1, 2, 3])).is_none());
    }

    #[test]
    fn debug_output_shows_no_part_of_a_key() {
        let key = EncryptionKey::new(&counting());
        assert_eq!(format!("{key:?}"), format!("EncryptionKey({KNOWN_NAME})"));
    }

    const KNOWN_NAME: &str = "8c01f768";
    const KNOWN_ENCRYPTED: &str = "000102030405060708090a0b0c0d0e0f1011121314151617011c145b444b8a427fddd43f8c850e73e46bb4a4e1a449307dc0";
    const KNOWN_HASH: &str =
        "8c01f768:e9ed16b983805c624816e9fb46b09fbd6c5994cff2b7b7c11779168c118a464a";
}
