//! Alerting: who is told what, how often, and what happens where nobody can be reached.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hmac::{Hmac, Mac};
use leadgate_clock::Clock;
use leadgate_connectors::{ConnectorResult, RejectReason};
use leadgate_delivery::Snapshot;
use leadgate_delivery::alerts::{AlertParts, AlertSettings, Alerts, Channel, Mail, Webhook};
use leadgate_delivery::dispatcher::ConnectorState;
use leadgate_store::prelude::*;
use serde_json::Value;
use sha2::Sha256;
use tokio_util::sync::CancellationToken;

use crate::alert_sink::{self, FakeAlertSink};
use crate::fixture::{FakeConnector, Fixture, Running, accepted, until};

const AFTER: Duration = Duration::from_secs(240);
const EVERY: Duration = Duration::from_secs(60);

/// A webhook and a mail box that are told.
struct Notified {
    web: Arc<FakeAlertSink>,
    mail: Arc<FakeAlertSink>,
}

/// Sets a watch to work.
async fn watch(fixture: &Fixture, running: &Running, personal_data: bool) -> Notified {
    let (web_url, web) = alert_sink::web().await;
    let (mail_url, mail) = alert_sink::mail().await;
    let webhook = Webhook::new(web_url.parse().unwrap(), Some("a secret".to_owned().into()));
    let to = ["ops@leads.example".to_owned()];
    let channels: Vec<Box<dyn Channel>> = vec![
        Box::new(webhook.unwrap()),
        Box::new(Mail::new(&mail_url, "leadgate@leads.example", &to).unwrap()),
    ];
    let alerts = Alerts::new(AlertParts {
        store: Arc::<_>::clone(&fixture.store) as Arc<dyn Store>,
        dispatcher: Arc::clone(&running.dispatcher),
        channels,
        clock: Arc::<_>::clone(&fixture.clock) as Arc<dyn Clock>,
        metrics: fixture.metrics.clone(),
        settings: AlertSettings {
            after: AFTER,
            every: EVERY,
            personal_data,
            source: "https://leads.example".to_owned(),
        },
    });
    tokio::spawn(Arc::new(alerts).run(CancellationToken::new()));
    Notified { web, mail }
}

/// The messages that were posted, read.
fn posted(told: &Notified) -> Vec<Value> {
    let taken = told.web.taken().into_iter();
    taken
        .map(|post| serde_json::from_str(&post.body).unwrap())
        .collect()
}

fn counted(fixture: &Fixture, channel: &str, result: &str) -> u64 {
    let text = fixture.shown(&Snapshot::default());
    let line = format!("leadgate_alerts_total{{channel=\"{channel}\",result=\"{result}\"}} ");
    text.lines()
        .find_map(|known| known.strip_prefix(&line)?.parse().ok())
        .unwrap_or(0)
}

/// Lets time pass until a condition holds.
async fn later(fixture: &Fixture, condition: impl AsyncFn() -> bool) {
    until(async || {
        fixture.clock.advance(Duration::from_secs(1));
        condition().await
    })
    .await;
}

/// Lets so much time pass that whatever could still be told would be.
async fn much_later(fixture: &Fixture) {
    let end = fixture.clock.uptime() + 10 * EVERY;
    later(fixture, async || {
        // The store answers in turn: what a look asked for before is done.
        fixture.store.can_store().await.unwrap();
        fixture.clock.uptime() >= end
    })
    .await;
}

