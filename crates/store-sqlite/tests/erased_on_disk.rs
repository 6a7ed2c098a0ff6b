//! What was erased is in none of the store's files, whatever its size and wherever it stood.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use leadgate_store::prelude::*;
use leadgate_store::{
    BlindIndex, BlindIndexKind, Erased, Erasure, LeadFilter, NewDelivery, NewLead, Scrub,
};
use leadgate_store_sqlite::SqliteStore;

const NOW: i64 = 1_790_000_000_000;
const LEADS: usize = 600;

/// What is in a lead's payload.
const NAME: &str = "Zebedeus";
/// What is in its fingerprint and in its blind indexes.
const HASH: &str = "c0ffee";

/// Payloads of all sizes: many to a page, and one over many pages.
fn lead(number: usize) -> NewLead {
    let length = [10, 400, 1_500, 3_000, 20_000][number % 5];
    let word = format!("{NAME}{number:04}");
    let hash = format!("{HASH}{number:04}");
    let key = |kind| BlindIndex {
        kind,
        key: format!("{hash} {kind:?}"),
    };
    NewLead {
        id: format!("00000000-0000-4000-8000-{number:012}"),
        partner: "demo".into(),
        form: "call-me-back".into(),
        fingerprint: format!("{hash} fingerprint"),
        payload: format!("{word} {} {word}", "x".repeat(length)),
        created_at_ms: NOW,
        keys: vec![key(BlindIndexKind::Email), key(BlindIndexKind::Phone)],
        deliveries: vec![NewDelivery {
            connector: "crm".into(),
            skip_duplicate: false,
        }],
        ..NewLead::default()
    }
}

/// The numbers that stand behind a word in any file of a folder.
fn on_disk(folder: &Path, word: &str) -> BTreeSet<usize> {
    let mut numbers = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let bytes = fs::read(entry.expect("an entry").path()).expect("a file");
        // Bytes that are no text become another letter, and no digit.
        let text = String::from_utf8_lossy(&bytes);
        for (at, name) in text.match_indices(word) {
            // One that is cut by the end of a page stands elsewhere, too.
            let digits: String = text[at + name.len()..].chars().take(4).collect();
            numbers.extend(digits.parse::<usize>());
        }
    }
    numbers
}

fn erasures(numbers: impl Iterator<Item = usize>) -> Vec<Erasure> {
    let erasure = |number: usize| Erasure {
        lead_id: lead(number).id,
        kept: "{\"consents\":[]}".into(),
    };
    numbers.map(erasure).collect()
}

#[tokio::test]
async fn what_was_erased_is_in_no_file_of_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("leadgate.db").display());
    let store = SqliteStore::open(&url).await.unwrap();
    // In an order that splits pages in their middle, with the file written to in between.
    for number in (0..LEADS).map(|at| at * 7 % LEADS) {
        store.accept(&lead(number)).await.unwrap();
        if number % 100 == 0 {
            store.scrub(Scrub::InPlace).await.unwrap();
        }
    }
    let all: BTreeSet<usize> = (0..LEADS).collect();
    for word in [NAME, HASH] {
        assert_eq!(on_disk(folder.path(), word), all, "{word}");
    }
    // Some one by one, some together.
    for one in erasures((0..LEADS).filter(|number| number % 3 == 0)) {
        store.erase(&[one], &[], NOW).await.unwrap();
    }
    let rest = erasures((0..LEADS).filter(|number| number % 3 == 1));
    let erased = store.erase(&rest, &[], NOW).await.unwrap();
    let expected = Erased {
        leads: rest.len() as u64,
        skipped: rest.len() as u64,
    };
    assert_eq!(erased, expected);
    store.scrub(Scrub::InPlace).await.unwrap();
    let kept: BTreeSet<usize> = all.into_iter().filter(|number| number % 3 == 2).collect();
    assert_eq!(on_disk(folder.path(), NAME), kept);
    store.scrub(Scrub::Rewriting).await.unwrap();
    for word in [NAME, HASH] {
        assert_eq!(on_disk(folder.path(), word), kept, "{word}");
    }
    let listed = store.list(&LeadFilter::default(), None, 1_000).await;
    assert_eq!(listed.unwrap().len(), LEADS, "no record is gone");
    assert!(store.counts().await.unwrap().reconcile());
}
