//! Wrong settings: each is refused with its place and what to do, and shows no secret.

use super::{GOOD, check, is_refused, with};
use crate::program::{Place, Ran};

#[test]
fn a_wrong_setting_is_named_with_its_line_or_its_variable() {
    let line = |ran: &Ran, line: &str| is_refused(ran, &[line]);
    let origin = with("https://www.demo.example", "www.demo.example");
    line(
        &check(&origin),
        "partners.demo.origins (leadgate.toml, line 13): ",
    );
    let number = with("affiliate_id = 6", "affiliate_id = \"six\"");
    line(
        &check(&number),
        "partners.demo.affiliate_id (leadgate.toml, line 14): ",
    );
    let keyless = with("key = \"marked-key-1\"\n", "");
    line(
        &check(&keyless),
        "connectors.crm.key (leadgate.toml, line 6): is missing",
    );
    line(
        &check(&with("[partners.demo]", "[partners.demo")),
        "line 12",
    );
    let place = Place::with_config(GOOD).env("LEADGATE__SERVER__PUBLIC_URL", "leads.example");
    let ran = place.run_configured(&["check-config"]);
    line(
        &ran,
        "server.public_url (LEADGATE__SERVER__PUBLIC_URL): must be",
    );
}

#[test]
fn a_wrong_setting_is_refused_with_its_place_and_what_to_do() {
    let opening_hours = |hours: &str| with("", &format!("[calls]\nopening_hours = \"{hours}\"\n"));
    let consent = |rest: &str| {
        with(
            "",
            &format!("[consents.marketing]\nforms = [\"call-me-back\"]\ncurrent = \"1\"\n{rest}"),
        )
    };
    let public_url = |url: &str| with("https://leads.example", url);
    let origin = |origin: &str| with("https://www.demo.example", origin);
    let cases: Vec<(String, &[&str])> = vec![
        (
            with("127.0.0.1:8700", "here"),
            &["server.listen", "socket address"],
        ),
        (
            public_url("leads.example"),
            &["server.public_url", "such as https://"],
        ),
        (
            public_url("https://leads.example/"),
            &["server.public_url", "slash at its end"],
        ),
        (
            public_url("https://leads.example/?x"),
            &["server.public_url", "without a query"],
        ),
        (
            public_url("ftp://leads.example"),
            &["server.public_url", "http or https"],
        ),
        (
            public_url("https://marked:marked@leads.example"),
            &["server.public_url", "user or password"],
        ),
        (
            public_url("https://leads.example/x#y"),
            &["server.public_url", "fragment"],
        ),
        (
            with("[server]", "[server]\nbody_limit_bytes = 10"),
            &["server.body_limit_bytes", "at least 1024"],
        ),
        (
            with("[server]", "[server]\nassets_dir = \"nowhere\""),
            &["server.assets_dir", "nowhere is not a folder"],
        ),
        (
            with("[server]", "[server]\nlisten_on = \"x\""),
            &["leadgate.toml", "unknown field", "listen_on", "public_url"],
        ),
        (with("", "[servers]\n"), &["unknown field", "servers"]),
        (opening_hours("always"), &["calls.opening_hours"]),
        (
            opening_hours("mon-fri 08:00-18:00"),
            &["calls.opening_hours", "09:00-20:00"],
        ),
        (
            opening_hours("mon-fri 09:00-21:00"),
            &["calls.opening_hours", "09:00-20:00"],
        ),
        (
            with("", "[store]\nurl = \"mysql://localhost/leads\"\n"),
            &["store.url", "sqlite:FILE", "postgres://"],
        ),
        (
            with("", "[store]\nurl = \"postgres://a:marked@localhost\"\n"),
            &["store.url", "name the database"],
        ),
        (
            with(
                "",
                "[store]\nurl = \"postgres://a:marked@localhost/leads?sslmod=marked\"\n",
            ),
            &["store.url", "a parameter", "sslmode"],
        ),
        (
            with(
                "",
                "[store]\nurl = \"postgres://localhost/leads\"\nurl_file = \"nowhere\"\n",
            ),
            &["store.url_file", "together with url"],
        ),
        (
            with("", "[store]\nurl_file = \"nowhere\"\n"),
            &["store.url_file", "cannot be read"],
        ),
        (
            with("", "[delivery]\nconcurrency = 0\n"),
            &["delivery.concurrency", "at least 1"],
        ),
        (
            with("", "[delivery]\nprobe_seconds = 0\n"),
            &["delivery.probe_seconds", "from 1 to 3600"],
        ),
        (
            with("", "[delivery]\nconcurrency = \"many\"\n"),
            &["delivery.concurrency", "must be"],
        ),
        (
            with("", "[delivery]\nlease_seconds = 15\n"),
            &[
                "delivery.lease_seconds",
                "must be more than 20",
                "connectors.crm.timeout_seconds",
                "delivered twice",
            ],
        ),
        (
            with("", "[log]\nformat = \"xml\"\n"),
            &["log.format", "text", "json"],
        ),
        (with("", "[log]\nfilter = \"=====\"\n"), &["log.filter"]),
        (consent(""), &["consents.marketing", "texts"]),
        (
            consent("texts = {}"),
            &["consents.marketing.current", "[consents.marketing.texts.1]"],
        ),
        (
            consent("texts = { 1 = { nl = \"a\", fr = \"b\", en = \"c\" } }"),
            &["consents.marketing.texts.1", "lacks the language de"],
        ),
        (
            consent("texts = { 1 = { nl = \"a\", fr = \"b\", en = \"c\", de = \"d\" } }")
                .replace("[\"call-me-back\"]\ncurrent", "[\"quote\"]\ncurrent"),
            &[
                "consents.marketing.forms",
                "\"quote\" is not a form",
                "call-me-back",
            ],
        ),
        (
            with(
                "",
                "[consents.Mail-Me]\nforms = []\ncurrent = \"1\"\ntexts = {}\n",
            ),
            &["consents.Mail-Me", "lower-case"],
        ),
        (
            with("\"econtract\"", "\"sap\""),
            &["connectors.crm.kind", "econtract"],
        ),
        (
            with("http://127.0.0.1:9/econtract", "nowhere"),
            &["connectors.crm.url", "AB_CRM_URL"],
        ),
        (
            with("http://127.0.0.1:9/econtract", "ftp://crm.example"),
            &["connectors.crm.url", "http or https"],
        ),
        (
            with(
                "http://127.0.0.1:9/econtract",
                "https://crm.example/?key=marked",
            ),
            &["connectors.crm.url", "without a query"],
        ),
        (
            with(
                "http://127.0.0.1:9/econtract",
                "https://user:marked@crm.example",
            ),
            &["connectors.crm.url", "Use id and key"],
        ),
        (
            with("[connectors.crm]", "[connectors.crm]\ntimeout_seconds = 0"),
            &["connectors.crm.timeout_seconds", "at least 1"],
        ),
        (
            with("id = \"marked-id-1\"", ""),
            &["connectors.crm.id", "id_file or AB_CRM_ID"],
        ),
        (
            with("key = \"marked-key-1\"", ""),
            &["connectors.crm.key", "key_file or AB_CRM_KEY"],
        ),
        (
            with("key = \"marked-key-1\"", "key_file = \"no-such-file\""),
            &["connectors.crm.key_file", "cannot be read"],
        ),
        (
            with(
                "id = \"marked-id-1\"",
                "id = \"marked-id-1\"\nid_file = \"x\"",
            ),
            &["connectors.crm.id_file", "keep one of the two"],
        ),
        (
            origin("https://www.demo.example/"),
            &[
                "partners.demo.origins",
                "https://www.demo.example/",
                "without a path",
            ],
        ),
        (
            origin("https://www.demo.example/page"),
            &["partners.demo.origins"],
        ),
        (
            origin("www.demo.example"),
            &["partners.demo.origins", "https://www.example.com"],
        ),
        (origin("https://*.demo.example"), &["partners.demo.origins"]),
        (
            origin("https://WWW.demo.example"),
            &["partners.demo.origins"],
        ),
        (
            origin("https://www.demo.example:443"),
            &["partners.demo.origins"],
        ),
        (origin("ftp://www.demo.example"), &["partners.demo.origins"]),
        (origin("null"), &["partners.demo.origins"]),
        (
            with("call-me-back", "call-me"),
            &[
                "partners.demo.forms",
                "\"call-me\" is not a form",
                "call-me-back",
            ],
        ),
        (
            with("[\"crm\"]", "[\"mrc\"]"),
            &["partners.demo.forms.call-me-back", "[connectors.mrc]"],
        ),
        (
            with("[\"crm\"]", "[]"),
            &[
                "partners.demo.forms.call-me-back",
                "names no connector",
                "nowhere",
            ],
        ),
        (
            with("affiliate_id = 6", "affiliate_id = 0"),
            &["partners.demo.affiliate_id", "between 1 and 4294967295"],
        ),
        (
            with("affiliate_id = 6", "affiliate_id = 4294967296"),
            &["partners.demo.affiliate_id", "between 1 and 4294967295"],
        ),
        (
            with("partners.demo", "partners.Demo"),
            &["partners.Demo", "lower-case letters, digits, - and _"],
        ),
        (
            with("partners.demo", "partners.\"de mo\""),
            &["partners.de mo", "lower-case letters, digits, - and _"],
        ),
        (
            with("partners.demo", "partners.\"\""),
            &["partners.", "lower-case letters, digits, - and _"],
        ),
        (
            with("affiliate_id = 6", "affiliate_id = \"six\""),
            &["partners.demo.affiliate_id", "must be"],
        ),
    ];
    for (config, expected) in cases {
        let ran = check(&config);
        is_refused(&ran, expected);
        assert!(!ran.err.contains("marked"), "{}", ran.err);
    }
}

