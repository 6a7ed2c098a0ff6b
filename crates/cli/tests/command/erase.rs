//! The end of personal data as an operator brings it about: the real binary, a real store, and the
//! bytes of its files.

use std::fs;

use crate::program::{Place, Ran};
use crate::sample_leads::{CONFIG, json_lines, lead, with_leads};
use leadgate_store::{DeliveryState, NewLead};
use serde_json::{Value, json};

fn leads(place: &Place, arguments: &[&str]) -> Ran {
    place.run_configured(&[&["leads"], arguments].concat())
}

fn report(place: &Place, arguments: &[&str]) -> Value {
    let ran = leads(place, &[&["erase", "--json"], arguments].concat());
    json_lines(&ran).remove(0)
}

fn stats(place: &Place) -> Value {
    json_lines(&leads(place, &["stats", "--json"])).remove(0)
}

/// The ids of the leads in a report.
fn ids(report: &Value) -> Vec<&str> {
    let leads = report["leads"].as_array().unwrap();
    leads
        .iter()
        .map(|lead| lead["id"].as_str().unwrap())
        .collect()
}

/// Whether a text stands in any of the store's files.
fn is_on_disk(place: &Place, text: &str) -> bool {
    let entries = fs::read_dir(place.path("")).unwrap();
    let mut files = entries.map(|entry| fs::read(entry.unwrap().path()).unwrap());
    files.any(|bytes| bytes.windows(text.len()).any(|it| it == text.as_bytes()))
}

/// The lead of that number with other fields.
fn with_fields(number: u32, fields: Value) -> NewLead {
    let lead = lead(number);
    let mut payload: Value = serde_json::from_str(&lead.payload).unwrap();
    payload["fields"] = fields;
    payload["consents"] = json!([{
        "purpose": "marketing", "version": "2026-11", "lang": "nl", "sha256": "abc", "given": true,
    }]);
    NewLead {
        payload: payload.to_string(),
        ..lead
    }
}

/// Three leads of one person (delivered, waiting, dead), and one of another.
fn with_a_person() -> Place {
    let person = [
        json!({"last_name": "Zebedeus-Mertens", "email": "zm@example.be", "phone": "+32470111111"}),
        json!({"last_name": "Zebedeus-Mertens", "email": "ZM@example.be"}),
        json!({"last_name": "Zebedeus-Mertens", "email": "x@example.be", "phone": "+32470111111"}),
        json!({"last_name": "Quirinus", "email": "q@example.be", "phone": "+32470222222"}),
    ];
    let leads = (1..).zip(person);
    let leads = leads.map(|(number, fields)| with_fields(number, fields));
    with_leads(leads, |id| match id.chars().last() {
        Some('1') => Some(DeliveryState::Delivered),
        Some('3') => Some(DeliveryState::Dead),
        _ => None,
    })
}

#[test]
fn a_persons_data_is_erased_across_everything_and_reported() {
    let place = with_a_person();
    let of = |numbers: &[u32]| -> Vec<String> {
        numbers.iter().map(|number| lead(*number).id).collect()
    };
    let who = ["--email", "zm@EXAMPLE.be", "--phone", "0470 11 11 11"];
    let dry = report(&place, &[&who[..], &["--dry-run"]].concat());
    assert_eq!(ids(&dry), of(&[3, 2, 1]));
    assert_eq!((&dry["erased"], &dry["dry_run"]), (&json!(0), &json!(true)));
    assert!(is_on_disk(&place, "Zebedeus-Mertens"));

    let done = report(&place, &who);
    assert_eq!(ids(&done), of(&[3, 2, 1]));
    assert_eq!((&done["erased"], &done["skipped"]), (&json!(3), &json!(2)));
    let [dead, waiting, delivered] = &done["leads"].as_array().unwrap()[..] else {
        unreachable!()
    };
    let crm = json!([{"connector": "crm", "remote_id": "77"}]);
    assert_eq!(delivered["delivered_to"], crm);
    assert_eq!(dead["may_have_reached"][0]["connector"], "crm");
    assert_eq!(waiting["may_have_reached"], json!([]));
    for lead in [dead, waiting] {
        assert_eq!(lead["deliveries"][0]["state"], "skipped");
        assert_eq!(lead["deliveries"][0]["reason"], "erased");
    }
    for gone in [
        "Zebedeus-Mertens",
        "zm@example.be",
        "ZM@example.be",
        "+32470111111",
    ] {
        assert!(!is_on_disk(&place, gone), "{gone}");
    }
    assert!(is_on_disk(&place, "Quirinus"));
    let stats = stats(&place);
    assert_eq!(
        (&stats["created"], &stats["reconcile"]),
        (&json!(4), &json!(true))
    );

    assert_eq!(
        ids(&report(&place, &who)),
        [""; 0],
        "nothing is left to find"
    );
    let shown = leads(&place, &["show", &lead(1).id]);
    assert!(shown.out.contains("has been erased") && shown.out.contains("\"given\": true"));
    assert!(shown.out.contains("[erased "), "{shown:?}");
    let requeued = leads(&place, &["requeue", "--dead", "--yes"]);
    assert_eq!(requeued.out, "requeued: 0 deliveries\n");
}

