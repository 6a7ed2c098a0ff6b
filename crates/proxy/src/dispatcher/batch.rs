//! What was claimed together: tried side by side, and what could not be tried given back together,
//! since the store gives back by the name under which it was claimed.

use std::sync::Arc;

use futures::future::{join_all, pending, select_all};
use leadgate_outbox::Claim;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::attempt::End;
use super::{Dispatcher, lock};

/// How long before its lease ends a batch is given back, so that it never ends by itself, which
/// would count as a try.
const MARGIN_MS: i64 = 2_000;

/// One claim's deliveries, under way.
pub(super) struct Batch {
    pub(super) worker: String,
    pub(super) lease_until: i64,
    pub(super) shutdown: CancellationToken,
}

impl Batch {
    /// Works the batch through to its end.
    pub(super) async fn work(self, dispatcher: Arc<Dispatcher>, claims: Vec<Claim>) {
        let ends = {
            let attempts = claims
                .into_iter()
                .map(|claim| dispatcher.attempt(claim, &self));
            join_all(attempts).await
        };
        let mut first = None;
        let mut signals = Vec::new();
        for end in ends {
            if let End::NotTried { again_at, sooner } = end {
                first = Some(first.map_or(again_at, |first: i64| first.min(again_at)));
                signals.extend(sooner);
            }
        }
        let Some(again_at) = first else {
            lock(&dispatcher.held).remove(&self.worker);
            return;
        };
        // Held until then: given back, they would be claimed again at once.
        let until = again_at.min(self.lease_until - MARGIN_MS);
        tokio::select! {
            () = dispatcher.clock.sleep_until(until) => {}
            () = any(signals) => {}
            () = self.shutdown.cancelled() => {}
        }
        dispatcher.give_back(&self.worker).await;
        dispatcher.wake.notify_one();
    }
}

/// Waits until one of the signals changes.
async fn any(mut signals: Vec<watch::Receiver<()>>) {
    let changes = signals.iter_mut().map(|signal| Box::pin(signal.changed()));
    if changes.len() == 0 {
        pending::<()>().await;
    }
    let _ = select_all(changes).await;
}
