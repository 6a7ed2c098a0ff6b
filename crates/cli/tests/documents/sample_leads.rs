//! The store that a document's commands find: one dead lead, of which the pages for operators speak.

use std::path::Path;

use leadgate_store::prelude::*;
use leadgate_store::{AttemptResult, NewDelivery, NewLead};
use leadgate_store_sqlite::SqliteStore;
use serde_json::json;

/// The id that the pages use as an example.
const LEAD: &str = "6f1c4f5e-6a2b-4a56-9a0e-0d3c9d1f7b11";

/// 18 November 2026.
const ACCEPTED_AT_MS: i64 = 1_795_000_000_000;

/// Makes a store, and says its URL.
pub(super) fn make(folder: &Path) -> String {
    let url = format!("sqlite:{}", folder.join("leadgate.db").display());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(fill(&url));
    url
}

async fn fill(url: &str) {
    let store = SqliteStore::open(url).await.expect("a store");
    let payload = json!({
        "id": LEAD, "form": "call-me-back", "partner": "acme", "lang": "nl", "affiliate_id": 6,
        "fields": {"first_name": "An", "phone": "+32470123456"}, "product": {}, "consents": [],
        "attribution": {}, "form_version": "", "received_at": "", "signals": [],
    });
    let lead = NewLead {
        id: LEAD.to_owned(),
        partner: "acme".to_owned(),
        form: "call-me-back".to_owned(),
        fingerprint: "x".to_owned(),
        payload: payload.to_string(),
        created_at_ms: ACCEPTED_AT_MS,
        deliveries: vec![NewDelivery {
            connector: "crm".to_owned(),
            ..NewDelivery::default()
        }],
        ..NewLead::default()
    };
    store.accept(&lead).await.expect("a lead");
    let claims = store.claim("crm", ACCEPTED_AT_MS, 60_000, 1, "stock").await;
    let claims = claims.expect("its delivery");
    assert_eq!(claims.len(), 1);
    for claim in claims {
        let reason = "the CRM answered with status 503".to_owned();
        let dead = AttemptResult::Dead { reason };
        let finished = store.finish(&claim, dead, ACCEPTED_AT_MS).await;
        finished.expect("its end");
    }
    store.close().await;
}
