//! Settings that are read again while visitors post: nobody notices, and wrong ones change nothing.

use std::time::Duration;

use reqwest::{Client, StatusCode};

use crate::operator::{metric, until};
use crate::proxy::{Proxy, until_ready};
use crate::stage::Stage;
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
async fn page(client: &Client, stage: &Stage, partner: &str) -> StatusCode {
    let url = format!(
        "{}/v1/forms/call-me-back?partner={partner}",
        stage.proxy_url()
    );
    client.get(url).send().await.unwrap().status()
}

async fn started(stage: &Stage) -> (Client, Proxy) {
    let (client, proxy) = (Client::new(), stage.start());
    until_ready(&client, stage.proxy_url()).await;
    (client, proxy)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn partners_come_and_go_by_reloading_and_no_visitor_is_refused() {
    let stage = Stage::new().await;
    let (client, proxy) = started(&stage).await;
    let visitors = Visitors::start(8, stage.proxy_urls());
    let mut reloads = 0;
    while reloads < RELOADS || visitors.acknowledged() < LEADS {
        stage.change(DEMO, &format!("{OTHER}{DEMO}"));
        proxy.reload();
        until(&stage, "the partner is there", async || {
            page(&client, &stage, "other").await == StatusCode::OK
        })
        .await;
        stage.change(OTHER, "");
        proxy.reload();
        until(&stage, "the partner is gone", async || {
            page(&client, &stage, "other").await == StatusCode::FORBIDDEN
        })
        .await;
        reloads += 2;
    }
    let met = visitors.stop().await;
    assert_eq!((met.refused, met.cut_off), (0, 0));
    stage.until_delivered(PATIENCE).await;
    proxy.stop();
    let stored = stage.stored().await;
    assert!(met.acknowledged.iter().all(|id| stored.contains(id)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_settings_change_nothing_and_say_what_is_wrong_until_they_are_right() {
    const SUCCESSFUL: &str = "leadgate_config_last_reload_successful";
    let stage = Stage::new().await;
    let (client, proxy) = started(&stage).await;
    assert_eq!(metric(&client, &stage, SUCCESSFUL).await, 1.0);
    for (piece, wrong, said) in [
        ("origins = []", "origins = [", "leadgate.toml"),
        (
            "origins = []",
            "origins = [\"www.demo.example\"]",
            "\"www.demo.example\" is not an origin",
        ),
        ("[\"crm\"]", "[\"crn\"]", "add [connectors.crn]"),
    ] {
        stage.change(piece, wrong);
        proxy.reload();
        until(&stage, said, async || {
            let log = stage.log();
            let mut refusals = log
                .lines()
                .filter(|line| line.contains("the settings are wrong"));
            refusals.any(|line| line.contains(said))
        })
        .await;
        assert_eq!(metric(&client, &stage, SUCCESSFUL).await, 0.0);
        assert_eq!(page(&client, &stage, "demo").await, StatusCode::OK);
        let answer = post(
            &client,
            stage.proxy_url(),
            &uuid::Uuid::new_v4().to_string(),
        )
        .await;
        assert_eq!(answer.unwrap().status(), StatusCode::ACCEPTED);
        stage.change(wrong, piece);
        proxy.reload();
        until(&stage, "the settings are right again", async || {
            metric(&client, &stage, SUCCESSFUL).await > 0.0
        })
        .await;
    }
    proxy.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_only_a_restart_changes_is_named_in_one_line() {
    let stage = Stage::new().await;
    let (client, proxy) = started(&stage).await;
    stage.change("lease_seconds = 8", "lease_seconds = 9");
    stage.change("[log]", "[retention]\ndelivered_days = 60\n\n[log]");
    stage.change(DEMO, &format!("{OTHER}{DEMO}"));
    proxy.reload();
    until(&stage, "the partner is there", async || {
        page(&client, &stage, "other").await == StatusCode::OK
    })
    .await;
    let line = "only a restart changes delivery, retention: it stays as it was until then";
    until(&stage, line, async || stage.log().contains(line)).await;
    proxy.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_keys_of_a_crm_are_tried_at_once_after_a_reload() {
    let stage = Stage::new().await;
    std::fs::write(stage.file("crm-key"), "an-old-key").unwrap();
    stage.change("key = \"demo-key\"", "key_file = \"crm-key\"");
    // So long that a probe by itself would come too late for this test.
    stage.change(
        "lease_seconds = 8",
        "lease_seconds = 8\nprobe_seconds = 3600",
    );
    let (client, proxy) = started(&stage).await;
    let id = uuid::Uuid::new_v4().to_string();
    let answer = post(&client, stage.proxy_url(), &id).await.unwrap();
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    until(&stage, "the keys are refused", async || {
        stage.log().contains("the CRM refuses our credentials")
    })
    .await;
    std::fs::write(stage.file("crm-key"), "demo-key").unwrap();
    proxy.reload();
    stage.until_delivered(PATIENCE).await;
    assert_eq!(stage.received(), [id]);
    proxy.stop();
}
