//! Visitors who post one lead after another and try each until they are thanked, with the same id,
//! as the form does.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use reqwest::{Client, Response, StatusCode};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// What the visitors met.
#[derive(Default)]
pub(crate) struct Met {
    /// The ids that they were thanked for.
    pub(crate) acknowledged: Vec<String>,
    /// Requests without an answer.
    pub(crate) cut_off: u64,
    /// Requests that were told to come back.
    pub(crate) refused: u64,
}

/// Visitors at work.
pub(crate) struct Visitors {
    acknowledged: Arc<AtomicU64>,
    stop: CancellationToken,
    visits: JoinSet<Met>,
}

impl Visitors {
    /// Visitors who post to each of these proxies in turn.
    pub(crate) fn start(count: usize, proxy_urls: &[String]) -> Self {
        let acknowledged = Arc::<AtomicU64>::default();
        let stop = CancellationToken::new();
        let mut visits = JoinSet::new();
        for _ in 0..count {
            visits.spawn(visit(
                proxy_urls.to_vec(),
                Arc::clone(&acknowledged),
                stop.clone(),
            ));
        }
        Self {
            acknowledged,
            stop,
            visits,
        }
    }

    /// How many leads were acknowledged so far.
    pub(crate) fn acknowledged(&self) -> u64 {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// Lets each finish the lead that it is at.
    pub(crate) async fn stop(self) -> Met {
        self.stop.cancel();
        let mut together = Met::default();
        for met in self.visits.join_all().await {
            together.acknowledged.extend(met.acknowledged);
            together.cut_off += met.cut_off;
            together.refused += met.refused;
        }
        together
    }
}

/// Posts a good lead.
pub(crate) async fn post(client: &Client, proxy_url: &str, id: &str) -> reqwest::Result<Response> {
    let body = [
        ("id", id),
        ("partner", "demo"),
        ("lang", "nl"),
        ("first_name", "An"),
        ("last_name", "Peeters"),
        ("phone", "0470 12 34 56"),
        ("email", "an.peeters@example.be"),
    ];
    let url = format!("{proxy_url}/v1/leads/call-me-back");
    client.post(url).form(&body).send().await
}

async fn visit(
    proxy_urls: Vec<String>,
    acknowledged: Arc<AtomicU64>,
    stop: CancellationToken,
) -> Met {
    let client = Client::builder()
        .timeout(Duration::from_secs(10))
        .build()
        .unwrap();
    let mut met = Met::default();
    let mut next = proxy_urls.iter().cycle();
    while !stop.is_cancelled() {
        let id = Uuid::new_v4().to_string();
        loop {
            // One that failed is not asked again at once where there is another.
            let Some(proxy_url) = next.next() else {
                return met;
            };
            let answer = post(&client, proxy_url, &id).await;
            match answer.map(|answer| answer.status()) {
                Ok(StatusCode::ACCEPTED) => break,
                Ok(StatusCode::SERVICE_UNAVAILABLE) => met.refused += 1,
                Ok(status) => panic!("a good lead was answered with {status}"),
                Err(_) => met.cut_off += 1,
            }
            // Nobody listens while the proxy starts.
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        met.acknowledged.push(id);
        acknowledged.fetch_add(1, Ordering::Relaxed);
    }
    met
}
