//! What batches of leads are tested with: a place with settings and a store, and tables.

use leadgate_store::prelude::*;
use leadgate_store_sqlite::SqliteStore;
use serde_json::Value;

use crate::program::{Place, Ran};

const CONFIG: &str = r#"
[server]
public_url = "https://leads.example"
listen = "127.0.0.1:0"

[consents.marketing]
forms = ["third-party"]
current = "2026-11"
[consents.marketing.texts.2026-11]
nl = "Acme mag mij bellen."
fr = "Acme peut m’appeler."
en = "Acme may call me."
de = "Acme darf mich anrufen."

[connectors.crm]
kind = "econtract"
url = "CRM"
id = "demo-id"
key = "demo-key"

[partners.acme]
origins = []
affiliate_id = 6
forms = { third-party = ["crm"], insurance = ["crm"] }

[partners.other]
origins = []
forms = { third-party = ["crm"] }
"#;

/// The columns of [`row`].
pub(crate) const HEADER: &str = "first_name,last_name,email,cellphone,cellphone_country,remarks";

/// A place with a store that holds nothing; its leads go nowhere.
pub(crate) fn place() -> Place {
    place_with_crm("http://127.0.0.1:9/econtract")
}

/// The same with a CRM at this address.
pub(crate) fn place_with_crm(url: &str) -> Place {
    let place = place_without_store(url);
    let url = format!("sqlite:{}", place.path("leads.db").display());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async { SqliteStore::open(&url).await.unwrap().close().await });
    place
}

/// The same before a server ever ran there.
pub(crate) fn place_without_store(url: &str) -> Place {
    let place = Place::with_config(&CONFIG.replace("CRM", url));
    place.env("LEADGATE__STORE__URL", "sqlite:leads.db")
}

/// A good row; numbers tell rows apart.
pub(crate) fn row(number: u32) -> String {
    format!("Zebedeus,Janssens,z{number}@example.be,0470{number:06},BE,\"first\nsecond, {number}\"")
}

/// A table of these rows.
pub(crate) fn table(rows: impl IntoIterator<Item = String>) -> String {
    let rows: Vec<String> = std::iter::once(HEADER.to_owned()).chain(rows).collect();
    rows.join("\n") + "\n"
}

/// Imports a table for the partner acme.
pub(crate) fn import(place: &Place, file: &str, more: &[&str]) -> Ran {
    let command = ["leads", "import", file, "--partner", "acme", "--json"];
    place.run_configured(&[&command, more].concat())
}

/// What an import counted: stored, already there, repeated, rejected.
#[track_caller]
pub(crate) fn counts(ran: &Ran) -> [u64; 4] {
    assert!(
        !ran.err.contains("Zebedeus") && !ran.out.contains("Zebedeus"),
        "{ran:?}"
    );
    let summary: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
    ["stored", "already_there", "repeated", "rejected"].map(|name| summary[name].as_u64().unwrap())
}

/// What a command prints as JSON lines.
#[track_caller]
pub(crate) fn json_lines(ran: &Ran) -> Vec<Value> {
    assert_eq!(ran.code, 0, "{ran:?}");
    let lines = ran.out.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The stored leads, as `leads list` shows them.
pub(crate) fn listed(place: &Place) -> Vec<Value> {
    let ran = place.run_configured(&["leads", "list", "--json", "--limit", "100000"]);
    assert!(!ran.out.contains("Zebedeus"), "{ran:?}");
    json_lines(&ran)
}

/// What is stored of a lead.
pub(crate) fn payload(place: &Place, id: &str) -> Value {
    let shown = json_lines(&place.run_configured(&["leads", "show", "--json", id]));
    serde_json::from_str(shown[0]["payload"].as_str().unwrap()).unwrap()
}
