//! What comes from the environment, from files of secrets and from `.env`, and what goes before what.

use super::{GOOD, check, is_good, is_refused, with};
use crate::program::Place;

#[test]
fn the_environment_goes_over_the_file_and_the_file_over_the_defaults() {
    let out = is_good(&check(GOOD)).to_owned();
    assert!(
        out.contains("listen: 127.0.0.1:8700") && out.contains("body_limit_bytes: 65536"),
        "{out}"
    );
    let place = Place::with_config(GOOD)
        .env("LEADGATE__SERVER__LISTEN", "127.0.0.1:8800")
        .env("LEADGATE__SERVER__BODY_LIMIT_BYTES", "2048")
        .env("LEADGATE__COMPANY__NAME", "Kiesklaar")
        .env("LEADGATE__CONNECTORS__CRM__REMARKS_ID", "false")
        .env("LEADGATE__LOG__FORMAT", "json");
    let ran = place.run_configured(&["check-config"]);
    for setting in [
        "listen: 127.0.0.1:8800",
        "body_limit_bytes: 2048",
        "\"Kiesklaar\"",
        "remarks_id: false",
        "format: Json",
    ] {
        assert!(is_good(&ran).contains(setting), "{setting}: {ran:?}");
    }
    let wrong = Place::new()
        .env("LEADGATE__SERVER__BODY_LIMIT_BYTES", "many")
        .run(&["check-config"]);
    is_refused(&wrong, &["server.body_limit_bytes", "must be"]);
    let unknown = Place::new()
        .env("LEADGATE__SERVER__LISTN", "x")
        .run(&["check-config"]);
    is_refused(&unknown, &["unknown field", "listn"]);
}

#[test]
fn text_from_the_environment_may_look_like_a_number() {
    let place = Place::new()
        .env("LEADGATE__COMPANY__PHONE", "025550123")
        .env("LEADGATE__COMPANY__NAME", "+12.50");
    let ran = place.run(&["check-config"]);
    assert!(
        is_good(&ran).contains("\"025550123\"") && ran.out.contains("\"+12.50\""),
        "{ran:?}"
    );
    for key in [
        "marked-key",
        "007",
        "+7",
        "1e5",
        "12.50",
        "123456789",
        "123456789012345678901234567890",
    ] {
        let place = Place::with_config(&with("key = \"marked-key-1\"", ""))
            .env("LEADGATE__CONNECTORS__CRM__KEY", key);
        assert!(
            is_good(&place.run_configured(&["check-config"])).contains("key: ***"),
            "{key}"
        );
    }
}

/// Where the credentials of a connector come from is seen only by what a CRM is sent; here, by
/// whether they are missing.
const WITHOUT_CREDENTIALS: &str =
    "[connectors.crm]\nkind = \"econtract\"\nurl = \"http://127.0.0.1:9/\"\n";

#[test]
fn secrets_may_come_from_files() {
    let files = "id_file = \"the-id\"\nkey_file = \"the-key\"\n";
    let place = Place::with_config(&[WITHOUT_CREDENTIALS, files].concat());
    place.write("the-id", "marked-id\n");
    place.write("the-key", "marked-key\n");
    let ran = place.run_configured(&["check-config"]);
    assert!(
        is_good(&ran).contains("id: ***") && ran.out.contains("key: ***"),
        "{ran:?}"
    );
    assert!(!ran.out.contains("marked"));
    place.write("the-key", "\n");
    is_refused(
        &place.run_configured(&["check-config"]),
        &["connectors.crm.key", "missing"],
    );
}

#[test]
fn the_crm_variables_fill_in_what_is_missing_and_make_a_connector_where_there_is_none() {
    let variables = |place: Place| {
        place
            .env("AB_CRM_URL", "https://crm.example/marked-url")
            .env("AB_CRM_ID", "marked-id")
            .env("AB_CRM_KEY", "marked-key")
    };
    let ran = variables(Place::new()).run(&["check-config"]);
    assert!(is_good(&ran).contains("1 connector(s)"), "{ran:?}");
    assert!(
        ran.out.contains("\"crm\"") && ran.out.contains("https://crm.example/marked-url"),
        "{ran:?}"
    );
    assert!(
        !ran.out.contains("marked-id") && !ran.out.contains("marked-key"),
        "{ran:?}"
    );

    // Credentials alone fill in those of a connector that has its own address.
    let ran = Place::with_config(WITHOUT_CREDENTIALS)
        .env("AB_CRM_ID", "marked-id")
        .env("AB_CRM_KEY", "marked-key")
        .run_configured(&["check-config"]);
    assert!(
        is_good(&ran).contains("url: \"http://127.0.0.1:9/\""),
        "{ran:?}"
    );
    assert!(
        ran.out.contains("id: ***") && ran.out.contains("key: ***"),
        "{ran:?}"
    );
    // Nothing is filled in where nothing is missing.
    let ran = variables(Place::with_config(GOOD)).run_configured(&["check-config"]);
    assert!(
        is_good(&ran).contains("http://127.0.0.1:9/econtract"),
        "never overrides: {ran:?}"
    );

    // The address alone makes a connector without credentials: said so, not started so.
    let ran = Place::new()
        .env("AB_CRM_URL", "https://crm.example")
        .run(&["check-config"]);
    is_refused(&ran, &["connectors.crm.id", "AB_CRM_ID"]);
}

#[test]
fn credentials_do_not_travel_to_another_address_than_their_own() {
    let at = |url: &str| {
        Place::with_config(WITHOUT_CREDENTIALS)
            .env("AB_CRM_URL", url)
            .env("AB_CRM_ID", "marked-id")
            .env("AB_CRM_KEY", "marked-key")
    };
    for same in ["http://127.0.0.1:9/", "http://127.0.0.1:9"] {
        is_good(&at(same).run_configured(&["check-config"]));
    }
    for other in ["https://crm.example", "http://127.0.0.1:90/", "nonsense"] {
        let ran = at(other).run_configured(&["check-config"]);
        is_refused(&ran, &["connectors.crm.id", "AB_CRM_ID", "AB_CRM_URL"]);
        assert!(!ran.err.contains("marked"), "{}", ran.err);
    }
    let with_id = [WITHOUT_CREDENTIALS, "id = \"marked\"\n"].concat();
    let ran = Place::with_config(&with_id)
        .env("AB_CRM_URL", "https://crm.example")
        .env("AB_CRM_KEY", "marked-key")
        .run_configured(&["check-config"]);
    is_refused(&ran, &["connectors.crm.key", "AB_CRM_KEY", "AB_CRM_URL"]);
}

#[test]
fn a_file_named_env_may_hold_the_crm_variables_and_the_environment_goes_before_it() {
    let place = Place::new();
    place.write(".env", "# ours\nAB_CRM_URL=https://from-file.example\nAB_CRM_ID='marked id'\nAB_CRM_KEY=\"marked=key\"\n");
    let ran = place.run(&["check-config"]);
    assert!(
        is_good(&ran).contains("https://from-file.example") && !ran.out.contains("marked"),
        "{ran:?}"
    );
    let ran = place
        .env("AB_CRM_URL", "https://from-environment.example")
        .run(&["check-config"]);
    assert!(
        is_good(&ran).contains("https://from-environment.example"),
        "{ran:?}"
    );
    assert!(!ran.out.contains("from-file"), "{ran:?}");
}
