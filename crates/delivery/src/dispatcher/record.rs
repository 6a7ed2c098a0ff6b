//! Writing a result down, against a store that may be busy: what a CRM has accepted must not be
//! sent again because of a moment's lock.

use std::time::Duration;

use leadgate_store::{AttemptResult, Claim, Finished};
use tracing::{error, info, warn};

use super::Dispatcher;

/// The first wait after the store failed; doubled each time.
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

impl Dispatcher {
    /// Hands a result to the store, again and again until the claim's lease ends.
    pub(super) async fn record(
        &self,
        claim: &Claim,
        result: AttemptResult,
        class: &'static str,
        lease_until: Duration,
    ) {
        let mut wait = FIRST_WAIT;
        loop {
            let now_ms = self.now_ms();
            match self.store.finish(claim, result.clone(), now_ms).await {
                Ok(Finished::Recorded) => {
                    self.metrics.ended(&claim.connector, &result, class);
                    report(claim, &result);
                    return;
                }
                Ok(Finished::LostLease) => {
                    self.metrics.lost_lease(&claim.connector);
                    warn!(
                        lead_id = claim.lead_id,
                        delivery_id = claim.delivery_id,
                        connector = claim.connector,
                        "an attempt ended after its claim was lost; whoever holds it now decides"
                    );
                    return;
                }
                Err(error) if self.clock.uptime() + wait < lease_until => {
                    warn!(
                        %error,
                        lead_id = claim.lead_id,
                        delivery_id = claim.delivery_id,
                        "a result could not be recorded yet"
                    );
                    self.clock.sleep(wait).await;
                    wait = (wait * 2).min(LONGEST_WAIT);
                }
                Err(error) => {
                    error!(
                        %error,
                        lead_id = claim.lead_id,
                        delivery_id = claim.delivery_id,
                        connector = claim.connector,
                        "a result could not be recorded: the delivery will be tried again"
                    );
                    return;
                }
            }
        }
    }
}

/// One line in the log for each result: ids and reasons, nothing of the lead.
fn report(claim: &Claim, result: &AttemptResult) {
    let Claim {
        lead_id,
        delivery_id,
        connector,
        attempt,
        ..
    } = claim;
    match result {
        AttemptResult::Delivered { .. } => {
            info!(lead_id, delivery_id, connector, attempt, "delivered");
        }
        AttemptResult::Retry { at_ms, reason } => {
            warn!(
                lead_id,
                delivery_id, connector, attempt, at_ms, reason, "will be tried again"
            );
        }
        AttemptResult::Uncounted { at_ms, reason } => {
            warn!(
                lead_id,
                delivery_id, connector, at_ms, reason, "waits, uncounted"
            );
        }
        AttemptResult::Dead { reason } => {
            error!(lead_id, delivery_id, connector, attempt, reason, "given up");
        }
        AttemptResult::Skipped { reason } => {
            info!(lead_id, delivery_id, connector, attempt, reason, "skipped");
        }
    }
}
