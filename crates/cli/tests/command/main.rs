//! The command line as people and scripts use it: the real binary, its output and exit codes.

#![expect(
    clippy::unwrap_used,
    reason = "a test, its stage included, stops where it fails"
)]

mod batch;
mod check;
mod encrypted;
mod erase;
mod export;
mod import;
mod operators;
mod program;
mod rejecting;
mod sample_leads;
mod server;
mod settings;
mod shared_store;
mod snippet;

use std::collections::BTreeMap;

use leadgate_assets::Assets;
use leadgate_store::prelude::*;
use leadgate_store::{AttemptResult, NewDelivery, NewLead};
use leadgate_store_sqlite::SqliteStore;
use program::{Place, Ran};
use serde_json::{Value, json};

const CONFIG: &str = r#"
[server]
public_url = "https://leads.example"

[connectors.crm]
kind = "econtract"
url = "http://127.0.0.1:9/econtract"
id = "an-id"
key = "a-key"

[partners.demo]
origins = ["https://www.demo.example"]
click_out_hosts = ["supplier.example"]
forms = { call-me-back = ["crm"], click-out = ["crm"] }

[partners.formless]
origins = []
forms = {}
"#;

/// Every command, subcommands included, as its own help lists them.
fn commands(place: &Place) -> Vec<Vec<String>> {
    let mut all = vec![Vec::new()];
    let mut at = 0;
    while at < all.len() {
        let path: Vec<String> = all[at].clone();
        let mut arguments: Vec<&str> = path.iter().map(String::as_str).collect();
        arguments.push("--help");
        let help = place.run(&arguments).out;
        let listed = help.split("\nCommands:\n").nth(1).unwrap_or_default();
        for line in listed.lines().take_while(|line| line.starts_with("  ")) {
            // Long explanations go on, further in, on the next line.
            let Some(name) = line
                .strip_prefix("  ")
                .filter(|name| !name.starts_with(' '))
            else {
                continue;
            };
            let name = name.split_whitespace().next().unwrap();
            if name != "help" {
                all.push([path.clone(), vec![name.to_owned()]].concat());
            }
        }
        at += 1;
    }
    all
}

#[test]
fn every_command_explains_itself_with_an_example() {
    let place = Place::new();
    let commands = commands(&place);
    let names: Vec<String> = commands.iter().map(|path| path.join(" ")).collect();
    for known in [
        "serve",
        "check-config",
        "check",
        "snippet",
        "leads list",
        "leads show",
        "leads stats",
        "leads requeue",
        "leads erase",
        "leads purge",
    ] {
        assert!(
            names.iter().any(|name| name == known),
            "{known} is not in {names:?}"
        );
    }
    for path in &commands {
        let mut arguments: Vec<&str> = path.iter().map(String::as_str).collect();
        arguments.push("--help");
        let ran = place.run(&arguments);
        assert_eq!(ran.code, 0, "{ran:?}");
        let example = ran
            .out
            .split("Example:\n")
            .nth(1)
            .unwrap_or_else(|| panic!("{path:?} has no example: {}", ran.out));
        assert!(
            example.contains(&format!("leadgate {}", path.join(" ")).trim_end().to_owned()),
            "{example}"
        );
    }
}

#[test]
fn the_version_names_the_browser_version_that_is_built_in() {
    let place = Place::new();
    let long = place.run(&["--version"]).out;
    let release = Assets::version().map_or("without the browser half".to_owned(), |release| {
        format!("browser version {release}")
    });
    assert_eq!(long.lines().nth(1), Some(release.as_str()), "{long}");
    // In short, one line as ever.
    assert_eq!(place.run(&["-V"]).out.lines().next(), long.lines().next());
}

