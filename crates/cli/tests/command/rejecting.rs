//! What an import refuses: rows, which come back, and tables, of which nothing is stored.

use serde_json::{Value, json};

use crate::batch::{
    HEADER, counts, import, listed, payload, place, place_without_store, row, table,
};
use crate::program::Place;

fn read(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path(name)).unwrap()
}

#[test]
fn rejected_rows_come_back_with_their_reasons_and_are_imported_once_mended() {
    let place = place();
    let wrong_number = row(1).replace("0470000001", "0470");
    let nameless = row(2).replace("Zebedeus", "");
    place.write(
        "energy.csv",
        &table([row(0), wrong_number.clone(), nameless, row(3)]),
    );
    let ran = import(&place, "energy.csv", &["--lang", "en"]);
    assert_eq!((ran.code, counts(&ran)), (1, [2, 0, 0, 2]));
    assert!(ran.err.contains("energy.rejected.csv"), "{ran:?}");

    let rejected = read(&place, "energy.rejected.csv");
    let mut lines = rejected.lines();
    assert_eq!(lines.next().unwrap(), format!("row,reasons,{HEADER}"));
    assert!(
        rejected.contains("\n3,") && rejected.contains("(cellphone: phone_too_short)"),
        "{rejected}"
    );
    assert!(
        rejected.contains("\n4,Fill in: First name (first_name: missing)")
            && rejected.contains("(first_name: missing)"),
        "{rejected}"
    );
    assert!(
        rejected.contains(&format!(",{wrong_number}\n")),
        "{rejected}"
    );

    // The same again says the same; somebody's mended file is not written over.
    assert_eq!(
        counts(&import(&place, "energy.csv", &["--lang", "en"])),
        [0, 2, 0, 2]
    );
    assert!(!place.path("energy.rejected-2.csv").exists());
    let mended = rejected.replace(",0470,", ",0470 00 00 01,");
    place.write("energy.rejected.csv", &mended);
    assert_eq!(import(&place, "energy.csv", &["--lang", "en"]).code, 1);
    assert_eq!(read(&place, "energy.rejected.csv"), mended);
    assert_eq!(read(&place, "energy.rejected-2.csv"), rejected);

    let ran = import(&place, "energy.rejected.csv", &["--lang", "en"]);
    assert_eq!((ran.code, counts(&ran)), (1, [1, 0, 0, 1]));
    let left = read(&place, "energy.rejected-3.csv");
    assert!(
        left.contains("\n3,Fill in") && !left.contains("\n2,"),
        "{left}"
    );
    place.write(
        "last.csv",
        &left.replace(",,Janssens", ",Zebedeus,Janssens"),
    );
    let ran = import(&place, "last.csv", &["--batch", "energy"]);
    assert_eq!((ran.code, counts(&ran)), (0, [1, 0, 0, 0]));

    // What was mended is what the row would have been.
    place.write("energy.csv", &table((0..4).map(row)));
    assert_eq!(counts(&import(&place, "energy.csv", &[])), [0, 4, 0, 0]);
}

#[test]
fn a_file_of_excel_in_belgium_comes_back_as_it_was_written() {
    let place = place();
    let table = "\u{feff}First_Name;last_name;email;landline;landline_country;utm_source;consent_marketing;consent_marketing_version\r\n\
        Zoë;\"D'Haene; \"\"Zoë\"\"\";zoe@example.be;02 555 01 23;BE;fair;WAAR;2026-11\r\n\
        ;;;;;;;\r\n\
        Zebedeus;;z@example.be;0470 12 34 56;BE;;misschien;\r\n";
    place.write("beurs.csv", table);
    let ran = import(&place, "beurs.csv", &[]);
    assert_eq!((ran.code, counts(&ran)), (1, [1, 0, 0, 1]));
    let lead = payload(&place, listed(&place)[0]["id"].as_str().unwrap());
    assert_eq!(lead["fields"]["last_name"], "D'Haene; \"Zoë\"");
    assert_eq!(lead["fields"]["landline"], "+3225550123");
    assert_eq!(lead["attribution"], json!({"utm_source": "fair"}));
    let consent = &lead["consents"][0];
    assert_eq!(
        (&consent["given"], &consent["version"]),
        (&json!(true), &json!("2026-11"))
    );
    assert_eq!(consent["sha256"].as_str().unwrap().len(), 64);

    let rejected = read(&place, "beurs.rejected.csv");
    let (header, row) = rejected.split_once("\r\n").unwrap();
    assert!(
        header.starts_with("\u{feff}row;reasons;First_Name;last_name;"),
        "{header}"
    );
    assert!(
        row.starts_with("4;Vul ja of nee in (consent_marketing: neither_yes_nor_no) | "),
        "{row}"
    );
    assert!(
        row.contains("(last_name: missing)") && row.contains("(landline: phone_not_fixed)"),
        "{row}"
    );
    assert!(
        row.ends_with(";Zebedeus;;z@example.be;0470 12 34 56;BE;;misschien;\r\n"),
        "{row}"
    );
}

#[test]
fn a_row_with_cells_too_many_or_too_few_is_rejected_whole() {
    let place = place();
    let long = format!("{},one,more", row(1));
    let short = "Zebedeus,Janssens".to_owned();
    place.write("energy.csv", &table([row(0), long.clone(), short]));
    let ran = import(&place, "energy.csv", &["--lang", "de"]);
    assert_eq!((ran.code, counts(&ran)), (1, [1, 0, 0, 2]));
    let rejected = read(&place, "energy.rejected.csv");
    assert!(
        rejected.contains("Die Zeile hat 8 Zellen und die erste Zeile 6"),
        "{rejected}"
    );
    assert!(rejected.contains(&format!(",{long}\n")), "{rejected}");
    assert!(
        rejected.contains("(cell_count)\",Zebedeus,Janssens\n"),
        "{rejected}"
    );
}