#[test]
fn what_cannot_be_read_is_refused_without_showing_what_it_holds() {
    // The line with the mistake is the one with the secret.
    let cases = [
        with("key = \"marked-key-1\"", "key = \"marked-key-1"),
        with("key = \"marked-key-1\"", "key = marked-key-1"),
        with("key = \"marked-key-1\"", "key = \"marked-key-1\" id = 5"),
        with("key = \"marked-key-1\"", "key = [\"marked-key-1\"]"),
        with("key = \"marked-key-1\"", "key = { is = \"marked-key-1\" }"),
        with(
            "id = \"marked-id-1\"",
            "id = \"marked-id-1\"\nid = \"marked-id-2\"",
        ),
        with(
            "[connectors.crm]",
            "[connectors]\ncrm = \"marked\"\n[connectors.other]",
        ),
    ];
    for config in cases {
        let ran = check(&config);
        is_refused(&ran, &[]);
        assert!(
            !ran.err.contains("marked") && !ran.out.contains("marked"),
            "{ran:?}"
        );
    }
    let there_is_none = Place::new().run_configured(&["check-config"]);
    is_refused(&there_is_none, &["--config leadgate.toml", "no such file"]);
}

#[test]
fn a_server_does_not_start_with_wrong_settings() {
    let ran = Place::with_config(&with("[\"crm\"]", "[\"mrc\"]")).run_configured(&["serve"]);
    is_refused(&ran, &["partners.demo.forms.call-me-back"]);
}