#[test]
fn wrong_usage_ends_with_exit_code_2_and_a_word_on_what_is_wrong() {
    let place = Place::with_config(CONFIG);
    let cases: [(&[&str], &str); 11] = [
        (&[], "Usage"),
        (&["sell"], "sell"),
        (&["serve", "--port", "1"], "--port"),
        (&["serve", "--config"], "--config"),
        (&["leads"], "Usage"),
        (&["leads", "show"], "<ID>"),
        (
            &["leads", "list", "--state", "lost"],
            "not a delivery state",
        ),
        (&["leads", "list", "--limit", "many"], "--limit"),
        (&["snippet", "--form", "call-me-back"], "--partner"),
        (
            &[
                "snippet",
                "--config",
                "leadgate.toml",
                "--form",
                "x",
                "--partner",
                "demo",
            ],
            "no form named \"x\"",
        ),
        (
            &[
                "snippet",
                "--config",
                "leadgate.toml",
                "--form",
                "call-me-back",
                "--partner",
                "formless",
            ],
            "partners.formless.forms",
        ),
    ];
    for (arguments, expected) in cases {
        let ran = place.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {ran:?}");
        assert!(ran.err.contains(expected), "{arguments:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{arguments:?}");
    }
}

#[test]
fn wrong_settings_end_every_command_with_exit_code_2() {
    let place = Place::with_config("[server]\npublic_url = \"x\"\n");
    let snippet = ["snippet", "--form", "call-me-back", "--partner", "demo"];
    let commands: [&[&str]; 7] = [
        &["serve"],
        &["check-config"],
        &snippet,
        &["leads", "list"],
        &["leads", "show", "x"],
        &["leads", "stats"],
        &["leads", "requeue", "x"],
    ];
    for command in commands {
        let ran = place.run_configured(command);
        assert_eq!(ran.code, 2, "{command:?}: {ran:?}");
        assert!(
            ran.err.starts_with("leadgate: server.public_url"),
            "{command:?}: {}",
            ran.err
        );
    }
    assert!(!place.path("leadgate.db").exists(), "nothing was touched");
}

const LEADS: [&str; 3] = [
    "00000000-0000-4000-8000-000000000001",
    "00000000-0000-4000-8000-000000000002",
    "00000000-0000-4000-8000-000000000003",
];

/// A store with a delivered, a dead and a waiting lead.
fn with_leads() -> Place {
    let place = Place::with_config(CONFIG).env("LEADGATE__STORE__URL", "sqlite:leads.db");
    let url = format!("sqlite:{}", place.path("leads.db").display());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = SqliteStore::open(&url).await.unwrap();
        for (number, id) in (0..).zip(LEADS) {
            let lead = NewLead {
                id: id.to_owned(),
                partner: if number == 2 { "other" } else { "demo" }.to_owned(),
                form: "call-me-back".to_owned(),
                fingerprint: id.to_owned(),
                payload: json!({"fields": {"first_name": "Zebedeus"}}).to_string(),
                created_at_ms: 1_795_000_000_000 + number,
                deliveries: vec![NewDelivery {
                    connector: "crm".to_owned(),
                    skip_duplicate: false,
                }],
                ..NewLead::default()
            };
            store.accept(&lead).await.unwrap();
        }
        let claims = store
            .claim("crm", 1_795_000_001_000, 60_000, 2, "test")
            .await
            .unwrap();
        let results = [
            AttemptResult::Delivered {
                remote_id: Some("77".to_owned()),
            },
            AttemptResult::Dead {
                reason: "the CRM refused it".to_owned(),
            },
        ];
        for (claim, result) in claims.iter().zip(results) {
            store
                .finish(claim, result, 1_795_000_002_000)
                .await
                .unwrap();
        }
        store.close().await;
    });
    place
}

