//! What an operator may set about delivering and alerts, and what is said about a wrong setting.

use super::{check, is_good, is_refused, with};
use crate::program::Place;

/// The settings with more at their end.
fn and(more: &str) -> String {
    with("", more)
}

#[test]
fn a_schedule_a_rate_limit_and_alerts_can_be_configured() {
    let more = r#"
[delivery]
schedule = ["0s", "90s", "2h"]
breaker_failures = 2
[alerts]
after_seconds = 60
personal_data = true
webhook = "https://hooks.example.com/marked"
secret = "marked"
[alerts.smtp]
url = "smtps://user:marked@mail.example.com"
from = "Leadgate <leadgate@example.com>"
to = ["ops@example.com", "boss@example.com"]
"#;
    let limited = with(
        "key = \"marked-key-1\"",
        "key = \"marked-key-1\"\nconcurrency = 2\nper_second = 0.5",
    );
    let ran = check(&(limited + more));
    let out = is_good(&ran);
    for shown in [
        "90s",
        "7200s",
        "breaker_failures: 2",
        "0.5",
        "ops@example.com",
    ] {
        assert!(out.contains(shown), "{shown} is not in {out}");
    }
    assert!(!out.contains("marked"), "{out}");
}

#[test]
fn secrets_of_the_second_channel_may_be_files() {
    let more = r#"
[alerts]
webhook_file = "hook"
secret_file = "secret"
[alerts.smtp]
url_file = "mail"
from = "leadgate@example.com"
to = ["ops@example.com"]
"#;
    let place = Place::with_config(&and(more));
    place.write("hook", "https://hooks.example.com/marked\n");
    place.write("secret", "marked\n");
    place.write("mail", "smtps://user:marked@mail.example.com\n");
    let ran = place.run_configured(&["check-config"]);
    assert!(!is_good(&ran).contains("marked"), "{ran:?}");
}

#[test]
fn a_wrong_setting_of_delivering_is_refused_with_its_place_and_what_to_do() {
    let connector = |setting: &str| {
        with(
            "kind = \"econtract\"",
            &format!("kind = \"econtract\"\n{setting}"),
        )
    };
    let mail = |url: &str, from: &str, to: &str| {
        and(&format!(
            "[alerts.smtp]\nurl = \"{url}\"\nfrom = \"{from}\"\nto = [{to}]\n"
        ))
    };
    let good = "smtps://user:marked@mail.example.com";
    let from = "leadgate@example.com";
    let cases: [(String, &[&str]); 20] = [
        (
            and("[delivery]\nschedule = []"),
            &["delivery.schedule", "each attempt"],
        ),
        (
            and("[delivery]\nschedule = [\"5s\"]"),
            &["delivery.schedule", "begin with \"0s\""],
        ),
        (
            and("[delivery]\nschedule = [\"0s\", \"25h\"]"),
            &["delivery.schedule", "24h"],
        ),
        (
            and("[delivery]\nschedule = [\"0s\", \"soon\"]"),
            &["schedule", "such as 0s, 15s, 5m or 2h"],
        ),
        (
            and("[delivery]\nbreaker_failures = 0"),
            &["delivery.breaker_failures", "at least 1"],
        ),
        (
            connector("concurrency = 0"),
            &["connectors.crm.concurrency", "at least 1"],
        ),
        (
            connector("per_second = 0.0"),
            &["connectors.crm.per_second", "from 0.01"],
        ),
        (
            connector("per_second = -1.0"),
            &["connectors.crm.per_second", "leave it out"],
        ),
        (
            and("[alerts]\nafter_seconds = 0"),
            &["alerts.after_seconds", "at least 1"],
        ),
        (
            and("[alerts]\nevery_seconds = 0"),
            &["alerts.every_seconds", "at least 1"],
        ),
        (
            and("[alerts]\nwebhook = \"marked\""),
            &["alerts.webhook", "http or https"],
        ),
        (
            and("[alerts]\npersonal_data = true\nwebhook = \"http://marked.example\""),
            &["alerts.webhook", "must be https", "personal_data"],
        ),
        (
            and("[alerts]\nsecret = \"marked\""),
            &["alerts.secret", "alerts.webhook"],
        ),
        (
            mail("", from, "\"ops@example.com\""),
            &["alerts.smtp.url", "is missing"],
        ),
        (
            mail("https://marked", from, "\"ops@example.com\""),
            &["alerts.smtp.url", "smtps://"],
        ),
        (
            mail(
                "smtp://user:marked@mail.example.com",
                from,
                "\"ops@example.com\"",
            ),
            &["alerts.smtp.url", "unencrypted", "tls=required"],
        ),
        (mail(good, from, ""), &["alerts.smtp.to", "names nobody"]),
        (
            mail(good, "leadgate", "\"ops@example.com\""),
            &["alerts.smtp.from", "an address"],
        ),
        (
            mail(good, from, "\"ops\""),
            &["alerts.smtp.to", "addresses"],
        ),
        (
            and("[alerts]\nwebhook = \"https://a.example\"\nwebhook_file = \"hook\""),
            &["alerts.webhook_file", "keep one of the two"],
        ),
    ];
    for (config, expected) in cases {
        let ran = check(&config);
        is_refused(&ran, expected);
        assert!(!ran.err.contains("marked"), "{}", ran.err);
    }
}
