//! Visitors who post without pause, SIGKILL at random moments, and a CRM that fails.

use crate::chaos::{Chaos, VISITORS};
use crate::fixture::Fixture;
use crate::visitors::Visitors;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_is_delivered_whenever_the_proxy_is_killed() {
    let mut chaos = Chaos::begin(100);
    let fixture = Fixture::new().await;
    let mut proxy = fixture.start();
    let visitors = Visitors::start(VISITORS, fixture.proxy_urls());
    for kill in 0..chaos.kills {
        chaos.inject_crm_fault(&fixture);
        // From the middle of the start-up to well into the work.
        chaos.pause(5..300).await;
        drop(proxy);
        proxy = fixture.start();
        chaos.killed(kill, &visitors);
    }
    // What the visitors are at is finished as they would: they try until they are thanked.
    let met = visitors.stop().await;
    chaos.assert_all_delivered(&fixture, &met).await;
    proxy.stop();
}
