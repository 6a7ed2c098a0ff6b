//! `leadgate leads import` as people use it: the real binary, real files, a real store.

use std::io::{BufRead as _, BufReader};
use std::time::{Duration, Instant};

use crate::batch::{counts, import, json_lines, listed, payload, place, row, table};
use serde_json::{Value, json};

#[test]
fn a_batch_is_stored_once_however_often_it_is_imported() {
    let place = place();
    place.write("energy_2026-11.csv", &table((0..3).map(row)));
    let ran = import(&place, "energy_2026-11.csv", &["--lang", "fr"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(counts(&ran), [3, 0, 0, 0]);
    let leads = listed(&place);
    assert_eq!(leads.len(), 3);
    for lead in &leads {
        assert_eq!(
            (&lead["partner"], &lead["form"]),
            (&json!("acme"), &json!("third-party"))
        );
        assert_eq!(lead["deliveries"][0]["state"], "pending");
    }
    // The id of this row for good: were it another, rows that were imported once would be new.
    let id = "580362f6-fc9c-5b4e-8452-c84961bbfb02";
    assert_eq!(leads[2]["id"], id);
    let first = payload(&place, id);
    let expected = json!({
        "first_name": "Zebedeus", "last_name": "Janssens", "email": "z0@example.be",
        "cellphone": "+32470000000", "cellphone_country": "BE", "remarks": "first\nsecond, 0",
        "batch": "energy_2026-11", "is_hot": "0",
    });
    assert_eq!(first["fields"], expected);
    assert_eq!(first["lang"], "fr");
    assert_eq!(first["affiliate_id"], 6);
    assert_eq!(first["signals"], json!(["imported"]));

    // Again, and written otherwise: the rows in another order, columns in another order, more of
    // them, numbers as people write them.
    assert_eq!(
        counts(&import(&place, "energy_2026-11.csv", &[])),
        [0, 3, 0, 0]
    );
    let other = "\
        batch;cellphone;cellphone_country;first_name;last_name;email;remarks;vat;is_hot\r\n\
        energy_2026-11;+32 (0)470 00 00 02;BE;Zebedeus; Janssens;z2@EXAMPLE.be;\"first\r\nsecond, 2\";;nee\r\n\
        ;0470/00.00.01;BE;Zebedeus;Janssens;z1@example.be;\"first\r\nsecond, 1\";;\r\n";
    place.write("other.csv", other);
    let ran = import(&place, "other.csv", &["--batch", "energy_2026-11"]);
    assert_eq!(counts(&ran), [0, 2, 0, 0]);

    // Another batch is another lead, and so is another partner's.
    place.write("december.csv", &table([row(0)]));
    assert_eq!(counts(&import(&place, "december.csv", &[])), [1, 0, 0, 0]);
    let ran = import(&place, "energy_2026-11.csv", &["--partner", "other"]);
    assert_eq!(ran.code, 2, "a partner is named once: {ran:?}");
    let of_other = [
        "leads",
        "import",
        "december.csv",
        "--partner",
        "other",
        "--json",
    ];
    assert_eq!(counts(&place.run_configured(&of_other)), [1, 0, 0, 0]);
    assert_eq!(listed(&place).len(), 5);
}

#[test]
fn the_second_half_of_a_batch_follows_the_first() {
    let place = place();
    place.write("half.csv", &table((0..10).map(row)));
    place.write("whole.csv", &table((0..20).map(row)));
    let half = import(&place, "half.csv", &["--batch", "energy"]);
    assert_eq!(counts(&half), [10, 0, 0, 0]);
    let whole = import(&place, "whole.csv", &["--batch", "energy"]);
    assert_eq!((whole.code, counts(&whole)), (0, [10, 10, 0, 0]));
}

#[test]
fn five_thousand_rows_survive_a_kill_in_their_middle() {
    let place = place();
    place.write("big.csv", &table((0..5000).map(row)));
    let arguments = ["leads", "import", "big.csv", "--partner", "acme"];
    let mut killed = crate::server::start(&place, &arguments);
    let mut told = BufReader::new(killed.stderr.take().unwrap());
    let mut line = String::new();
    told.read_line(&mut line).unwrap();
    killed.kill().unwrap();
    killed.wait().unwrap();
    assert!(
        line.starts_with("1000 of 5000 rows, 0 rejected ("),
        "{line}"
    );
    let before = listed(&place).len() as u64;
    assert!((1000..5000).contains(&before), "{before}");

    let begun = Instant::now();
    let ran = import(&place, "big.csv", &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(counts(&ran), [5000 - before, before, 0, 0]);
    assert!(
        ran.err.contains("\n4000 of 5000 rows, 0 rejected ("),
        "{ran:?}"
    );
    assert!(begun.elapsed() < Duration::from_secs(120), "{ran:?}");
    assert_eq!(listed(&place).len(), 5000);
    let stats = json_lines(&place.run_configured(&["leads", "stats", "--json"]));
    assert_eq!(
        (&stats[0]["created"], &stats[0]["pending"]),
        (&json!(5000), &json!(5000))
    );
}

#[test]
fn rows_that_say_the_same_are_one_lead_and_counted_as_such() {
    let place = place();
    let same = row(0).replace("0470000000", "+32 470 00 00 00");
    place.write("energy.csv", &table([row(0), same, row(1), row(0)]));
    assert_eq!(counts(&import(&place, "energy.csv", &[])), [2, 0, 2, 0]);
    assert_eq!(listed(&place).len(), 2);
    assert_eq!(counts(&import(&place, "energy.csv", &[])), [0, 2, 2, 0]);
}

#[test]
fn other_forms_can_be_imported_too() {
    let place = place();
    place.write(
        "fire.csv",
        "first_name,last_name,email,interests,allow_insurance_call,phone\n\
         Zebedeus,Janssens,z@example.be,\"fire, car\",non,\n\
         Zebedeus,Janssens,z@example.be,fire,oui,\n",
    );
    let ran = import(&place, "fire.csv", &["--form", "insurance"]);
    assert_eq!((ran.code, counts(&ran)), (1, [1, 0, 0, 1]));
    let lead = payload(&place, listed(&place)[0]["id"].as_str().unwrap());
    assert_eq!(lead["fields"]["interests"], "car,fire");
    let rejected = std::fs::read_to_string(place.path("fire.rejected.csv")).unwrap();
    assert!(rejected.contains("(phone: missing)"), "{rejected}");
}

#[test]
fn what_was_imported_is_delivered_by_the_server_that_runs_within_seconds() {
    let crm = crate::server::Crm::start();
    let place = crate::batch::place_with_crm(&crm.url);
    let server = crate::server::Proxy::start(&place);
    place.write("energy.csv", &table((0..5).map(row)));
    assert_eq!(counts(&import(&place, "energy.csv", &[])), [5, 0, 0, 0]);
    let begun = Instant::now();
    while crm.received().len() < 5 {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "{} delivered {:?}",
            server.url,
            crm.received()
        );
        std::thread::sleep(Duration::from_millis(50));
    }
    let delivered = |lead: &Value| lead["deliveries"][0]["state"] == "delivered";
    while !listed(&place).iter().all(delivered) {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "{:?}",
            listed(&place)
        );
    }
    let received = crm.received();
    assert_eq!(received.len(), 5);
    for request in &received {
        assert_eq!(request["body"]["lead_type"], "third_party", "{request}");
        assert_eq!(request["body"]["batch"], "energy", "{request}");
    }
    // Again while the server runs: nothing is delivered twice.
    assert_eq!(counts(&import(&place, "energy.csv", &[])), [0, 5, 0, 0]);
    drop(server);
    assert_eq!(crm.received().len(), 5);
}

#[test]
fn a_person_is_erased_from_the_files_beside_a_server_that_runs() {
    let crm = crate::server::Crm::start();
    let place = crate::batch::place_with_crm(&crm.url);
    let server = crate::server::Proxy::start(&place);
    place.write("energy.csv", &table((0..20).map(row)));
    assert_eq!(counts(&import(&place, "energy.csv", &[])), [20, 0, 0, 0]);
    let on_disk = || {
        let files = ["leads.db", "leads.db-wal"].map(|name| std::fs::read(place.path(name)));
        let bytes = files.map(Result::unwrap_or_default).concat();
        ["z7@example.be", "z8@example.be"].map(|address| {
            let mut windows = bytes.windows(address.len());
            windows.any(|window| window == address.as_bytes())
        })
    };
    assert_eq!(on_disk(), [true, true]);
    let erase = ["leads", "erase", "--email", "z7@example.be", "--json"];
    let report = json_lines(&place.run_configured(&erase)).remove(0);
    assert_eq!(report["erased"], 1, "{report}");
    assert_eq!(on_disk(), [false, true]);
    // The server goes on, over the file that is new.
    place.write("more.csv", &table((20..25).map(row)));
    assert_eq!(counts(&import(&place, "more.csv", &[])), [5, 0, 0, 0]);
    let begun = Instant::now();
    let is_over = |lead: &Value| lead["deliveries"][0]["state"] != "pending";
    while !listed(&place).iter().all(is_over) {
        assert!(begun.elapsed() < Duration::from_secs(30));
    }
    drop(server);
}
