//! A place whose store holds leads, and where their deliveries stand.

use leadgate_intake::BlindIndexer;
use leadgate_store::prelude::*;
use leadgate_store::{AttemptResult, DeliveryState, NewDelivery, NewLead};
use leadgate_store_sqlite::SqliteStore;
use serde_json::{Value, json};

use crate::program::{Place, Ran};

pub(crate) const CONFIG: &str = r#"
[server]
public_url = "https://leads.example"

[connectors.crm]
kind = "econtract"
url = "http://127.0.0.1:9/econtract"
id = "an-id"
key = "a-key"

[partners.demo]
origins = []
forms = { call-me-back = ["crm"] }
"#;

/// When the first leads were accepted: in the past, whenever the test runs.
pub(crate) const NOW: i64 = 1_700_000_000_000;

pub(crate) const DAY: i64 = 24 * 3_600_000;

/// The lead of that number, accepted so many days after [`NOW`].
pub(crate) fn lead(number: u32) -> NewLead {
    let id = format!("00000000-0000-4000-8000-{number:012}");
    NewLead {
        partner: "demo".to_owned(),
        form: "call-me-back".to_owned(),
        fingerprint: id.clone(),
        payload: json!({
            "id": id, "form": "call-me-back", "partner": "demo", "lang": "nl",
            "affiliate_id": 6, "product": {}, "attribution": {}, "form_version": "",
            "received_at": "", "signals": [], "consents": [],
            "fields": {
                "first_name": "Zebedeus", "email": format!("z{number}@example.be"),
                "phone": format!("+32470{number:06}"),
            },
        })
        .to_string(),
        id,
        created_at_ms: NOW + i64::from(number) * DAY,
        deliveries: to(&["crm"]),
        ..NewLead::default()
    }
}

/// Deliveries to these connectors.
pub(crate) fn to(connectors: &[&str]) -> Vec<NewDelivery> {
    let deliveries = connectors.iter().map(|connector| NewDelivery {
        connector: (*connector).to_owned(),
        skip_duplicate: false,
    });
    deliveries.collect()
}

/// The lead with what its person is recognised by, as the proxy stores it.
fn recognised(persons: &BlindIndexer, lead: NewLead) -> NewLead {
    let payload: Value = serde_json::from_str(&lead.payload).unwrap();
    let field = |name: &str| payload["fields"][name].as_str();
    let email = field("email").map(|address| persons.email(address));
    let phone = field("phone").map(|number| persons.phone(number));
    NewLead {
        keys: email.into_iter().chain(phone).collect(),
        ..lead
    }
}

/// A place with these leads in its store. What is to be delivered gets into the state that is said
/// of its lead; `None` leaves it pending.
pub(crate) fn with_leads(
    leads: impl IntoIterator<Item = NewLead>,
    ends: impl Fn(&str) -> Option<DeliveryState>,
) -> Place {
    let place = Place::with_config(CONFIG).env("LEADGATE__STORE__URL", "sqlite:leads.db");
    let url = format!("sqlite:{}", place.path("leads.db").display());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = SqliteStore::open(&url).await.unwrap();
        let persons = BlindIndexer::new(store.index_key().await.unwrap());
        for lead in leads {
            store.accept(&recognised(&persons, lead)).await.unwrap();
        }
        let far = NOW + 100_000 * DAY;
        let mut claims = Vec::new();
        for connector in ["crm", "archive"] {
            let due = store.claim(connector, far, 1, u32::MAX, "test").await;
            claims.extend(due.unwrap());
        }
        for claim in &claims {
            let reason = "the CRM refused it".to_owned();
            let result = match ends(&claim.lead_id) {
                Some(DeliveryState::Delivered) => AttemptResult::Delivered {
                    remote_id: Some("77".to_owned()),
                },
                Some(DeliveryState::Dead) => AttemptResult::Dead { reason },
                _ => continue,
            };
            let at = claim.created_at_ms + 1_000;
            store.finish(claim, result, at).await.unwrap();
        }
        store.return_leases("test", NOW).await.unwrap();
        store.close().await;
    });
    place
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
