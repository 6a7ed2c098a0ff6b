//! The second channel: who is told what, how often, and what happens where nobody can be reached.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hmac::{Hmac, Mac};
use leadgate_clock::Clock;
use leadgate_connectors::{Delivery, RejectReason};
use leadgate_delivery::Snapshot;
use leadgate_delivery::alerts::{AlertParts, AlertSettings, Alerts, Channel, Mail, Webhook};
use leadgate_delivery::dispatcher::ConnectorState;
use leadgate_store::prelude::*;
use serde_json::Value;
use sha2::Sha256;
use tokio_util::sync::CancellationToken;

use crate::inbox::{self, Inbox};
use crate::stage::{Actor, Running, Stage, accepted, until};

const AFTER: Duration = Duration::from_secs(240);
const EVERY: Duration = Duration::from_secs(60);

/// A webhook and a mail box that are told.
struct Told {
    web: Arc<Inbox>,
    mail: Arc<Inbox>,
}

/// Sets a watch to work.
async fn watch(stage: &Stage, running: &Running, personal_data: bool) -> Told {
    let (web_url, web) = inbox::web().await;
    let (mail_url, mail) = inbox::mail().await;
    let webhook = Webhook::new(web_url.parse().unwrap(), Some("a secret".to_owned().into()));
    let to = ["ops@leads.example".to_owned()];
    let channels: Vec<Box<dyn Channel>> = vec![
        Box::new(webhook.unwrap()),
        Box::new(Mail::new(&mail_url, "leadgate@leads.example", &to).unwrap()),
    ];
    let alerts = Alerts::new(AlertParts {
        outbox: Arc::<_>::clone(&stage.outbox) as Arc<dyn Store>,
        dispatcher: Arc::clone(&running.dispatcher),
        channels,
        clock: Arc::<_>::clone(&stage.clock) as Arc<dyn Clock>,
        metrics: stage.metrics.clone(),
        settings: AlertSettings {
            after: AFTER,
            every: EVERY,
            personal_data,
            source: "https://leads.example".to_owned(),
        },
    });
    tokio::spawn(Arc::new(alerts).run(CancellationToken::new()));
    Told { web, mail }
}

/// The messages that were posted, read.
fn posted(told: &Told) -> Vec<Value> {
    let taken = told.web.taken().into_iter();
    taken
        .map(|post| serde_json::from_str(&post.body).unwrap())
        .collect()
}

fn counted(stage: &Stage, channel: &str, outcome: &str) -> u64 {
    let text = stage.shown(&Snapshot::default());
    let line = format!("leadgate_alerts_total{{channel=\"{channel}\",outcome=\"{outcome}\"}} ");
    text.lines()
        .find_map(|known| known.strip_prefix(&line)?.parse().ok())
        .unwrap_or(0)
}

/// Lets time pass until a condition holds.
async fn later(stage: &Stage, condition: impl AsyncFn() -> bool) {
    until(async || {
        stage.clock.advance(Duration::from_secs(1));
        condition().await
    })
    .await;
}

/// Lets so much time pass that whatever could still be told would be.
async fn much_later(stage: &Stage) {
    let end = stage.clock.uptime() + 10 * EVERY;
    later(stage, async || {
        // The store answers in turn: what a look asked for before is done.
        stage.outbox.can_store().await.unwrap();
        stage.clock.uptime() >= end
    })
    .await;
}