#[tokio::test]
async fn leads_that_wait_too_long_are_one_message_without_personal_data() {
    let fixture = Fixture::new().await;
    let running = fixture.run("run", &[]);
    let told = watch(&fixture, &running, false).await;
    fixture.accept("first", &["gone"]).await;
    fixture.accept("second", &["gone"]).await;
    fixture.accept_batched("batch", &["gone"]).await;
    later(&fixture, async || counted(&fixture, "smtp", "sent") == 1).await;

    let message = &posted(&told)[0];
    let ids: Vec<_> = (message["leads"].as_array().unwrap().iter())
        .map(|lead| lead["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["first", "second"]);
    assert_eq!(message["leads"][0]["kind"], "overdue");
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

    much_later(&fixture).await;
    assert_eq!(counted(&fixture, "webhook", "sent"), 1, "told once");
}

#[tokio::test]
async fn what_the_visitor_typed_goes_along_where_the_settings_say_so() {
    let fixture = Fixture::new().await;
    let running = fixture.run("run", &[]);
    let told = watch(&fixture, &running, true).await;
    fixture.accept("a", &["gone"]).await;
    later(&fixture, async || counted(&fixture, "smtp", "sent") == 1).await;
    assert_eq!(posted(&told)[0]["leads"][0]["fields"]["first_name"], "An");
    assert!(told.mail.taken()[0].body.contains("first_name: An"));
}

#[tokio::test]
async fn operators_are_notified_at_once_of_a_dead_delivery() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::new("crm", |_| ConnectorResult::Rejected {
        reason: RejectReason::Status {
            status: 422,
            fields: vec!["email"],
        },
    });
    let running = fixture.run("run", &[&crm]);
    let told = watch(&fixture, &running, false).await;
    fixture.accept("a", &["crm"]).await;
    until(async || fixture.counts().await.dead == 1).await;
    later(&fixture, async || counted(&fixture, "webhook", "sent") == 1).await;
    let lead = &posted(&told)[0]["leads"][0];
    assert_eq!(lead["kind"], "dead");
    assert_eq!(
        lead["reason"],
        "the CRM refused the lead with status 422 because of email"
    );
}

#[tokio::test]
async fn operators_are_notified_of_refused_credentials_and_of_their_return() {
    let fixture = Fixture::new().await;
    let right = Arc::new(AtomicBool::new(false));
    let crm = FakeConnector::new("crm", {
        let right = Arc::clone(&right);
        move |_| {
            if right.load(Ordering::SeqCst) {
                accepted()
            } else {
                ConnectorResult::WrongCredentials
            }
        }
    });
    let running = fixture.run("run", &[&crm]);
    let told = watch(&fixture, &running, false).await;
    fixture.accept("a", &["crm"]).await;
    let state = || running.dispatcher.status()["crm"].state;
    until(async || matches!(state(), ConnectorState::WrongCredentials { .. })).await;
    later(&fixture, async || counted(&fixture, "smtp", "sent") == 1).await;
    assert_eq!(
        posted(&told)[0]["connectors"],
        serde_json::json!([{"connector": "crm", "state": "wrong_credentials"}])
    );

    right.store(true, Ordering::SeqCst);
    later(&fixture, async || fixture.counts().await.delivered == 1).await;
    later(&fixture, async || counted(&fixture, "smtp", "sent") == 2).await;
    assert_eq!(posted(&told)[1]["connectors"][0]["state"], "working");
}

#[tokio::test]
async fn a_message_that_nobody_took_is_counted_and_sent_again() {
    let fixture = Fixture::new().await;
    let running = fixture.run("run", &[]);
    let told = watch(&fixture, &running, false).await;
    told.web.refuse(true);
    told.mail.refuse(true);
    fixture.accept("a", &["gone"]).await;
    later(&fixture, async || counted(&fixture, "smtp", "failed") == 1).await;
    assert_eq!(counted(&fixture, "webhook", "failed"), 1);
    assert!(told.web.has_refused() && told.mail.has_refused());

    told.web.refuse(false);
    later(&fixture, async || counted(&fixture, "smtp", "failed") == 2).await;
    assert_eq!(posted(&told)[0]["leads"][0]["id"], "a");
    // Somebody knows: the mail server that still refuses makes no second message of it.
    much_later(&fixture).await;
    assert_eq!(counted(&fixture, "webhook", "sent"), 1);
}

#[tokio::test]
async fn an_alert_that_a_process_took_with_it_is_sent_by_the_next() {
    let fixture = Fixture::new().await;
    fixture.accept("a", &["gone"]).await;
    let now_ms = fixture.clock.now_ms();
    let taken = fixture.store.claim_alerts(now_ms, now_ms, 50_000, 9).await;
    assert_eq!(taken.unwrap().len(), 1);

    let running = fixture.run("run", &[]);
    let told = watch(&fixture, &running, false).await;
    later(&fixture, async || counted(&fixture, "webhook", "sent") == 1).await;
    assert_eq!(posted(&told)[0]["leads"][0]["id"], "a");
}
