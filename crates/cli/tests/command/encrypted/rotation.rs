//! Encryption switched on, a key changed and a store moved, with a proxy at work.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{KEYS, NAMES, is_on_disk, run};
use crate::program::Place;
use crate::sample_leads::{CONFIG, json_lines, lead, with_leads};
use crate::server::{Crm, Proxy};

const SERVED: &str = r#"
[server]
public_url = "https://leads.example"
listen = "127.0.0.1:0"

[store]
url = "sqlite:leads.db"

[connectors.crm]
kind = "econtract"
url = "CRM"
id = "demo-id"
key = "demo-key"

[partners.acme]
origins = []
forms = { call-me-back = ["crm"] }
"#;

const ENCRYPTED: &str = "LEADGATE__STORE__ENCRYPTION_KEYS_FILE";

/// What the visitor types, and what is made of it.
const MARKS: [&str; 4] = ["Zebedeus", "zm@example.be", "0470 12 34 56", "+32470123456"];

fn id(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

/// One person's lead of that number; the status of the answer.
async fn post(proxy: &Proxy, number: usize) -> u16 {
    let [first_name, email, phone, _] = MARKS;
    let lead = json!({
        "id": id(number), "partner": "acme", "lang": "nl", "first_name": first_name,
        "last_name": "Mertens", "phone": phone, "email": email,
    });
    let url = format!("{}/v1/leads/call-me-back", proxy.url);
    let answer = reqwest::Client::new().post(url).json(&lead).send().await;
    answer.unwrap().status().as_u16()
}

fn list(place: &Place) -> Vec<Value> {
    json_lines(&place.run_configured(&["leads", "list", "--json"]))
}

/// Waits until all of so many leads are with the CRM.
#[track_caller]
fn wait_until_delivered(place: &Place, leads: usize) {
    let begun = Instant::now();
    loop {
        let listed = list(place);
        let delivered = |lead: &&Value| lead["deliveries"][0]["state"] == "delivered";
        if listed.iter().filter(delivered).count() == leads {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{listed:?}");
    }
}

fn rotated(place: &Place, more: &[&str]) -> Value {
    let ran = place.run_configured(&[&["store", "rotate-key", "--json"], more].concat());
    json_lines(&ran).remove(0)
}

#[test]
fn from_plaintext_to_encrypted_to_the_next_key_while_leads_come_in() {
    let crm = Crm::start();
    let config = SERVED.replace("CRM", &crm.url);
    let place = Place::with_config(&config);
    {
        let plain = Proxy::start(&place);
        assert_eq!(crm.block_on(post(&plain, 0)), 202);
        wait_until_delivered(&place, 1);
    }
    assert!(
        is_on_disk(&place, MARKS[0]),
        "the test looks at the right files"
    );

    // Each key first in its turn; the one before it stays behind it until nothing is under it.
    let place = place.env(ENCRYPTED, "encryption-keys");
    let mut leads = 1;
    for keys in [KEYS[0].to_owned(), format!("{}\n{}\n", KEYS[1], KEYS[0])] {
        place.write("encryption-keys", &keys);
        let proxy = Proxy::start(&place);
        assert_eq!(crm.block_on(post(&proxy, leads)), 202);
        assert_eq!(
            crm.block_on(post(&proxy, 0)),
            202,
            "sent again, it is the same"
        );
        leads += 1;
        wait_until_delivered(&place, leads);
        let dry = rotated(&place, &["--dry-run"]);
        assert_eq!(
            (&dry["left"], &dry["reencrypted"]),
            (&json!(leads - 1), &json!(0))
        );
        let done = rotated(&place, &[]);
        assert_eq!(
            (&done["left"], &done["reencrypted"]),
            (&json!(0), &json!(leads - 1))
        );
        assert_eq!(
            done["under"],
            json!({ done["first"].as_str().unwrap(): leads })
        );
        assert_eq!(
            crm.block_on(post(&proxy, leads)),
            202,
            "it goes on as it was"
        );
        leads += 1;
        wait_until_delivered(&place, leads);
        for mark in MARKS {
            assert!(!is_on_disk(&place, mark), "{mark}");
        }
        let log = place.run_configured(&["check-config"]);
        assert!(!log.out.contains(KEYS[0]), "{log:?}");
    }

    // Without the old key, all is there and everybody is known.
    place.write("encryption-keys", KEYS[1]);
    let proxy = Proxy::start(&place);
    for known in 0..leads {
        assert_eq!(crm.block_on(post(&proxy, known)), 202);
    }
    assert_eq!(list(&place).len(), leads, "sent again, they are the same");
    let duplicates = list(&place);
    let duplicates = duplicates
        .iter()
        .filter(|lead| lead["duplicate_of"] == id(0).as_str());
    assert_eq!(duplicates.count(), leads - 1);
    let shown = place.run_configured(&["leads", "show", &id(0)]);
    assert!(shown.out.contains(MARKS[3]), "{shown:?}");
    let exported = place.run_configured(&["leads", "export", "--json"]);
    assert_eq!(
        exported.out.matches(MARKS[1]).count(),
        leads,
        "{exported:?}"
    );
    let erased = place.run_configured(&[
        "leads",
        "erase",
        "--email",
        "ZM@example.be",
        "--yes",
        "--json",
    ]);
    assert_eq!(json_lines(&erased)[0]["erased"], leads);
    let stats = place.run_configured(&["leads", "stats", "--json"]);
    assert_eq!(json_lines(&stats)[0]["reconcile"], true);
    let bodies = crm.received();
    let bodies = bodies.iter().map(|request| request["body"].to_string());
    assert!(
        bodies.into_iter().all(|body| body.contains(MARKS[0])),
        "the CRM got what was typed"
    );
}

#[test]
fn a_copy_of_an_encrypted_store_is_read_with_the_same_keys() {
    let place = with_leads((1..=3).map(lead), |_| None).env(ENCRYPTED, "encryption-keys");
    let encrypted = run(&place, KEYS[0], &["store", "rotate-key"]);
    let told = format!(
        "3 leads were stored anew.\n3 leads are under the key {}, the first",
        NAMES[0]
    );
    assert!(encrypted.out.starts_with(&told), "{encrypted:?}");
    let copied = place.run(&[
        "store",
        "copy",
        "--from",
        "sqlite:leads.db",
        "--to",
        "sqlite:copy.db",
    ]);
    assert_eq!(copied.code, 0, "{copied:?}");

    let there = Place::with_config(CONFIG).env(ENCRYPTED, "encryption-keys");
    std::fs::copy(place.path("copy.db"), there.path("leadgate.db")).unwrap();
    let refused = run(&there, KEYS[1], &["leads", "list"]);
    assert!(refused.err.contains(NAMES[0]), "{refused:?}");
    let found = run(
        &there,
        KEYS[0],
        &[
            "leads",
            "erase",
            "--phone",
            "0470000002",
            "--dry-run",
            "--json",
        ],
    );
    assert_eq!(json_lines(&found)[0]["leads"][0]["id"], id(2).as_str());
    let shown = run(&there, KEYS[0], &["leads", "show", &id(3)]);
    assert!(shown.out.contains("z3@example.be"), "{shown:?}");
}

#[test]
fn what_is_left_under_a_key_that_is_missing_is_said_and_changed_by_nobody() {
    let place = with_leads((1..=3).map(lead), |_| None).env(ENCRYPTED, "encryption-keys");
    run(&place, KEYS[0], &["store", "rotate-key"]);
    let ran = run(&place, KEYS[1], &["store", "rotate-key"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let told = format!(
        "3 leads are under the key {}, which store.encryption_keys lacks.",
        NAMES[0]
    );
    assert!(ran.out.contains(&told), "{ran:?}");
    assert!(
        ran.err.contains(&id(1)) && ran.err.contains("3 leads cannot be opened"),
        "{ran:?}"
    );
    let next = run(&place, &KEYS.join(","), &["store", "rotate-key"]);
    assert!(next.out.contains("3 leads are under the key"), "{next:?}");
    let both = format!("{},{}", KEYS[1], KEYS[0]);
    let next = run(&place, &both, &["store", "rotate-key"]);
    let told = format!("No lead is under the key {} any more", NAMES[0]);
    assert!(next.out.contains(&told), "{next:?}");
}