fn json_lines(ran: &Ran) -> Vec<Value> {
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn leads_are_listed_newest_first_without_personal_data() {
    let place = with_leads();
    let ids = |more: &[&str]| {
        let ran = place.run_configured(&[&["leads", "list", "--json"], more].concat());
        assert!(!ran.out.contains("Zebedeus"), "{ran:?}");
        json_lines(&ran)
            .iter()
            .map(|lead| lead["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let [first, second, third] = LEADS;
    assert_eq!(ids(&[]), [third, second, first]);
    assert_eq!(ids(&["--limit", "1"]), [third]);
    assert_eq!(ids(&["--state", "dead"]), [second]);
    assert_eq!(ids(&["--partner", "other"]), [third]);
    assert_eq!(ids(&["--partner", "nobody"]), [""; 0]);

    let table = place.run_configured(&["leads", "list"]);
    assert!(LEADS.iter().all(|id| table.out.contains(id)), "{table:?}");
    assert!(
        table
            .out
            .contains("crm dead after 1 attempt: the CRM refused it"),
        "{table:?}"
    );
    assert!(!table.out.contains("Zebedeus"), "{table:?}");
    let none = place.run_configured(&["leads", "list", "--partner", "nobody"]);
    assert_eq!((none.code, none.out.as_str()), (0, "No leads match.\n"));
}

#[test]
fn looking_at_leads_makes_no_database() {
    let place = Place::with_config(CONFIG).env("LEADGATE__STORE__URL", "sqlite:elsewhere.db");
    for command in [
        &["list"][..],
        &["stats"],
        &["show", LEADS[0]],
        &["requeue", LEADS[0]],
    ] {
        let ran = place.run_configured(&[&["leads"], command].concat());
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
        let looked_for = place.path("elsewhere.db").display().to_string();
        assert!(ran.err.contains(&looked_for), "{ran:?}");
        assert!(!place.path("elsewhere.db").exists(), "{command:?}");
    }
}

#[test]
fn one_lead_is_shown_with_its_fields() {
    let place = with_leads();
    let shown = json_lines(&place.run_configured(&["leads", "show", "--json", LEADS[0]]));
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0]["id"], LEADS[0]);
    assert_eq!(shown[0]["deliveries"][0]["state"], "delivered");
    assert_eq!(shown[0]["deliveries"][0]["remote_id"], "77");
    assert!(shown[0]["payload"].as_str().unwrap().contains("Zebedeus"));
    let text = place.run_configured(&["leads", "show", LEADS[0]]);
    assert!(
        text.out.contains("Zebedeus") && text.out.contains("crm delivered"),
        "{text:?}"
    );
    let none = place.run_configured(&["leads", "show", "00000000-0000-4000-8000-000000000009"]);
    assert_eq!(none.code, 1, "{none:?}");
    assert!(none.err.contains("there is no lead"), "{none:?}");
}

#[test]
fn the_counts_reconcile_and_a_dead_lead_can_be_tried_again() {
    let place = with_leads();
    let stats = || -> BTreeMap<String, u64> {
        let lines = json_lines(&place.run_configured(&["leads", "stats", "--json"]));
        let counts = lines[0].as_object().unwrap().iter();
        counts
            .filter_map(|(name, value)| Some((name.clone(), value.as_u64()?)))
            .collect()
    };
    let counts = |pending, dead| {
        let counts = [
            ("created", 3),
            ("delivered", 1),
            ("pending", pending),
            ("quarantined", 0),
            ("skipped", 0),
            ("dead", dead),
        ];
        counts
            .map(|(state, count)| (state.to_owned(), count))
            .into()
    };
    assert_eq!(stats(), counts(1, 1));
    assert!(
        place
            .run_configured(&["leads", "stats"])
            .out
            .contains("The counts reconcile.")
    );
    assert_eq!(
        place.run_configured(&["leads", "requeue", LEADS[1]]).code,
        0
    );
    assert_eq!(stats(), counts(2, 0));
    let again = place.run_configured(&["leads", "requeue", LEADS[1]]);
    assert_eq!(again.code, 1);
    assert!(
        again.err.contains("no dead or quarantined delivery"),
        "{again:?}"
    );
}

#[test]
fn every_command_that_prints_records_prints_them_as_json_too() {
    let place = Place::new();
    for path in commands(&place)
        .iter()
        .filter(|path| path.first().is_some_and(|name| name == "leads") && path.len() > 1)
    {
        let mut arguments: Vec<&str> = path.iter().map(String::as_str).collect();
        arguments.push("--help");
        assert!(place.run(&arguments).out.contains("--json"), "{path:?}");
    }
    let place = with_leads();
    let requeued = json_lines(&place.run_configured(&["leads", "requeue", "--json", LEADS[1]]));
    assert_eq!(requeued, [json!({"id": LEADS[1], "requeued": 1})]);
}
