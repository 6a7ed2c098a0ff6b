//! Keys as they are made, given and refused.

use leadgate_store::prelude::*;
use leadgate_store::{DeliveryState, Reencryption};
use leadgate_store_sqlite::SqliteStore;

use super::{KEYS, NAMES, run};
use crate::program::Place;
use crate::sample_leads::{CONFIG, json_lines, lead, with_leads};

const VARIABLE: &str = "LEADGATE__STORE__ENCRYPTION_KEYS";

#[test]
fn a_new_key_is_printed_alone_and_its_name_apart() {
    let place = Place::new();
    let printed = [(); 2].map(|()| place.run(&["store", "new-key"]));
    for made in &printed {
        assert_eq!(made.code, 0, "{made:?}");
        assert_eq!(made.out.len(), 65, "{made:?}");
        let said = made.err.strip_prefix("the key ").unwrap().trim();
        assert_eq!(said.len(), 8, "{made:?}");
        // As it was printed, with its line break, it is a file of keys.
        let place = Place::with_config(CONFIG)
            .env("LEADGATE__STORE__ENCRYPTION_KEYS_FILE", "encryption-keys");
        let checked = run(&place, &made.out, &["check-config"]);
        assert_eq!(checked.code, 0, "{checked:?}");
        assert!(!checked.out.contains(made.out.trim()), "{checked:?}");
    }
    assert_ne!(printed[0].out, printed[1].out);
}

#[test]
fn a_wrong_key_is_refused_by_the_settings_name_with_what_to_do() {
    let twice = format!("{} {}", KEYS[0], KEYS[0].to_uppercase());
    for (keys, expected) in [
        ("", "holds no key"),
        ("hunter2", "key 1 is invalid"),
        (&KEYS[0][2..], "key 1 is invalid"),
        (&format!("{},hunter2", KEYS[0]), "key 2 is invalid"),
        (&twice, "key 2 is there twice"),
    ] {
        let by_variable = Place::with_config(CONFIG).env(VARIABLE, keys);
        let by_file = Place::with_config(CONFIG)
            .env("LEADGATE__STORE__ENCRYPTION_KEYS_FILE", "encryption-keys");
        by_file.write("encryption-keys", keys);
        for (place, setting) in [
            (
                by_variable,
                "store.encryption_keys (LEADGATE__STORE__ENCRYPTION_KEYS): ",
            ),
            (
                by_file,
                "store.encryption_keys_file (LEADGATE__STORE__ENCRYPTION_KEYS_FILE): ",
            ),
        ] {
            for command in ["check-config", "serve"] {
                let ran = place.run_configured(&[command]);
                assert_eq!(ran.code, 2, "{keys:?} {ran:?}");
                assert!(
                    ran.err.starts_with(&format!("leadgate: {setting}")),
                    "{ran:?}"
                );
                assert!(ran.err.contains(expected), "{ran:?}");
                assert!(
                    !ran.err.contains("hunter2") && !ran.err.contains(&KEYS[0][4..]),
                    "{ran:?}"
                );
            }
        }
    }
    let both = Place::with_config(CONFIG)
        .env(VARIABLE, KEYS[0])
        .env("LEADGATE__STORE__ENCRYPTION_KEYS_FILE", "encryption-keys");
    let ran = run(&both, KEYS[0], &["check-config"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("together with encryption_keys"), "{ran:?}");
}

#[test]
fn nothing_is_started_on_an_encrypted_store_without_its_key() {
    let place = with_leads([lead(1)], |_| Some(DeliveryState::Delivered));
    let place = place.env("LEADGATE__STORE__ENCRYPTION_KEYS_FILE", "encryption-keys");
    let encrypted = run(&place, KEYS[0], &["store", "rotate-key"]);
    assert_eq!(encrypted.code, 0, "{encrypted:?}");
    for command in [&["serve"][..], &["leads", "list"], &["leads", "purge"]] {
        let ran = run(&place, KEYS[1], command);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.err.contains(NAMES[0]), "{ran:?}");
        assert!(
            ran.err.contains("store.encryption_keys lacks it"),
            "{ran:?}"
        );
    }
    let shown = run(&place, &KEYS.join("\n"), &["leads", "show", &lead(1).id]);
    assert!(shown.out.contains("Zebedeus"), "{shown:?}");
}

