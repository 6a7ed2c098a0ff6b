//! Two proxies on one PostgreSQL: visitors who post to both without pause, one proxy killed at a
//! time, the database's server stopped and crashed in between, and a CRM that fails.

use std::time::Duration;

use leadgate_test_support::{Cluster, Syncing};
use rand::Rng as _;
use tokio::task::block_in_place;

use crate::chaos::{Chaos, VISITORS};
use crate::fixture::Fixture;
use crate::proxy::Proxy;
use crate::visitors::Visitors;

/// How many kills there are from one restart of the database's server to the next.
const KILLS_A_RESTART: u64 = 6;

/// As a service manager does it with a proxy that found no database when it began.
fn keep_running(fixture: &Fixture, proxies: &mut [Proxy; 2]) {
    for (number, proxy) in proxies.iter_mut().enumerate() {
        if proxy.has_ended() {
            *proxy = fixture.start_nth(number);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_is_delivered_whichever_proxy_or_database_fails() {
    let mut chaos = Chaos::begin(30);
    let cluster = Cluster::start(Syncing::On);
    let fixture = Fixture::shared(&cluster.database()).await;
    let mut proxies = [fixture.start_nth(0), fixture.start_nth(1)];
    let visitors = Visitors::start(VISITORS, fixture.proxy_urls());
    for kill in 0..chaos.kills {
        chaos.inject_crm_fault(&fixture);
        chaos.pause(50..600).await;
        if kill % KILLS_A_RESTART == KILLS_A_RESTART / 2 {
            let stop = if chaos.random.random() {
                Cluster::stop
            } else {
                Cluster::crash
            };
            block_in_place(|| stop(&cluster));
            chaos.pause(0..500).await;
            block_in_place(|| cluster.resume());
        }
        let number = chaos.random.random_range(0..2);
        proxies[number].kill();
        proxies[number] = fixture.start_nth(number);
        keep_running(&fixture, &mut proxies);
        chaos.killed(kill, &visitors);
    }
    while !fixture.are_ready().await {
        keep_running(&fixture, &mut proxies);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let met = visitors.stop().await;
    chaos.assert_all_delivered(&fixture, &met).await;
    for proxy in proxies {
        proxy.stop();
    }
}
