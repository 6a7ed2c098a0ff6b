//! `leadgate leads export` as people use it: the real binary and a real store.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _};

use crate::batch::{HEADER, counts, import, json_lines, listed, payload, place, row, table};
use crate::program::{Place, Ran};
use serde_json::{Value, json};

/// Rows by the names of their columns.
type Rows = Vec<BTreeMap<String, String>>;

fn export(place: &Place, more: &[&str]) -> Ran {
    let ran = place.run_configured(&[&["leads", "export"], more].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    ran
}

fn rows(csv: &str) -> Rows {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn exported(place: &Place, more: &[&str]) -> Rows {
    rows(&export(place, more).out)
}

/// A place with three imported leads, of two partners and two forms.
fn with_leads() -> Place {
    let place = place();
    let rows = [
        "Zebedeus,O’Neil,z@example.be,0470 12 34 56,BE,\"first\nsecond; \"\"third\"\"\",on,2026-11,https://www.acme.example/x?q=1",
        "=1+1 Zebedeus,@Janssens,a@example.be,+32470123457,BE,-5 euro,,2020-01,",
    ];
    let header = format!("{HEADER},consent_marketing,consent_marketing_version,page_url");
    place.write("energy.csv", &format!("{header}\n{}\n", rows.join("\n")));
    assert_eq!(
        counts(&import(&place, "energy.csv", &["--lang", "fr"])),
        [2, 0, 0, 0]
    );
    place.write(
        "fire.csv",
        "first_name,last_name,email,interests\nZebedeus,Janssens,z@example.be,\"fire,dog\"\n",
    );
    assert_eq!(
        counts(&import(&place, "fire.csv", &["--form", "insurance"])),
        [1, 0, 0, 0]
    );
    place
}

#[test]
fn leads_are_exported_with_their_fields_newest_first() {
    let place = with_leads();
    let leads = exported(&place, &[]);
    assert_eq!(leads.len(), 3);
    let [insurance, _, third_party] = &leads[..] else {
        unreachable!()
    };
    for (name, value) in [
        ("partner", "acme"),
        ("form", "third-party"),
        ("deliveries", "crm pending"),
        ("lang", "fr"),
        ("affiliate_id", "6"),
        ("first_name", "Zebedeus"),
        ("last_name", "O’Neil"),
        ("cellphone", "+32470123456"),
        ("remarks", "first\nsecond; \"third\""),
        ("batch", "energy"),
        ("interests", ""),
        ("consent_marketing", "1"),
        ("page_url", "https://www.acme.example/x"),
    ] {
        assert_eq!(third_party[name], value, "{name}");
    }
    assert!(third_party["received_at"].ends_with('Z'), "{third_party:?}");
    assert_eq!(insurance["interests"], "dog,fire");
    assert_eq!(insurance["consent_marketing"], "", "it was not asked");
    let ids: Vec<&str> = leads.iter().map(|lead| lead["id"].as_str()).collect();
    let known = listed(&place);
    assert_eq!(
        ids,
        known
            .iter()
            .map(|lead| lead["id"].as_str().unwrap())
            .collect::<Vec<_>>()
    );

    let lines = json_lines(&export(&place, &["--json"]));
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[2]["fields"], payload(&place, ids[2])["fields"]);
    assert_eq!(lines[2]["deliveries"][0]["state"], "pending");
    assert_eq!(lines[2]["consents"][0]["purpose"], "marketing");
    assert_eq!(
        lines[1]["fields"]["first_name"], "=1+1 Zebedeus",
        "as stored"
    );
}

#[test]
fn an_export_is_narrowed_as_a_list_is() {
    let place = with_leads();
    let number = |more: &[&str]| exported(&place, more).len();
    assert_eq!(number(&["--partner", "acme"]), 3);
    assert_eq!(number(&["--partner", "other"]), 0);
    assert_eq!(number(&["--form", "insurance"]), 1);
    assert_eq!(number(&["--state", "pending", "--csv"]), 3);
    assert_eq!(number(&["--state", "dead"]), 0);
    assert_eq!(number(&["--since", "2020-01-01"]), 3);
    assert_eq!(number(&["--until", "2020-01-01 12:00:00"]), 0);
    assert_eq!(
        number(&["--since", "2020-01-01T00:00:00Z", "--until", "2999-12-31"]),
        3
    );
    // One form's columns are its own.
    let header = export(&place, &["--form", "insurance"]).out;
    assert!(
        header.contains(",interests,") && !header.contains("landline"),
        "{header}"
    );
    for wrong in [
        &["--form", "quote"][..],
        &["--state", "lost"],
        &["--since", "yesterday"],
        &["--csv", "--json"],
    ] {
        let ran = place.run_configured(&[&["leads", "export"], wrong].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{wrong:?}: {ran:?}");
    }
}

#[test]
fn a_strangers_text_is_no_formula_in_a_table() {
    let place = with_leads();
    let lead = &exported(&place, &["--form", "third-party"])[0];
    assert_eq!(lead["first_name"], "'=1+1 Zebedeus");
    assert_eq!(lead["last_name"], "'@Janssens");
    assert_eq!(lead["remarks"], "'-5 euro");
    assert_eq!(lead["cellphone"], "+32470123457");
}

#[test]
fn what_was_exported_can_be_imported_and_is_the_same() {
    let place = with_leads();
    let before = exported(&place, &["--form", "third-party"]);
    let table = export(&place, &["--form", "third-party", "--excel"]).out;
    assert!(table.starts_with("\u{feff}id;partner;form;"), "{table}");
    let other = crate::batch::place();
    other.write("again.csv", &table);
    let ran = import(&other, "again.csv", &["--ignore-unknown", "--lang", "fr"]);
    assert_eq!((ran.code, counts(&ran)), (0, [2, 0, 0, 0]), "{ran:?}");
    let after = exported(&other, &["--form", "third-party"]);
    // Newest first: the order is the other way round.
    for (before, after) in before.iter().zip(after.iter().rev()) {
        for (name, value) in before {
            if !["id", "received_at"].contains(&name.as_str()) {
                assert_eq!(&after[name], value, "{name}");
            }
        }
    }
}

#[test]
fn consents_are_exported_with_what_it_takes_to_show_them() {
    let place = with_leads();
    let records = json_lines(&export(&place, &["--consent", "--json"]));
    assert_eq!(records.len(), 2, "one lead was not asked: {records:?}");
    let [unknown, known] = &records[..] else {
        unreachable!()
    };
    let lead = &listed(&place)[2];
    let expected = json!({
        "lead_id": lead["id"], "partner": "acme", "form": "third-party",
        "received_at": known["received_at"], "form_version": "",
        "purpose": "marketing", "version": "2026-11", "lang": "fr",
        "sha256": known["sha256"], "given": true,
        "page_url": "https://www.acme.example/x", "text": "Acme peut m’appeler.",
    });
    assert_eq!(known, &expected);
    assert_eq!(known["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(
        (
            &unknown["given"],
            &unknown["version"],
            &unknown["sha256"],
            &unknown["text"]
        ),
        (&json!(false), &json!("2020-01"), &Value::Null, &Value::Null)
    );

    let table = exported(&place, &["--consent"]);
    assert_eq!(table.len(), 2);
    assert_eq!(table[1]["text"], "Acme peut m’appeler.");
    assert_eq!(
        (table[0]["given"].as_str(), table[1]["given"].as_str()),
        ("false", "true")
    );
    assert!(!table[0].contains_key("first_name"));

    // Words that were changed in the settings are not those that were shown.
    let config = std::fs::read_to_string(place.path("leadgate.toml")).unwrap();
    place.write(
        "leadgate.toml",
        &config.replace("peut m’appeler", "m’appellera"),
    );
    let records = json_lines(&export(&place, &["--consent", "--json"]));
    assert_eq!(
        (&records[1]["sha256"], &records[1]["text"]),
        (&known["sha256"], &Value::Null)
    );
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let place = place();
    place.write("energy.csv", &table((0..600).map(row)));
    assert_eq!(counts(&import(&place, "energy.csv", &[])), [600, 0, 0, 0]);
    let arguments = ["leads", "export", "--json", "--config", "leadgate.toml"];
    let mut child = place.command(&arguments).spawn().unwrap();
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    assert!(line.contains("Zebedeus"), "{line}");
    drop(out);
    let mut err = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}

#[test]
fn an_export_of_no_store_is_a_failure_and_makes_none() {
    let place = crate::batch::place_without_store("http://127.0.0.1:9/econtract");
    let ran = place.run_configured(&["leads", "export"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(ran.err.contains("leads.db"), "{ran:?}");
    assert!(!place.path("leads.db").exists());
}