#[tokio::test]
async fn leads_that_wait_too_long_are_one_message_without_personal_data() {
    let stage = Stage::new().await;
    let running = stage.run("run", &[]);
    let told = watch(&stage, &running, false).await;
    stage.accept("first", &["gone"]).await;
    stage.accept("second", &["gone"]).await;
    stage.accept_batched("batch", &["gone"]).await;
    later(&stage, async || counted(&stage, "smtp", "sent") == 1).await;

    let message = &posted(&told)[0];
    let ids: Vec<_> = (message["leads"].as_array().unwrap().iter())
        .map(|lead| lead["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["first", "second"]);
    assert_eq!(message["leads"][0]["trouble"], "overdue");
    assert_eq!(message["leads"][0]["connector"], "gone");
    assert_eq!(message["source"], "https://leads.example");
    let post = &told.web.taken()[0];
    assert!(!post.body.contains("first_name"), "{}", post.body);
    let mut hmac = Hmac::<Sha256>::new_from_slice(b"a secret").unwrap();
    hmac.update(post.body.as_bytes());
    let signature = hex::encode(hmac.finalize().into_bytes());
    assert_eq!(post.signature, format!("sha256={signature}"));

    let mail = &told.mail.taken()[0];
    assert_eq!(mail.to, ["<ops@leads.example>"]);
    let subject = "Subject: Leadgate: 2 leads undelivered for more than 240 s\n";
    assert!(mail.body.contains(subject), "{}", mail.body);
    assert!(mail.body.contains("second"), "{}", mail.body);
    assert!(!mail.body.contains("first_name"), "{}", mail.body);

    much_later(&stage).await;
    assert_eq!(counted(&stage, "webhook", "sent"), 1, "told once");
}

#[tokio::test]
async fn what_the_visitor_typed_goes_along_where_the_settings_say_so() {
    let stage = Stage::new().await;
    let running = stage.run("run", &[]);
    let told = watch(&stage, &running, true).await;
    stage.accept("a", &["gone"]).await;
    later(&stage, async || counted(&stage, "smtp", "sent") == 1).await;
    assert_eq!(posted(&told)[0]["leads"][0]["fields"]["first_name"], "An");
    assert!(told.mail.taken()[0].body.contains("first_name: An"));
}

#[tokio::test]
async fn a_delivery_that_was_given_up_on_is_told_at_once() {
    let stage = Stage::new().await;
    let crm = Actor::new("crm", |_| Delivery::Rejected {
        reason: RejectReason::Status {
            status: 422,
            fields: vec!["email"],
        },
    });
    let running = stage.run("run", &[&crm]);
    let told = watch(&stage, &running, false).await;
    stage.accept("a", &["crm"]).await;
    until(async || stage.counts().await.dead == 1).await;
    later(&stage, async || counted(&stage, "webhook", "sent") == 1).await;
    let lead = &posted(&told)[0]["leads"][0];
    assert_eq!(lead["trouble"], "dead");
    assert_eq!(
        lead["reason"],
        "the CRM refused the lead with status 422 because of email"
    );
}

#[tokio::test]
async fn a_crm_that_refuses_our_credentials_is_told_and_so_is_its_return() {
    let stage = Stage::new().await;
    let right = Arc::new(AtomicBool::new(false));
    let crm = Actor::new("crm", {
        let right = Arc::clone(&right);
        move |_| {
            if right.load(Ordering::SeqCst) {
                accepted()
            } else {
                Delivery::WrongCredentials
            }
        }
    });
    let running = stage.run("run", &[&crm]);
    let told = watch(&stage, &running, false).await;
    stage.accept("a", &["crm"]).await;
    let state = || running.dispatcher.status()["crm"].state;
    until(async || matches!(state(), ConnectorState::WrongCredentials { .. })).await;
    later(&stage, async || counted(&stage, "smtp", "sent") == 1).await;
    assert_eq!(
        posted(&told)[0]["connectors"],
        serde_json::json!([{"connector": "crm", "state": "wrong_credentials"}])
    );

    right.store(true, Ordering::SeqCst);
    later(&stage, async || stage.counts().await.delivered == 1).await;
    later(&stage, async || counted(&stage, "smtp", "sent") == 2).await;
    assert_eq!(posted(&told)[1]["connectors"][0]["state"], "working");
}

#[tokio::test]
async fn a_message_that_nobody_took_is_counted_and_sent_again() {
    let stage = Stage::new().await;
    let running = stage.run("run", &[]);
    let told = watch(&stage, &running, false).await;
    told.web.refuse(true);
    told.mail.refuse(true);
    stage.accept("a", &["gone"]).await;
    later(&stage, async || counted(&stage, "smtp", "failed") == 1).await;
    assert_eq!(counted(&stage, "webhook", "failed"), 1);
    assert!(told.web.has_refused() && told.mail.has_refused());

    told.web.refuse(false);
    later(&stage, async || counted(&stage, "smtp", "failed") == 2).await;
    assert_eq!(posted(&told)[0]["leads"][0]["id"], "a");
    // Somebody knows: the mail server that still refuses makes no second message of it.
    much_later(&stage).await;
    assert_eq!(counted(&stage, "webhook", "sent"), 1);
}

#[tokio::test]
async fn an_alert_that_a_process_took_with_it_is_told_by_the_next() {
    let stage = Stage::new().await;
    stage.accept("a", &["gone"]).await;
    let now_ms = stage.clock.now_ms();
    let taken = stage.outbox.claim_alerts(now_ms, now_ms, 50_000, 9).await;
    assert_eq!(taken.unwrap().len(), 1);

    let running = stage.run("run", &[]);
    let told = watch(&stage, &running, false).await;
    later(&stage, async || counted(&stage, "webhook", "sent") == 1).await;
    assert_eq!(posted(&told)[0]["leads"][0]["id"], "a");
}
