//! What an operator decides about many leads: the real binary and a real store.

use crate::program::{Place, Ran};
use crate::sample_leads::{DAY, NOW, json_lines, lead, to, with_leads};
use serde_json::{Value, json};

use leadgate_store::{DeliveryState, NewLead};

fn leads(place: &Place, arguments: &[&str]) -> Ran {
    place.run_configured(&[&["leads"], arguments].concat())
}

fn ids(place: &Place, more: &[&str]) -> Vec<String> {
    let ran = leads(place, &[&["list", "--json"], more].concat());
    let lines = json_lines(&ran);
    let ids = lines.iter().map(|lead| lead["id"].as_str().unwrap());
    ids.map(str::to_owned).collect()
}

fn stats(place: &Place) -> Value {
    json_lines(&leads(place, &["stats", "--json"])).remove(0)
}

/// Twelve leads, a day between them, of two partners; all their deliveries are dead, to two
/// connectors each. One more is quarantined, and one goes nowhere.
fn with_dead_leads() -> Place {
    let dead = (1..=12).map(|number| NewLead {
        partner: if number % 2 == 0 { "other" } else { "demo" }.to_owned(),
        deliveries: to(&["crm", "archive"]),
        ..lead(number)
    });
    let quarantined = NewLead {
        quarantine_reason: Some("too fast".to_owned()),
        ..lead(13)
    };
    let click = NewLead {
        form: "click-out".to_owned(),
        deliveries: Vec::new(),
        ..lead(14)
    };
    with_leads(dead.chain([quarantined, click]), |_| {
        Some(DeliveryState::Dead)
    })
}

#[test]
fn dead_deliveries_are_requeued_in_bulk_after_a_dry_run() {
    let place = with_dead_leads();
    let bulk = [
        "requeue",
        "--dead",
        "--partner",
        "demo",
        "--connector",
        "crm",
    ];
    let dry = leads(&place, &[&bulk[..], &["--dry-run"]].concat());
    assert_eq!(dry.code, 0, "{dry:?}");
    assert!(dry.out.contains("6  crm"), "{dry:?}");
    assert!(
        dry.out
            .contains("6 deliveries would be requeued; nothing was changed.")
    );
    let dry = leads(&place, &[&bulk[..], &["--dry-run", "--json"]].concat());
    let dry = json_lines(&dry).remove(0);
    assert_eq!((&dry["found"], &dry["requeued"]), (&json!(6), &json!(0)));
    assert_eq!(dry["tallies"][0]["partner"], "demo");
    assert_eq!(stats(&place)["dead"], 24);

    let done = leads(&place, &[&bulk[..], &["--yes", "--json"]].concat());
    assert_eq!(json_lines(&done), [json!({"found": 6, "requeued": 6})]);
    assert_eq!(stats(&place)["dead"], 18);
    assert_eq!(stats(&place)["pending"], 6);
    let rest = leads(&place, &["requeue", "--dead", "--yes"]);
    assert_eq!(rest.out, "requeued: 18 deliveries\n", "{rest:?}");
    let nothing = leads(&place, &["requeue", "--dead"]);
    assert_eq!(nothing.out, "requeued: 0 deliveries\n", "{nothing:?}");
    assert_eq!(
        stats(&place)["quarantined"],
        1,
        "the dead are requeued, the quarantined are not"
    );
}

#[test]
fn a_span_of_time_narrows_a_requeue() {
    let place = with_dead_leads();
    let since = jiff::Timestamp::from_millisecond(NOW + 10 * DAY).unwrap();
    let since = since.to_string();
    let ran = leads(&place, &["requeue", "--dead", "--since", &since, "--yes"]);
    assert_eq!(ran.out, "requeued: 6 deliveries\n", "{ran:?}");
    // All of these leads lie in the past.
    let ran = leads(&place, &["requeue", "--dead", "--since", "0m", "--yes"]);
    assert_eq!(ran.out, "requeued: 0 deliveries\n", "{ran:?}");
}

#[test]
fn two_operators_at_once_requeue_nothing_twice() {
    let many = (1..=1_500).map(|number| NewLead {
        created_at_ms: NOW,
        ..lead(number)
    });
    let place = with_leads(many, |_| Some(DeliveryState::Dead));
    let command = ["requeue", "--dead", "--yes", "--json"];
    let both: Vec<Value> = std::thread::scope(|scope| {
        let operators = [(); 2].map(|()| scope.spawn(|| leads(&place, &command)));
        let ran = operators.map(|operator| operator.join().unwrap());
        ran.iter().flat_map(json_lines).collect()
    });
    let requeued = both.iter().map(|one| one["requeued"].as_u64().unwrap());
    assert_eq!(requeued.sum::<u64>(), 1_500, "{both:?}");
    let stats = stats(&place);
    assert_eq!(
        (&stats["pending"], &stats["dead"]),
        (&json!(1_500), &json!(0))
    );
}

