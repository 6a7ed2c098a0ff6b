//! What a reload takes over, setting by setting.

use super::*;

const RUNNING: &str = r#"
[partners.acme]
origins = ["https://www.acme.example"]
forms = { call-me-back = ["crm"] }

[connectors.crm]
kind = "econtract"
url = "https://crm.example"
id = "id"
key = "key"
"#;

/// The defaults with these settings behind them; `changes` are made in the defaults' own text.
fn settings(behind: &str, changes: &[(&str, &str)]) -> Settings {
    let mut text = include_str!("../../leadgate.default.toml").to_owned();
    for (was, is) in changes {
        assert!(text.contains(was), "{was}");
        text = text.replacen(was, is, 1);
    }
    let settings = toml::from_str(&(text + behind)).unwrap();
    check(&settings).unwrap();
    settings
}

#[test]
fn partners_texts_and_hours_are_taken_over() {
    let running = settings(RUNNING, &[]);
    let behind = RUNNING.replace("acme", "beta");
    let changes = [
        (
            "opening_hours = \"mon-fri 09:00-18:00\"",
            "opening_hours = \"mon 10:00-12:00\"",
        ),
        ("name = \"Leadgate\"", "name = \"Somebody\""),
        ("window_days = 30", "window_days = 7"),
    ];
    let read = settings(&behind, &changes);
    let reloaded = reload(&running, read.clone()).unwrap();
    assert_eq!(reloaded.waiting, [""; 0]);
    assert_eq!(reloaded.settings, read);
}

#[test]
fn what_was_begun_at_the_start_stays_and_is_named() {
    let running = settings(RUNNING, &[]);
    let changes = [
        ("listen = \"127.0.0.1:8787\"", "listen = \"127.0.0.1:8788\""),
        (
            "public_url = \"http://127.0.0.1:8787\"",
            "public_url = \"https://other.example\"",
        ),
        ("assets_dir = \"\"", "assets_dir = \".\""),
        ("body_limit_bytes = 65536", "body_limit_bytes = 2048"),
        ("shutdown_seconds = 20", "shutdown_seconds = 1"),
        ("url = \"sqlite:leadgate.db\"", "url = \"sqlite:other.db\""),
        ("lease_seconds = 60", "lease_seconds = 61"),
        ("after_seconds = 240", "after_seconds = 241"),
        ("delivered_days = 90", "delivered_days = 91"),
        ("filter = \"info\"", "filter = \"debug\""),
    ];
    let reloaded = reload(&running, settings(RUNNING, &changes)).unwrap();
    let named = [
        "server.listen",
        "server.public_url",
        "server.assets_dir",
        "server.body_limit_bytes",
        "server.shutdown_seconds",
        "store",
        "delivery",
        "alerts",
        "retention",
        "log",
    ];
    assert_eq!(reloaded.waiting, named);
    assert_eq!(reloaded.settings, running);
}

#[test]
fn how_a_crm_is_spoken_to_is_taken_over_and_how_fast_is_not() {
    let running = settings(RUNNING, &[]);
    let behind = RUNNING.replace(
        "key = \"key\"",
        "key = \"new\"\nconcurrency = 9\nper_second = 1.0",
    );
    let reloaded = reload(&running, settings(&behind, &[])).unwrap();
    assert_eq!(
        reloaded.waiting,
        ["connectors.crm.concurrency", "connectors.crm.per_second"]
    );
    let connector = &reloaded.settings.connectors["crm"];
    assert_eq!(connector.key.expose(), "new");
    assert_eq!((connector.concurrency, connector.per_second), (None, None));
}

#[test]
fn a_connector_comes_and_goes_with_a_restart_and_no_partner_uses_it_before() {
    let running = settings(RUNNING, &[]);
    let both = format!(
        "{RUNNING}\n[connectors.new]\nkind = \"econtract\"\nurl = \"https://new.example\"\nid = \"id\"\nkey = \"key\"\n"
    );
    let reloaded = reload(&running, settings(&both, &[])).unwrap();
    assert_eq!(reloaded.waiting, ["connectors.new"]);
    assert_eq!(reloaded.settings, running);

    let used = both.replace("[\"crm\"]", "[\"new\"]");
    let refused = reload(&running, settings(&used, &[]))
        .unwrap_err()
        .to_string();
    for part in [
        "partners.acme.forms.call-me-back",
        "connectors.new stays as it was: restart",
    ] {
        assert!(refused.contains(part), "{refused}");
    }

    let renamed = RUNNING
        .replace("crm]", "new]")
        .replace("{ call-me-back = [\"crm\"] }", "{}");
    let reloaded = reload(&running, settings(&renamed, &[])).unwrap();
    assert_eq!(reloaded.waiting, ["connectors.new", "connectors.crm"]);
    assert_eq!(reloaded.settings.connectors, running.connectors);
}

#[test]
fn an_attempt_stays_shorter_than_the_lease_that_is_in_use() {
    let running = settings(RUNNING, &[]);
    let slow = RUNNING.replace("key = \"key\"", "key = \"key\"\ntimeout_seconds = 100");
    let read = settings(&slow, &[("lease_seconds = 60", "lease_seconds = 120")]);
    let refused = reload(&running, read).unwrap_err().to_string();
    for part in [
        "delivery.lease_seconds: must be more than 105",
        "delivery stays as it was",
    ] {
        assert!(refused.contains(part), "{refused}");
    }
}
