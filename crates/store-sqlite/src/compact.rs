//! Ids and hashes as the bytes that they stand for: half the size of their text, and a UUID of version
//! 7 sorts by its time. What is neither is stored as the text that it is.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

/// How many bytes name the key that a hash was made with, where it is named: `8c01f768:…`.
const KEY_NAME_BYTES: usize = 4;
const HASH_BYTES: usize = 32;
const NAMED_HASH_BYTES: usize = KEY_NAME_BYTES + HASH_BYTES;

/// Where a UUID's text has its hyphens.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

/// A word on its way into the store. Equal words are stored alike, different ones differently.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Compact {
    Uuid([u8; 16]),
    Hash([u8; HASH_BYTES]),
    NamedHash([u8; NAMED_HASH_BYTES]),
    Text(Box<str>),
}

impl Compact {
    /// Only what is written back as the same text is taken for bytes: lower case, hyphens in place.
    pub(crate) fn new(word: &str) -> Self {
        let bytes = word.as_bytes();
        let compact = match bytes.len() {
            36 => uuid(bytes).map(Self::Uuid),
            64 => hash(bytes).map(Self::Hash),
            73 => named_hash(bytes).map(Self::NamedHash),
            _ => None,
        };
        compact.unwrap_or_else(|| Self::Text(word.into()))
    }
}

impl ToSql for Compact {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Uuid(bytes) => ValueRef::Blob(bytes),
            Self::Hash(bytes) => ValueRef::Blob(bytes),
            Self::NamedHash(bytes) => ValueRef::Blob(bytes),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

impl FromSql for Compact {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Word::column_result(value).map(|Word(text)| Self::new(&text))
    }
}

/// A word on its way out, as it was before it went in.
pub(crate) struct Word(pub(crate) String);

impl FromSql for Word {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = match value {
            ValueRef::Text(_) => return value.as_str().map(|text| Self(text.to_owned())),
            ValueRef::Blob(bytes) => bytes,
            ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => {
                return Err(FromSqlError::InvalidType);
            }
        };
        let mut text = String::with_capacity(2 * bytes.len() + HYPHENS.len());
        match bytes.len() {
            16 => {
                for byte in bytes {
                    if HYPHENS.contains(&text.len()) {
                        text.push('-');
                    }
                    push_hex(&mut text, *byte);
                }
            }
            HASH_BYTES => bytes.iter().for_each(|byte| push_hex(&mut text, *byte)),
            NAMED_HASH_BYTES => {
                let (name, hash) = bytes.split_at(KEY_NAME_BYTES);
                name.iter().for_each(|byte| push_hex(&mut text, *byte));
                text.push(':');
                hash.iter().for_each(|byte| push_hex(&mut text, *byte));
            }
            length => {
                return Err(FromSqlError::InvalidBlobSize {
                    expected_size: HASH_BYTES,
                    blob_size: length,
                });
            }
        }
        Ok(Self(text))
    }
}

impl From<Word> for String {
    fn from(Word(text): Word) -> Self {
        text
    }
}

fn uuid(text: &[u8]) -> Option<[u8; 16]> {
    let mut digits = [0; 32];
    let mut at = 0;
    for (place, byte) in text.iter().enumerate() {
        if HYPHENS.contains(&place) {
            if *byte != b'-' {
                return None;
            }
            continue;
        }
        *digits.get_mut(at)? = *byte;
        at += 1;
    }
    bytes(&digits)
}

fn hash(text: &[u8]) -> Option<[u8; HASH_BYTES]> {
    bytes(text)
}

fn named_hash(text: &[u8]) -> Option<[u8; NAMED_HASH_BYTES]> {
    let (name, hash) = text.split_at_checked(2 * KEY_NAME_BYTES)?;
    let hash = hash.strip_prefix(b":")?;
    let mut both = [0; NAMED_HASH_BYTES];
    both[..KEY_NAME_BYTES].copy_from_slice(&bytes::<KEY_NAME_BYTES>(name)?);
    both[KEY_NAME_BYTES..].copy_from_slice(&bytes::<HASH_BYTES>(hash)?);
    Some(both)
}

fn bytes<const LENGTH: usize>(digits: &[u8]) -> Option<[u8; LENGTH]> {
    if digits.len() != 2 * LENGTH {
        return None;
    }
    let mut bytes = [0; LENGTH];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = value(pair[0])? << 4 | value(pair[1])?;
    }
    Some(bytes)
}

const fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

fn push_hex(text: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for digit in [byte >> 4, byte & 0xf] {
        text.push(char::from(DIGITS[usize::from(digit)]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UUID: &str = "01937c9e-6b1f-7d3a-8000-0123456789ab";
    const HASH: &str = "2e0f23e9fd0a016f2d560580c93e66e4a39811f75d8193931e48adf7b735a742";

    /// What a word is stored as, and what is read of that.
    fn there_and_back(word: &str) -> (usize, String) {
        let compact = Compact::new(word);
        let ToSqlOutput::Borrowed(stored) = compact.to_sql().unwrap() else {
            panic!("nothing is copied");
        };
        let length = match stored {
            ValueRef::Blob(bytes) => bytes.len(),
            ValueRef::Text(_) => 0,
            _ => panic!("{word} is stored as neither bytes nor text"),
        };
        (length, Word::column_result(stored).unwrap().into())
    }

    #[test]
    fn ids_and_hashes_are_stored_as_bytes_and_read_as_they_were() {
        for (word, length) in [
            (UUID.to_owned(), 16),
            (HASH.to_owned(), 32),
            (format!("8c01f768:{HASH}"), 36),
        ] {
            assert_eq!(there_and_back(&word), (length, word));
        }
    }

    #[test]
    fn every_other_word_stays_the_text_that_it_is() {
        for word in [
            String::new(),
            "fingerprint 1".to_owned(),
            UUID.to_uppercase(),
            UUID.replace('-', "_"),
            UUID.replace('-', "0"),
            HASH.to_uppercase(),
            HASH.replace('e', "g"),
            HASH[1..].to_owned(),
            format!("8c01f768.{HASH}"),
            format!("8C01F768:{HASH}"),
            "é".repeat(18),
            "é".repeat(32),
        ] {
            assert_eq!(there_and_back(&word), (0, word.clone()));
        }
    }

    #[test]
    fn bytes_of_another_length_are_no_word() {
        assert!(Word::column_result(ValueRef::Blob(&[1; 20])).is_err());
        assert!(Word::column_result(ValueRef::Null).is_err());
    }

    #[test]
    fn a_later_uuid_of_version_7_sorts_behind_an_earlier_one() {
        let (Compact::Uuid(earlier), Compact::Uuid(later)) = (
            Compact::new("01937c9e-6b1f-7fff-bfff-ffffffffffff"),
            Compact::new("01937c9e-6b20-7000-8000-000000000000"),
        ) else {
            panic!("both are UUIDs");
        };
        assert!(earlier < later);
    }
}
