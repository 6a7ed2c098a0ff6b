//! A store in a file, opened with any keys or none, and leads to put in.

use std::sync::Arc;

use leadgate_encryption::{EncryptedStore, Keyring, PLAINTEXT};
use leadgate_intake::BlindIndexer;
use leadgate_store::prelude::*;
use leadgate_store::{NewDelivery, NewLead, Reencryption};
use leadgate_store_sqlite::SqliteStore;
use tempfile::TempDir;

pub(crate) const NOW: i64 = 1_790_000_000_000;

/// A folder with a store's file in it.
pub(crate) struct EncryptedFixture {
    folder: TempDir,
}

impl EncryptedFixture {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// The store as it is.
    pub(crate) async fn plain(&self) -> Arc<SqliteStore> {
        let file = self.folder.path().join("leadgate.db");
        let url = format!("sqlite:{}", file.display());
        Arc::new(SqliteStore::open(&url).await.unwrap())
    }

    /// The store behind keys, whatever is in it.
    pub(crate) async fn encrypted(&self, keys: &Keyring) -> Arc<dyn Store> {
        Arc::new(EncryptedStore::new(self.plain().await, keys.clone()))
    }

    /// The store as a proxy opens it.
    pub(crate) async fn opened(&self, keys: Option<&Keyring>) -> Result<Arc<dyn Store>, String> {
        let opened =
            leadgate_encryption::open(self.plain().await, keys.cloned().unwrap_or_default()).await;
        opened.map_err(|error| error.to_string())
    }

    /// Whether a text is in any of the store's files: as it is, or, if it is an id or a hash, as the bytes that it
    /// stands for, which is how the store keeps those.
    pub(crate) fn holds(&self, text: &str) -> bool {
        let as_bytes = hex::decode(text.replace('-', "")).ok();
        let as_bytes = as_bytes.filter(|bytes| bytes.len() >= 16);
        let wanted = [Some(text.as_bytes().to_vec()), as_bytes];
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut files = entries.map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
        files.any(|file| {
            let mut wanted = wanted.iter().flatten();
            wanted.any(|wanted| file.windows(wanted.len()).any(|it| it == wanted))
        })
    }

    /// Puts another text in the place of a lead's payload, as somebody may who can write the file.
    pub(crate) async fn tamper(&self, lead: &NewLead, with: impl FnOnce(&str) -> String) {
        let store = self.plain().await;
        let was = payload(&*store, lead).await;
        let other = Reencryption {
            lead_id: lead.id.clone(),
            payload: with(&was),
            payload_was: was,
            fingerprint: String::new(),
            keys: Vec::new(),
        };
        assert_eq!(store.reencrypt(&[other]).await, Ok(1));
    }
}

/// A lead's payload as the store says it.
pub(crate) async fn payload(store: &dyn Store, lead: &NewLead) -> String {
    let shown = store.show(&lead.id).await.unwrap().unwrap();
    shown.payload.unwrap()
}

/// Keys that stand for these numbers; the first encrypts.
pub(crate) fn ring(numbers: &[u8]) -> Keyring {
    Keyring::parse(&keys(numbers)).unwrap()
}

/// The same keys, of which none encrypts.
pub(crate) fn opening(numbers: &[u8]) -> Keyring {
    Keyring::parse(&format!("{PLAINTEXT} {}", keys(numbers))).unwrap()
}

fn keys(numbers: &[u8]) -> String {
    let key = |number: &u8| {
        let bytes: [u8; 32] = std::array::from_fn(|at| number.wrapping_add(at as u8));
        hex::encode(bytes)
    };
    let keys: Vec<String> = numbers.iter().map(key).collect();
    keys.join(" ")
}

/// What nobody may find who has the files alone.
pub(crate) const MARKS: [&str; 3] = ["Zebedeus", "zebedeus@example.be", "+32470123456"];

/// A lead of one person, as the proxy stores it; with different numbers, different fields.
pub(crate) async fn lead(store: &dyn Store, number: i64) -> NewLead {
    let persons = BlindIndexer::new(store.index_key().await.unwrap());
    let [name, email, phone] = MARKS;
    NewLead {
        id: format!("00000000-0000-4000-8000-{number:012}"),
        partner: "demo".into(),
        form: "call-me-back".into(),
        fingerprint: format!("fields-{number}"),
        payload: format!(r#"{{"first_name":"{name}","email":"{email}","phone":"{phone}"}}"#),
        created_at_ms: NOW + number,
        keys: vec![persons.email(email), persons.phone(phone)],
        duplicate_since_ms: Some(NOW - 1),
        deliveries: vec![NewDelivery {
            connector: "crm".into(),
            skip_duplicate: false,
        }],
        ..NewLead::default()
    }
}
