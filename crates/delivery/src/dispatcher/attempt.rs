//! One attempt of one delivery: hand the lead to its connector, and decide what its answer means for the
//! worker and for the store.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use leadgate_clock::millis;
use leadgate_connectors::{Connector, ConnectorResult, GRACE};
use leadgate_model::wire::LeadPayload;
use leadgate_store::{AttemptResult, Claim};
use tracing::{error, info, warn};

use super::Dispatcher;
use super::breaker::{Cause, Transition};
use super::classification::{Classification, End};
use super::worker::{ConnectorWorker, Permit};

impl Dispatcher {
    /// Tries a claimed delivery and writes down what came of it.
    pub(super) async fn attempt(
        self: Arc<Self>,
        claim: Claim,
        mut permit: Permit,
        lease_until: Duration,
    ) {
        let worker = Arc::clone(&permit.worker);
        let classification = match read(&claim) {
            Ok(lead) => {
                let began = self.clock.uptime();
                let delivery = self.deliver(&*worker.connector(), &lead).await;
                let took = self.clock.uptime().saturating_sub(began);
                self.metrics.attempted(worker.name(), took);
                Classification::of(delivery)
            }
            Err(reason) => Classification::unreadable(reason),
        };
        let now = (self.clock.uptime(), self.clock.now_ms());
        if let Some(signal) = classification.signal {
            let transition = worker.ended(&mut permit, signal, classification.cool_down, now);
            report(&worker, transition);
        }
        let result = self.result(&claim, classification.end);
        self.record(&claim, result, classification.class, lease_until)
            .await;
    }

    /// The connector's answer; `None` where it broke its promises.
    async fn deliver(
        &self,
        connector: &dyn Connector,
        lead: &LeadPayload,
    ) -> Option<ConnectorResult> {
        // A connector that panics fails this one attempt, not the attempts beside it.
        let delivery = AssertUnwindSafe(connector.deliver(lead)).catch_unwind();
        tokio::select! {
            biased;
            delivery = delivery => delivery.ok(),
            () = self.clock.sleep(connector.longest() + GRACE) => None,
        }
    }

    /// What the store is told.
    fn result(&self, claim: &Claim, end: End) -> AttemptResult {
        let (after, reason) = match end {
            End::Final(result) => return result,
            End::Uncounted { reason } => {
                return AttemptResult::Uncounted {
                    at_ms: self.now_ms(),
                    reason,
                };
            }
            End::Again { after, reason } => (after, reason),
        };
        let policy = &self.settings.policy;
        match policy.next(claim.attempt, (self.jitter)(), after) {
            Some(wait) => AttemptResult::Retry {
                at_ms: self.now_ms() + millis(wait),
                reason,
            },
            None => AttemptResult::Dead {
                reason: format!("{reason}, at the last of {} attempts", claim.attempt),
            },
        }
    }
}

/// What changes for all of a connector's leads, said once.
fn report(worker: &ConnectorWorker, transition: Option<Transition>) {
    let connector = worker.name();
    match transition {
        None => {}
        Some(Transition::Opened(Cause::WrongCredentials)) => error!(
            connector,
            "the CRM refuses our credentials: deliveries wait until it accepts them"
        ),
        Some(Transition::Opened(Cause::Down)) => warn!(
            connector,
            "the CRM seems to be down: deliveries wait until it answers"
        ),
        Some(Transition::Closed(Cause::WrongCredentials)) => info!(
            connector,
            "the CRM accepts our credentials: deliveries go on"
        ),
        Some(Transition::Closed(Cause::Down)) => {
            info!(connector, "the CRM answers: deliveries go on");
        }
    }
}

/// The stored lead. What cannot be read waits for an operator, as dead.
fn read(claim: &Claim) -> Result<LeadPayload, String> {
    serde_json::from_str(&claim.payload).map_err(|error| {
        // Position and kind only: the error's own text quotes the value that it met.
        format!(
            "the stored lead cannot be read: {:?} error at column {}",
            error.classify(),
            error.column()
        )
    })
}
