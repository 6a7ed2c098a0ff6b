//! One try of one delivery: wait for a turn, hand the lead to its connector, decide what its
//! outcome means for the store.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt;
use leadgate_connectors::Delivery;
use leadgate_model::wire::LeadPayload;
use leadgate_outbox::{Claim, DeliveryOutcome};
use tokio::sync::watch;
use tracing::{error, info, warn};

use super::batch::Batch;
use super::clock::millis;
use super::lane::Lane;
use super::settings::GRACE;
use super::{Dispatcher, lock};

/// When a delivery is claimed again whose connector has too many waiting, unless they are through
/// sooner.
const OVERRUN_AGAIN: Duration = Duration::from_secs(5);

/// How a claimed delivery left our hands.
pub(super) enum End {
    /// Its outcome was handed to the store.
    Recorded,
    /// It was not tried, or nothing was wrong with it: to be given back.
    NotTried {
        /// When to claim it again.
        again_at: i64,
        /// Changes when that makes sense sooner.
        sooner: Option<watch::Receiver<()>>,
    },
}

impl Dispatcher {
    /// Tries a claimed delivery, unless it is not to be tried now.
    pub(super) async fn attempt(&self, claim: Claim, batch: &Batch) -> End {
        let now = self.clock.now_ms();
        let Some(lane) = self.lanes.get(&claim.connector) else {
            self.report_unknown(&claim);
            return End::NotTried {
                again_at: now + millis(self.settings.probe_every),
                sooner: None,
            };
        };
        // Watched from before anything is decided, so that no change is missed.
        let sooner = lane.again();
        match self.attempt_in(lane, &claim, batch).await {
            Ok(()) => End::Recorded,
            Err(again_at) => End::NotTried {
                again_at,
                sooner: Some(sooner),
            },
        }
    }

    /// Tries a delivery as soon as it is its turn. `Err`: not now, and when to claim it again.
    async fn attempt_in(&self, lane: &Lane, claim: &Claim, batch: &Batch) -> Result<(), i64> {
        let turn = tokio::select! {
            biased;
            () = batch.shutdown.cancelled() => return Err(self.clock.now_ms()),
            turn = lane.turn() => turn,
        };
        let now = self.clock.now_ms();
        let Some(_turn) = turn else {
            return Err(now + millis(OVERRUN_AGAIN));
        };
        let deadline = now + millis(lane.connector.longest() + GRACE);
        if deadline >= batch.lease_until {
            // It waited so long for its turn that the try could outlast the claim.
            return Err(now);
        }
        lane.admit(now, self.settings.probe_every)?;
        let outcome = match read(claim) {
            Ok(lead) => {
                let delivery = self.deliver(lane, &lead, deadline).await;
                self.judge(lane, claim, delivery)?
            }
            Err(outcome) => outcome,
        };
        self.record(claim, outcome, batch.lease_until).await;
        Ok(())
    }

    /// The connector's outcome; `None` where it broke its promises.
    async fn deliver(&self, lane: &Lane, lead: &LeadPayload, deadline: i64) -> Option<Delivery> {
        // A connector that panics fails this one try, not the tries beside it.
        let delivery = AssertUnwindSafe(lane.connector.deliver(lead)).catch_unwind();
        tokio::select! {
            biased;
            delivery = delivery => delivery.ok(),
            () = self.clock.sleep_until(deadline) => None,
        }
    }

    /// What the store is told. `Err`: nothing, and when to claim the delivery again.
    fn judge(
        &self,
        lane: &Lane,
        claim: &Claim,
        delivery: Option<Delivery>,
    ) -> Result<DeliveryOutcome, i64> {
        match delivery {
            Some(Delivery::Accepted { remote_id }) => {
                self.resume(lane);
                Ok(DeliveryOutcome::Delivered { remote_id })
            }
            Some(Delivery::Rejected { reason }) => {
                self.resume(lane);
                Ok(DeliveryOutcome::Dead {
                    reason: reason.to_string(),
                })
            }
            Some(Delivery::Retry { after, reason }) => {
                Ok(self.again(claim, after, reason.to_string()))
            }
            None => Ok(self.again(claim, None, "the connector failed".to_owned())),
            Some(Delivery::WrongCredentials) => {
                let now = self.clock.now_ms();
                let (again_at, is_news) = lane.pause(now, self.settings.probe_every);
                if is_news {
                    error!(
                        connector = claim.connector,
                        lead_id = claim.lead_id,
                        "the CRM refuses our credentials: deliveries wait until it accepts them"
                    );
                }
                Err(again_at)
            }
        }
    }

    /// Another try by the schedule, or none.
    fn again(&self, claim: &Claim, after: Option<Duration>, reason: String) -> DeliveryOutcome {
        let wait = self
            .settings
            .policy
            .next(claim.attempt, (self.jitter)(), after);
        match wait {
            Some(wait) => DeliveryOutcome::Retry {
                at_ms: self.clock.now_ms() + millis(wait),
                reason,
            },
            None => DeliveryOutcome::Dead {
                reason: format!("{reason}, at the last of {} tries", claim.attempt),
            },
        }
    }

    fn resume(&self, lane: &Lane) {
        if lane.resume() {
            info!(
                connector = lane.connector.name(),
                "the CRM accepts our credentials: deliveries go on"
            );
        }
    }

    fn report_unknown(&self, claim: &Claim) {
        if lock(&self.unknown).insert(claim.connector.clone()) {
            warn!(
                connector = claim.connector,
                lead_id = claim.lead_id,
                "deliveries name a connector that is not configured: they wait"
            );
        }
    }
}

/// The stored lead. What cannot be read waits for an operator, as dead.
fn read(claim: &Claim) -> Result<LeadPayload, DeliveryOutcome> {
    serde_json::from_str(&claim.payload).map_err(|error| DeliveryOutcome::Dead {
        // Position and kind only: the error's own text quotes the value that it met.
        reason: format!(
            "the stored lead cannot be read: {:?} error at column {}",
            error.classify(),
            error.column()
        ),
    })
}
