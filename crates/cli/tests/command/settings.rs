//! The settings as an operator meets them: what the real binary makes of files and environments,
//! and what it says about a wrong one.

mod browser_versions;
mod delivering;
mod environment;
mod forms;
mod refused;

use crate::program::{Place, Ran};

/// Settings that are good.
const GOOD: &str = r#"
[server]
listen = "127.0.0.1:8700"
public_url = "https://leads.example"

[connectors.crm]
kind = "econtract"
url = "http://127.0.0.1:9/econtract"
id = "marked-id-1"
key = "marked-key-1"

[partners.demo]
origins = ["https://www.demo.example"]
affiliate_id = 6
forms = { call-me-back = ["crm"] }
"#;

fn check(config: &str) -> Ran {
    Place::with_config(config).run_configured(&["check-config"])
}

#[track_caller]
fn is_good(ran: &Ran) -> &str {
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("The configuration is good"), "{ran:?}");
    assert_eq!(ran.err, "");
    &ran.out
}

#[track_caller]
fn is_refused(ran: &Ran, expected: &[&str]) {
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.starts_with("leadgate: "), "{}", ran.err);
    for part in expected {
        assert!(ran.err.contains(part), "{part:?} is not in {}", ran.err);
    }
}

/// The settings with one piece replaced; an empty piece adds at the end.
fn with(piece: &str, instead: &str) -> String {
    assert!(GOOD.contains(piece), "{piece}");
    if piece.is_empty() {
        [GOOD, instead].concat()
    } else {
        GOOD.replacen(piece, instead, 1)
    }
}

#[test]
fn the_defaults_alone_are_good_and_say_that_nothing_is_configured() {
    let ran = Place::new().run(&["check-config"]);
    assert!(
        is_good(&ran).contains("0 partner(s), 0 connector(s)"),
        "{ran:?}"
    );
}

#[test]
fn the_annotated_defaults_are_complete_and_their_examples_are_good() {
    let defaults = include_str!("../../../settings/leadgate.default.toml");
    // The examples stand there as comments: a line of TOML behind "# ".
    let is_setting = |line: &str| {
        line.starts_with('[')
            || line.split_once(" = ").is_some_and(|(name, _)| {
                name.bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            })
    };
    let uncommented: Vec<&str> = defaults
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|setting| is_setting(setting))
                .unwrap_or(line)
        })
        .collect();
    let place = Place::with_config(
        &uncommented
            .join("\n")
            .replace("/run/secrets/crm-key", "crm-key"),
    );
    place.write("crm-key", "marked");
    let ran = place.run_configured(&["check-config"]);
    assert!(
        is_good(&ran).contains("1 partner(s), 1 connector(s)"),
        "{ran:?}"
    );
    for name in [
        "\"marketing\"",
        "\"crm\"",
        "\"acme\"",
        "remarks_id: true",
        "timeout_seconds: 15",
    ] {
        assert!(ran.out.contains(name), "{name}: {}", ran.out);
    }
    // Every setting that the program knows stands in the annotated file.
    for line in ran.out.lines() {
        let Some((name, _)) = line.trim().split_once(": ") else {
            continue;
        };
        // A secret may be given as a file instead: that is said once, for all of them.
        let documented = [
            format!("{name} = "),
            format!("[{name}"),
            format!(".{name}]"),
            format!("texts.{name}"),
        ];
        if name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            && !name.ends_with("_file")
        {
            assert!(
                documented.iter().any(|form| defaults.contains(form)) || name == "texts",
                "{name} is not documented"
            );
        }
    }
}

#[test]
fn good_settings_are_printed_without_their_secrets() {
    let ran = check(GOOD);
    let out = is_good(&ran);
    assert!(
        out.contains("1 partner(s), 1 connector(s)") && out.contains("https://www.demo.example")
    );
    assert!(!out.contains("marked"), "{out}");
}
