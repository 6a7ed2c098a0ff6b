//! One try of one delivery: hand the lead to its connector, and decide what its answer means for the
//! lane and for the store.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use leadgate_clock::millis;
use leadgate_connectors::{Connector, Delivery, GRACE};
use leadgate_model::wire::LeadPayload;
use leadgate_store::{Claim, DeliveryOutcome};
use tracing::{error, info, warn};

use super::Dispatcher;
use super::breaker::{Cause, Change};
use super::lane::{Lane, Turn};
use super::verdict::{End, Verdict};

impl Dispatcher {
    /// Tries a claimed delivery and writes down what came of it.
    pub(super) async fn attempt(
        self: Arc<Self>,
        claim: Claim,
        mut turn: Turn,
        lease_until: Duration,
    ) {
        let lane = Arc::clone(&turn.lane);
        let verdict = match read(&claim) {
            Ok(lead) => {
                let began = self.clock.uptime();
                let delivery = self.deliver(&*lane.connector(), &lead).await;
                let took = self.clock.uptime().saturating_sub(began);
                self.metrics.tried(lane.name(), took);
                Verdict::of(delivery)
            }
            Err(reason) => Verdict::unreadable(reason),
        };
        let now = (self.clock.uptime(), self.clock.now_ms());
        if let Some(sign) = verdict.sign {
            let change = lane.ended(&mut turn, sign, verdict.hold, now);
            report(&lane, change);
        }
        let outcome = self.outcome(&claim, verdict.end);
        self.record(&claim, outcome, verdict.class, lease_until)
            .await;
    }

    /// The connector's answer; `None` where it broke its promises.
    async fn deliver(&self, connector: &dyn Connector, lead: &LeadPayload) -> Option<Delivery> {
        // A connector that panics fails this one try, not the tries beside it.
        let delivery = AssertUnwindSafe(connector.deliver(lead)).catch_unwind();
        tokio::select! {
            biased;
            delivery = delivery => delivery.ok(),
            () = self.clock.sleep(connector.longest() + GRACE) => None,
        }
    }

    /// What the store is told.
    fn outcome(&self, claim: &Claim, end: End) -> DeliveryOutcome {
        let (after, reason) = match end {
            End::Final(outcome) => return outcome,
            End::PutBack { reason } => {
                return DeliveryOutcome::PutBack {
                    at_ms: self.now_ms(),
                    reason,
                };
            }
            End::Again { after, reason } => (after, reason),
        };
        let policy = &self.settings.policy;
        match policy.next(claim.attempt, (self.jitter)(), after) {
            Some(wait) => DeliveryOutcome::Retry {
                at_ms: self.now_ms() + millis(wait),
                reason,
            },
            None => DeliveryOutcome::Dead {
                reason: format!("{reason}, at the last of {} tries", claim.attempt),
            },
        }
    }
}

/// What changes for all of a connector's leads, said once.
fn report(lane: &Lane, change: Option<Change>) {
    let connector = lane.name();
    match change {
        None => {}
        Some(Change::Opened(Cause::WrongCredentials)) => error!(
            connector,
            "the CRM refuses our credentials: deliveries wait until it accepts them"
        ),
        Some(Change::Opened(Cause::Down)) => warn!(
            connector,
            "the CRM seems to be down: deliveries wait until it answers"
        ),
        Some(Change::Closed(Cause::WrongCredentials)) => info!(
            connector,
            "the CRM accepts our credentials: deliveries go on"
        ),
        Some(Change::Closed(Cause::Down)) => {
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