#[test]
fn quarantined_leads_are_requeued_one_by_one_or_in_bulk() {
    let quarantined = (1..=4).map(|number| NewLead {
        quarantine_reason: Some("too fast".to_owned()),
        ..lead(number)
    });
    let place = with_leads(quarantined, |_| None);
    let id = lead(2).id;
    let one = leads(&place, &["requeue", &id, "--json"]);
    assert_eq!(json_lines(&one), [json!({"id": id, "requeued": 1})]);
    let again = leads(&place, &["requeue", &id]);
    assert_eq!(again.code, 1, "{again:?}");
    assert!(
        again.err.contains("has no dead or quarantined delivery"),
        "{again:?}"
    );
    let rest = leads(&place, &["requeue", "--quarantined", "--yes"]);
    assert_eq!(rest.out, "requeued: 3 deliveries\n", "{rest:?}");
    assert_eq!(stats(&place)["pending"], 4);
}

#[test]
fn an_id_and_a_selection_exclude_each_other() {
    let place = with_dead_leads();
    let id = lead(1).id;
    for wrong in [
        &["requeue"][..],
        &["requeue", "--partner", "demo"],
        &["requeue", &id, "--dead"],
        &["requeue", &id, "--partner", "demo"],
        &["requeue", &id, "--dry-run"],
        &["requeue", &id, "--quarantined"],
        &["requeue", "--dead", "--since", "yesterday"],
    ] {
        let ran = leads(&place, wrong);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{wrong:?}: {ran:?}");
    }
    assert_eq!(stats(&place)["dead"], 24);
}

#[test]
fn a_list_is_narrowed_and_goes_on_where_it_ended() {
    let place = with_dead_leads();
    let of = |numbers: &[u32]| -> Vec<String> {
        numbers.iter().map(|number| lead(*number).id).collect()
    };
    assert_eq!(ids(&place, &["--form", "click-out"]), of(&[14]));
    assert_eq!(ids(&place, &["--state", "quarantined"]), of(&[13]));
    let until = jiff::Timestamp::from_millisecond(NOW + 4 * DAY).unwrap();
    let until = until.to_string();
    let early = ["--until", &until, "--connector", "archive"];
    assert_eq!(ids(&place, &early), of(&[3, 2, 1]));
    let page = ["--partner", "other", "--limit", "2"];
    assert_eq!(ids(&place, &page), of(&[12, 10]));
    let last = lead(10).id;
    let next = [&page[..], &["--after", &last]].concat();
    assert_eq!(ids(&place, &next), of(&[8, 6]));
    assert_eq!(ids(&place, &["--all"]).len(), 14);
    let table = leads(&place, &["list", "--limit", "3"]);
    assert!(
        table.err.contains(&format!("--after {}", lead(12).id)),
        "{table:?}"
    );
    assert!(table.out.contains("[quarantined: too fast]"), "{table:?}");
}

#[test]
fn a_long_list_streams_and_may_be_cut_short() {
    use std::io::{BufRead as _, BufReader, Read as _};

    let place = with_leads((1..=3_000).map(lead), |_| None);
    assert_eq!(ids(&place, &["--all"]).len(), 3_000);
    let arguments = ["leads", "list", "--all", "--config", "leadgate.toml"];
    let mut child = place.command(&arguments).spawn().unwrap();
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut first).unwrap();
    assert!(first.starts_with("ID"), "{first}");
    drop(out);
    let mut err = String::new();
    let mut told = child.stderr.take().unwrap();
    told.read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}

#[test]
fn stats_tell_partners_and_forms_apart_and_count_what_goes_nowhere() {
    let place = with_dead_leads();
    let stats = stats(&place);
    assert_eq!(stats["reconcile"], true);
    assert_eq!(stats["created"], 25);
    let clicks = json!({
        "partner": "demo", "form": "click-out", "test": false, "connector": null,
        "state": null, "count": 1, "duplicates": 0,
    });
    let tallies = stats["tallies"].as_array().unwrap();
    assert!(tallies.contains(&clicks), "{tallies:?}");
    let only = leads(&place, &["stats", "--json", "--partner", "other"]);
    let only = json_lines(&only).remove(0);
    assert_eq!(only["tallies"].as_array().unwrap().len(), 2);
    assert_eq!(only["created"], 25, "the counts are the whole store's");
    let table = leads(&place, &["stats"]).out;
    let row = table.lines().find(|line| line.contains("click-out"));
    let cells: Vec<&str> = row.unwrap().split_whitespace().collect();
    assert_eq!(
        cells,
        ["demo", "click-out", "-", "0", "0", "0", "0", "0", "1", "0"]
    );
}
