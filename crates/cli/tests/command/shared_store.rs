//! Several proxies on one PostgreSQL: the real binary twice, a real server, the CRM's stand-in.

mod copying;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::program::Place;
use crate::server::{Crm, Proxy};
use leadgate_test_support::{Cluster, Syncing};
use serde_json::{Value, json};

const CONFIG: &str = r#"
[server]
public_url = "https://leads.example"
listen = "127.0.0.1:0"

[connectors.crm]
kind = "econtract"
url = "CRM"
id = "demo-id"
key = "demo-key"

[partners.acme]
origins = []
forms = { call-me-back = ["crm"] }
"#;

fn place(crm: &Crm, store_url: &str) -> Place {
    Place::with_config(&CONFIG.replace("CRM", &crm.url)).env("LEADGATE__STORE__URL", store_url)
}

fn id(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

/// Posts the lead of that number; the status of the answer.
async fn post(proxy: &str, number: usize) -> reqwest::Response {
    let lead = json!({
        "id": id(number), "partner": "acme", "lang": "nl", "first_name": "An",
        "last_name": "Peeters", "phone": "0470 12 34 56", "email": format!("an{number}@example.be"),
    });
    let request = reqwest::Client::new().post(format!("{proxy}/v1/leads/call-me-back"));
    request.json(&lead).send().await.unwrap()
}

/// How often the CRM got each lead.
fn arrived(crm: &Crm, leads: usize) -> BTreeMap<usize, usize> {
    let received = crm.received();
    let times = |number: usize| {
        let has_id = |request: &&Value| request["body"].to_string().contains(&id(number));
        received.iter().filter(has_id).count()
    };
    (0..leads).map(|number| (number, times(number))).collect()
}

fn stats(place: &Place) -> Value {
    let ran = place.run_configured(&["leads", "stats", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    serde_json::from_str(&ran.out).unwrap()
}

#[track_caller]
fn wait_until(place: &Place, wanted: impl Fn(&Value) -> bool) {
    let begun = Instant::now();
    loop {
        let stats = stats(place);
        if wanted(&stats) {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{stats}");
    }
}

#[test]
fn leads_posted_to_two_proxies_are_delivered_once_each() {
    const LEADS: usize = 30;
    let crm = Crm::start();
    let place = place(&crm, &Cluster::shared().database());
    // At the same moment: both find an empty database.
    let proxies = std::thread::scope(|scope| {
        let starts = [(); 2].map(|()| scope.spawn(|| Proxy::start(&place)));
        starts.map(|start| start.join().unwrap())
    });
    crm.block_on(async {
        // Every third lead goes to both, as when an answer was lost on the way.
        for number in 0..LEADS {
            let [one, other] = [number, number + 1].map(|at| &*proxies[at % 2].url);
            assert_eq!(post(one, number).await.status(), 202);
            if number % 3 == 0 {
                assert_eq!(post(other, number).await.status(), 202);
            }
        }
    });
    wait_until(&place, |stats| stats["delivered"] == LEADS);
    let once_each: BTreeMap<usize, usize> = (0..LEADS).map(|number| (number, 1)).collect();
    assert_eq!(arrived(&crm, LEADS), once_each);
    assert_eq!(stats(&place)["created"], LEADS);
}

#[test]
fn a_database_that_restarts_costs_no_lead_and_no_restart_of_the_proxy() {
    let crm = Crm::start();
    let cluster = Cluster::start(Syncing::On);
    let place = place(&crm, &cluster.database());
    let proxy = Proxy::start(&place);
    let ready = async || reqwest::get(format!("{}/readyz", proxy.url)).await.unwrap();
    crm.block_on(async {
        assert_eq!(post(&proxy.url, 0).await.status(), 202);
        cluster.stop();
        let refused = post(&proxy.url, 1).await;
        assert_eq!(refused.status(), 503);
        assert!(refused.headers().contains_key("retry-after"), "{refused:?}");
        assert_eq!(ready().await.status(), 503);
        cluster.resume();
        assert_eq!(post(&proxy.url, 1).await.status(), 202);
        assert_eq!(ready().await.status(), 200);
    });
    wait_until(&place, |stats| stats["delivered"] == 2);
    // The first may have reached the CRM a moment before its delivery could be recorded.
    let times = arrived(&crm, 2);
    assert!(times[&0] >= 1 && times[&1] == 1, "{times:?}");
}

#[test]
fn a_database_that_answers_nobody_costs_a_visitor_a_while_and_no_restart_of_the_proxy() {
    let crm = Crm::start();
    let cluster = Cluster::start(Syncing::On);
    let place = place(&crm, &cluster.database());
    let proxy = Proxy::start(&place);
    let ready = async || reqwest::get(format!("{}/readyz", proxy.url)).await.unwrap();
    crm.block_on(async {
        assert_eq!(post(&proxy.url, 0).await.status(), 202);
        let frozen = cluster.freeze();
        let begun = Instant::now();
        let refused = post(&proxy.url, 1).await;
        assert_eq!(refused.status(), 503);
        assert!(refused.headers().contains_key("retry-after"), "{refused:?}");
        // A statement that is under way is given up last; a web server in front waits for a minute.
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "{:?}",
            begun.elapsed()
        );
        assert_eq!(ready().await.status(), 503);
        drop(frozen);
        assert_eq!(post(&proxy.url, 1).await.status(), 202);
        assert_eq!(ready().await.status(), 200);
    });
    wait_until(&place, |stats| stats["delivered"] == 2);
    // What the server was doing when it stood still may have been done after all, and done again.
    let times = arrived(&crm, 2);
    assert!(times[&0] >= 1 && times[&1] >= 1, "{times:?}");
}

#[test]
fn a_command_on_a_database_without_leads_says_so_and_makes_nothing() {
    let crm = Crm::start();
    let database = Cluster::shared().database();
    let place = place(&crm, &database);
    for _ in 0..2 {
        let ran = place.run_configured(&["leads", "stats"]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.err.contains("holds no leads"), "{ran:?}");
    }
}

#[test]
fn a_store_that_cannot_be_opened_is_named_without_its_password() {
    let crm = Crm::start();
    let url = "postgres://proxy:s3cret@127.0.0.1:1/leads";
    let place = place(&crm, url);
    let ran = place.run_configured(&["serve"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let said = ran.err.contains("proxy:***@127.0.0.1:1/leads") && ran.err.contains("unavailable");
    assert!(said && !ran.err.contains("s3cret"), "{ran:?}");
    let ran = place.run_configured(&["check-config"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(!ran.out.contains("s3cret"), "{ran:?}");
}
