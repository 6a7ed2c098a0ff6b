//! A lead, and settings by which it goes to the CRM's stand-in.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::server::Crm;

const SETTINGS: &str = r#"
[server]
listen = "127.0.0.1:0"
public_url = "https://leads.example.com"

[store]
url = "sqlite:/var/lib/leadgate/leadgate.db"

[connectors.crm]
kind = "econtract"
url = "CRM"
id_file = "SECRETS/crm-id"
key_file = "SECRETS/crm-key"

[partners.acme]
origins = []
forms = { call-me-back = ["crm"] }
"#;

/// Settings as the shipped files describe them, with secrets in a folder.
pub(crate) fn settings(crm: &Crm, secrets: &str) -> String {
    SETTINGS
        .replace("CRM", &crm.url)
        .replace("SECRETS", secrets)
}

/// Posts a lead until it is taken, and waits until the CRM has it.
pub(crate) fn arrives(crm: &Crm, client: &reqwest::Client, proxy: &str) {
    let id = uuid::Uuid::new_v4().to_string();
    let lead = json!({
        "id": id, "partner": "acme", "lang": "nl", "first_name": "An", "last_name": "Peeters",
        "phone": "0470 12 34 56", "email": "an@example.be",
    });
    let url = format!("{proxy}/v1/leads/call-me-back");
    let begun = Instant::now();
    let mut last = String::new();
    crm.block_on(async {
        loop {
            match client.post(&url).json(&lead).send().await {
                Ok(answer) if answer.status() == 202 => break,
                Ok(answer) => last = format!("{answer:?}"),
                Err(error) => last = format!("{error:?}"),
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "{last}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let is_it = |request: &serde_json::Value| {
        request["status"] == 200 && request["body"].to_string().contains(&id)
    };
    while !crm.received().iter().any(is_it) {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "it never arrived"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}