#[test]
fn what_is_wrong_with_a_table_is_said_before_anything_is_stored() {
    let place = place();
    let good = row(0);
    let mut latin = table([row(0)]).into_bytes();
    latin.extend(b"Ren\xe9,Janssens,r@example.be,0470 12 34 56,BE,\n");
    let swallowed = [table([good.clone()]).as_bytes(), b"\"", &[b'x'; 200_000]].concat();
    let cases: [(Vec<u8>, &[&str]); 9] = [
        (b"".into(), &["it is empty", "names of the fields"]),
        (
            format!("{HEADER},shoe_size,rrnr\n{good},44,\n").into(),
            &[
                "unknown columns: shoe_size, rrnr",
                "landline_country",
                "utm_source",
                "--ignore-unknown",
            ],
        ),
        (
            format!("{good}\n{good}\n").into(),
            &["the first row has to hold the names of the fields"],
        ),
        (
            b"last_name,cellphone\nZebedeus,0470123456\n".into(),
            &["columns are missing: first_name, email"],
        ),
        (
            format!("{HEADER},Email\n{good},\n").into(),
            &["two columns Email"],
        ),
        (
            latin,
            &[
                "row 3 is not UTF-8 (column 1)",
                "Windows-1252",
                "iconv -f WINDOWS-1252",
            ],
        ),
        (b"\xff\xfef\0".into(), &["UTF-16"]),
        (b"PK\x03\x04".into(), &["a spreadsheet, not CSV"]),
        (swallowed, &["row 3 is longer than 64 KB", "quotation mark"]),
    ];
    for (content, expected) in cases {
        std::fs::write(place.path("batch.csv"), content).unwrap();
        let ran = import(&place, "batch.csv", &[]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
        for part in expected {
            assert!(ran.err.contains(part), "{part}: {}", ran.err);
        }
        assert!(ran.err.contains("nothing was stored"), "{}", ran.err);
        assert!(!ran.err.contains("Zebedeus"), "{}", ran.err);
    }
    assert_eq!(listed(&place), Vec::<Value>::new());
    assert!(!place.path("batch.rejected.csv").exists());

    let lenient = format!("{HEADER},shoe_size,\n{good},44,\n");
    place.write("batch.csv", &lenient);
    let ran = import(&place, "batch.csv", &["--ignore-unknown"]);
    assert_eq!((ran.code, counts(&ran)), (0, [1, 0, 0, 0]));
}

#[test]
fn wrong_usage_ends_with_exit_code_2() {
    let place = place();
    place.write("batch.csv", &table([row(0)]));
    let long = "x".repeat(101);
    let cases: [(&[&str], &str); 9] = [
        (&[], "<FILE>"),
        (&["missing.csv", "--partner", "acme"], "missing.csv"),
        (&[".", "--partner", "acme"], "not a file"),
        (
            &["batch.csv"],
            "--partner is missing: partners with the form third-party: acme, other",
        ),
        (&["batch.csv", "--partner", "nobody"], "nobody"),
        (
            &["batch.csv", "--partner", "other", "--form", "insurance"],
            "insurance",
        ),
        (
            &["batch.csv", "--partner", "acme", "--delimiter", "."],
            "--delimiter",
        ),
        (
            &["batch.csv", "--partner", "acme", "--batch", &long],
            "--batch",
        ),
        (
            &[
                "batch.csv",
                "--partner",
                "acme",
                "--rejected",
                "./batch.csv",
            ],
            "the table itself",
        ),
    ];
    for (arguments, expected) in cases {
        let ran = place.run_configured(&[&["leads", "import"], arguments].concat());
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (2, ""),
            "{arguments:?}: {ran:?}"
        );
        assert!(ran.err.contains(expected), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(listed(&place), Vec::<Value>::new());
    let wrong = Place::with_config("[server]\npublic_url = \"x\"\n");
    assert_eq!(
        wrong.run_configured(&["leads", "import", "batch.csv"]).code,
        2
    );
}

#[test]
fn a_store_that_is_not_there_is_no_empty_store() {
    let place = place_without_store("http://127.0.0.1:9/econtract");
    place.write("batch.csv", &table([row(0)]));
    let ran = import(&place, "batch.csv", &[]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(ran.err.contains("leads.db"), "{ran:?}");
    assert!(!place.path("leads.db").exists());
}

#[test]
fn a_dry_run_checks_every_row_and_touches_no_store() {
    let place = place_without_store("http://127.0.0.1:9/econtract");
    place.write(
        "batch.csv",
        &table([row(0), row(0), row(1).replace("@", " "), row(2)]),
    );
    let ran = import(&place, "batch.csv", &["--dry-run", "--rejected", "bad.csv"]);
    assert_eq!((ran.code, counts(&ran)), (1, [2, 0, 1, 1]));
    assert!(ran.err.contains("nothing was stored"), "{ran:?}");
    assert!(!place.path("leads.db").exists());
    assert!(read(&place, "bad.csv").contains("(email: "));
    assert!(!place.path("batch.rejected.csv").exists());
}