#[test]
fn a_store_is_not_encrypted_without_a_key() {
    let place = with_leads([lead(1)], |_| None);
    let ran = place.run_configured(&["store", "rotate-key"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.err.contains("store.encryption_keys") && ran.err.contains("leadgate store new-key"),
        "{ran:?}"
    );
}

#[test]
fn leads_under_a_key_that_is_lost_are_given_up_and_nothing_else() {
    let place = with_leads((1..=3).map(lead), |_| None);
    let place = place.env("LEADGATE__STORE__ENCRYPTION_KEYS_FILE", "encryption-keys");
    run(&place, KEYS[0], &["store", "rotate-key"]);
    let abandon_key = ["store", "abandon-key", NAMES[0]];
    let refused = run(&place, KEYS[0], &abandon_key);
    assert_eq!(refused.code, 2, "it is there: {refused:?}");
    let unknown = run(&place, KEYS[1], &["store", "abandon-key", NAMES[1]]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    let dry = run(
        &place,
        KEYS[1],
        &["store", "abandon-key", NAMES[0], "--dry-run"],
    );
    assert!(dry.out.starts_with("3 leads would be given up"), "{dry:?}");
    let shown = run(&place, KEYS[0], &["leads", "show", &lead(1).id]);
    assert!(shown.out.contains("Zebedeus"), "{shown:?}");

    let done = run(&place, KEYS[1], &abandon_key);
    assert_eq!(
        done.out, "3 leads were given up; 3 deliveries will not be made.\n",
        "{done:?}"
    );
    let stats = run(&place, KEYS[1], &["leads", "stats", "--json"]);
    let stats = json_lines(&stats).remove(0);
    assert_eq!(
        (&stats["skipped"], &stats["reconcile"]),
        (&3.into(), &true.into())
    );
    let shown = run(&place, KEYS[1], &["leads", "show", &lead(1).id]);
    assert!(shown.out.contains("has been erased"), "{shown:?}");
}

/// One lead's text was cut off in the store; the others go on as before.
#[test]
fn a_lead_that_was_damaged_is_named_exported_around_and_can_be_erased() {
    let place = with_leads((1..=3).map(lead), |_| Some(DeliveryState::Delivered));
    let place = place.env("LEADGATE__STORE__ENCRYPTION_KEYS_FILE", "encryption-keys");
    run(&place, KEYS[0], &["store", "rotate-key"]);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let url = format!("sqlite:{}", place.path("leads.db").display());
        let store = SqliteStore::open(&url).await.unwrap();
        let mut stored = store
            .export_records(None, 10)
            .await
            .unwrap()
            .leads
            .remove(1);
        let was = stored.payload.take().unwrap();
        let damaged = Reencryption {
            lead_id: stored.id,
            payload: was[..40].to_owned(),
            payload_was: was,
            fingerprint: stored.fingerprint,
            keys: stored.keys,
        };
        assert_eq!(store.reencrypt(&[damaged]).await, Ok(1));
        store.close().await;
    });
    let id = lead(2).id;
    let named = format!("the lead {id} cannot be opened");
    let shown = run(&place, KEYS[0], &["leads", "show", &id]);
    assert_eq!(shown.code, 1, "{shown:?}");
    assert!(shown.err.contains(&named), "{shown:?}");
    let exported = run(&place, KEYS[0], &["leads", "export", "--json"]);
    assert_eq!(
        (exported.code, exported.out.lines().count()),
        (1, 2),
        "{exported:?}"
    );
    assert!(
        exported.err.contains(&named) && exported.err.contains("1 leads are not"),
        "{exported:?}"
    );

    let erase = [
        "leads",
        "erase",
        "--email",
        "z2@example.be",
        "--yes",
        "--json",
    ];
    let scanned = run(
        &place,
        KEYS[0],
        &[&erase[..], &["--dry-run", "--scan"]].concat(),
    );
    assert!(
        scanned.err.contains("whose it is cannot be told"),
        "{scanned:?}"
    );
    let erased = run(&place, KEYS[0], &erase);
    let report = json_lines(&erased).remove(0);
    assert_eq!(
        (&report["erased"], &report["leads"][0]["id"]),
        (&1.into(), &id.as_str().into())
    );
    assert_eq!(report["leads"][0]["delivered_to"][0]["connector"], "crm");
}
