//! Settings that are read again while visitors post: nobody notices, and wrong ones change nothing.

use std::time::Duration;

use reqwest::{Client, StatusCode};

use crate::fixture::Fixture;
use crate::operator::{metric, until};
use crate::proxy::{Proxy, until_ready};
use crate::visitors::{Visitors, post};

const PATIENCE: Duration = Duration::from_secs(30);

/// How often the settings are read again under load, and how many leads come in meanwhile, at least.
const RELOADS: u32 = 40;
const LEADS: u64 = 100;

const OTHER: &str = r#"
[partners.other]
origins = []
forms = { call-me-back = ["crm"] }
"#;

const DEMO: &str = "[partners.demo]";

/// What the form's page of a partner is answered with.
async fn page(client: &Client, fixture: &Fixture, partner: &str) -> StatusCode {
    let url = format!(
        "{}/v1/forms/call-me-back?partner={partner}",
        fixture.proxy_url()
    );
    client.get(url).send().await.unwrap().status()
}

async fn started(fixture: &Fixture) -> (Client, Proxy) {
    let (client, proxy) = (Client::new(), fixture.start());
    until_ready(&client, fixture.proxy_url()).await;
    (client, proxy)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn partners_come_and_go_by_reloading_and_no_visitor_is_refused() {
    let fixture = Fixture::new().await;
    let (client, proxy) = started(&fixture).await;
    let visitors = Visitors::start(8, fixture.proxy_urls());
    let mut reloads = 0;
    while reloads < RELOADS || visitors.acknowledged() < LEADS {
        fixture.change(DEMO, &format!("{OTHER}{DEMO}"));
        proxy.reload();
        until(&fixture, "the partner is there", async || {
            page(&client, &fixture, "other").await == StatusCode::OK
        })
        .await;
        fixture.change(OTHER, "");
        proxy.reload();
        until(&fixture, "the partner is gone", async || {
            page(&client, &fixture, "other").await == StatusCode::FORBIDDEN
        })
        .await;
        reloads += 2;
    }
    let met = visitors.stop().await;
    assert_eq!((met.refused, met.cut_off), (0, 0));
    fixture.until_delivered(PATIENCE).await;
    proxy.stop();
    let stored = fixture.stored().await;
    assert!(met.acknowledged.iter().all(|id| stored.contains(id)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_settings_change_nothing_and_say_what_is_wrong_until_they_are_right() {
    const SUCCESSFUL: &str = "leadgate_config_last_reload_successful";
    let fixture = Fixture::new().await;
    let (client, proxy) = started(&fixture).await;
    assert_eq!(metric(&client, &fixture, SUCCESSFUL).await, 1.0);
    for (piece, wrong, said) in [
        ("origins = []", "origins = [", "leadgate.toml"),
        (
            "origins = []",
            "origins = [\"www.demo.example\"]",
            "\"www.demo.example\" is not an origin",
        ),
        ("[\"crm\"]", "[\"crn\"]", "add [connectors.crn]"),
    ] {
        fixture.change(piece, wrong);
        proxy.reload();
        until(&fixture, said, async || {
            let log = fixture.log();
            let mut refusals = log
                .lines()
                .filter(|line| line.contains("the settings are wrong"));
            refusals.any(|line| line.contains(said))
        })
        .await;
        assert_eq!(metric(&client, &fixture, SUCCESSFUL).await, 0.0);
        assert_eq!(page(&client, &fixture, "demo").await, StatusCode::OK);
        let answer = post(
            &client,
            fixture.proxy_url(),
            &uuid::Uuid::new_v4().to_string(),
        )
        .await;
        assert_eq!(answer.unwrap().status(), StatusCode::ACCEPTED);
        fixture.change(wrong, piece);
        proxy.reload();
        until(&fixture, "the settings are right again", async || {
            metric(&client, &fixture, SUCCESSFUL).await > 0.0
        })
        .await;
    }
    proxy.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_only_a_restart_changes_is_named_in_one_line() {
    let fixture = Fixture::new().await;
    let (client, proxy) = started(&fixture).await;
    fixture.change("lease_seconds = 8", "lease_seconds = 9");
    fixture.change("[log]", "[retention]\ndelivered_days = 60\n\n[log]");
    fixture.change(DEMO, &format!("{OTHER}{DEMO}"));
    proxy.reload();
    until(&fixture, "the partner is there", async || {
        page(&client, &fixture, "other").await == StatusCode::OK
    })
    .await;
    let line = "only a restart changes delivery, retention: it stays as it was until then";
    until(&fixture, line, async || fixture.log().contains(line)).await;
    proxy.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_keys_of_a_crm_are_tried_at_once_after_a_reload() {
    let fixture = Fixture::new().await;
    std::fs::write(fixture.file("crm-key"), "an-old-key").unwrap();
    fixture.change("key = \"demo-key\"", "key_file = \"crm-key\"");
    // So long that a probe by itself would come too late for this test.
    fixture.change(
        "lease_seconds = 8",
        "lease_seconds = 8\nprobe_seconds = 3600",
    );
    let (client, proxy) = started(&fixture).await;
    let id = uuid::Uuid::new_v4().to_string();
    let answer = post(&client, fixture.proxy_url(), &id).await.unwrap();
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    until(&fixture, "the keys are refused", async || {
        fixture.log().contains("the CRM refuses our credentials")
    })
    .await;
    std::fs::write(fixture.file("crm-key"), "demo-key").unwrap();
    proxy.reload();
    fixture.until_delivered(PATIENCE).await;
    assert_eq!(fixture.received(), [id]);
    proxy.stop();
}
