//! What the live page hears: a snapshot when it connects, then every change, as server-sent
//! events. A page that falls behind is cut off; it reconnects and starts from a fresh snapshot.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{self, Stream};
use serde::Serialize;
use serde_json::Value;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::BroadcastStream;

use crate::fault::FaultOut;
use crate::received::Received;
use crate::simulator::Simulator;

/// As many requests as the page shows.
const NEWEST: usize = 100;

/// How long a page waits before it reconnects.
const RECONNECT: Duration = Duration::from_secs(1);

/// A request as the page shows it: with the answer, so that a refusal shows its reason.
#[derive(Serialize)]
pub(crate) struct Entry {
    #[serde(flatten)]
    pub(crate) received: Received,
    pub(crate) answer: Option<Value>,
}

/// Where a page starts.
#[derive(Serialize)]
pub(crate) struct Snapshot {
    crms: Vec<&'static str>,
    total: usize,
    newest: Vec<Arc<Entry>>,
    faults: Vec<FaultOut>,
}

impl Snapshot {
    pub(crate) fn new(
        crms: Vec<&'static str>,
        entries: &[Arc<Entry>],
        faults: Vec<FaultOut>,
    ) -> Self {
        let first = entries.len().saturating_sub(NEWEST);
        Self {
            crms,
            total: entries.len(),
            newest: entries[first..].to_vec(),
            faults,
        }
    }
}

/// What happened since.
#[derive(Clone)]
pub(crate) enum Change {
    Received(Arc<Entry>),
    Faults(Vec<FaultOut>),
    Emptied,
}

pub(crate) async fn stream(
    State(simulator): State<Simulator>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let (snapshot, changes) = simulator.watch();
    let first = event("snapshot", &snapshot).retry(RECONNECT);
    let later = BroadcastStream::new(changes).map_while(|change| {
        Some(match change.ok()? {
            Change::Received(entry) => event("received", &*entry),
            Change::Faults(faults) => event("faults", &faults),
            Change::Emptied => event("emptied", &()),
        })
    });
    let events = stream::iter([first]).chain(later).map(Ok);
    Sse::new(events).keep_alive(KeepAlive::default())
}

fn event(name: &str, data: &impl Serialize) -> Event {
    // Maps with text keys always serialise; an empty event would be ignored by the page.
    let data = serde_json::to_string(data).unwrap_or_default();
    Event::default().event(name).data(data)
}