#[test]
fn the_proof_of_a_consent_outlives_the_persons_data() {
    let place = with_a_person();
    report(&place, &["--email", "zm@example.be", "--quick"]);
    assert!(!is_on_disk(&place, "zm@example.be"));
    let consents = json_lines(&leads(&place, &["export", "--consent", "--json"]));
    assert_eq!(consents.len(), 4);
    assert_eq!(consents[3]["lead_id"], lead(1).id);
    assert_eq!(
        (&consents[3]["given"], &consents[3]["sha256"]),
        (&json!(true), &json!("abc"))
    );
    let exported = json_lines(&leads(&place, &["export", "--json"]));
    assert_eq!(exported[3]["erased"], true);
    assert_eq!(exported[3]["fields"], Value::Null);
}

#[test]
fn one_lead_is_erased_by_its_id() {
    let place = with_a_person();
    let text = leads(&place, &["erase", "--id", &lead(1).id]);
    assert_eq!(text.code, 0, "{text:?}");
    assert!(
        text.out
            .contains("was delivered to crm as 77: to be erased there, too")
    );
    assert!(
        text.out
            .contains("erased: 1 leads; 0 deliveries will not be made")
    );
    let unknown = leads(&place, &["erase", "--id", &lead(9).id]);
    assert_eq!(unknown.code, 1, "{unknown:?}");
    assert!(unknown.err.contains("there is no lead"), "{unknown:?}");
}

#[test]
fn a_scan_finds_what_was_written_anywhere() {
    let remark = "my wife is wife@example.be, not me";
    let fields = json!({"last_name": "Quirinus", "email": "q@example.be", "remarks": remark});
    let place = with_leads([with_fields(1, fields)], |_| None);
    let wife = ["--email", "Wife@example.be"];
    assert_eq!(ids(&report(&place, &wife)), [""; 0]);
    let found = report(&place, &[&wife[..], &["--scan"]].concat());
    assert_eq!(ids(&found), [lead(1).id]);
    assert!(!is_on_disk(&place, "wife@example.be"));
}

#[test]
fn what_is_no_address_or_number_is_refused_without_being_repeated() {
    let place = with_a_person();
    for wrong in [
        &["erase"][..],
        &["erase", "--email", "zebedeus"],
        &["erase", "--phone", "0470"],
        &["erase", "--phone", "0470111111", "--country", "XX"],
        &["erase", "--email", "zm@example.be", "--phone", "1"],
    ] {
        let ran = leads(&place, wrong);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{wrong:?}: {ran:?}");
        assert!(!ran.err.contains("zebedeus"), "{ran:?}");
    }
    assert!(is_on_disk(&place, "zm@example.be"), "nothing was erased");
}

#[test]
fn a_purge_erases_what_is_over_and_leaves_the_rest() {
    let place = with_a_person();
    let purge = || leads(&place, &["purge", "--json"]);
    let erased =
        |leads: u64, skipped: u64| json!({"dry_run": false, "erased": leads, "skipped": skipped});
    let would = || json_lines(&leads(&place, &["purge", "--dry-run", "--json"]));
    let erase = |leads: u64, skipped: u64| json!({"dry_run": true, "would_erase": leads, "would_skip": skipped});
    assert_eq!(would(), [erase(1, 0)]);
    assert_eq!(would(), [erase(1, 0)], "nothing was changed");
    assert_eq!(json_lines(&purge()), [erased(1, 0)], "all of them are old");
    assert_eq!(would(), [erase(0, 0)]);
    assert_eq!(json_lines(&purge()), [erased(0, 0)]);
    assert_eq!(stats(&place)["dead"], 1);
    place.write(
        "leadgate.toml",
        &format!("{CONFIG}\n[retention]\nundelivered_days = 365\n"),
    );
    let said = leads(&place, &["purge", "--dry-run"]).out;
    assert_eq!(
        said,
        "would be erased: 1 leads; 1 deliveries would not be made\n"
    );
    assert_eq!(json_lines(&purge()), [erased(1, 1)]);
    assert!(!is_on_disk(&place, "+32470111111"));
    place.write(
        "leadgate.toml",
        &format!("{CONFIG}\n[retention]\ndelivered_days = 0\n"),
    );
    let for_good = purge();
    assert_eq!(for_good.code, 2, "{for_good:?}");
    assert!(
        for_good.err.contains("retention.delivered_days"),
        "{for_good:?}"
    );
    place.write(
        "leadgate.toml",
        &format!("{CONFIG}\n[retention]\ndelivered_days = 7\n"),
    );
    let too_short = purge();
    assert_eq!(too_short.code, 2, "{too_short:?}");
    assert!(
        too_short.err.contains("duplicates.window_days"),
        "{too_short:?}"
    );
}
