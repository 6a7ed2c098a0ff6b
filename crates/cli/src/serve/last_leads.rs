//! Whose last lead came when, from before this process: an alert finds a partner who has gone quiet
//! by it, restarts or not.

use std::sync::Arc;

use leadgate_store::{LeadAdmin, LeadFilter};
use tracing::warn;

use leadgate_intake::IntakeMetrics;

/// How many of a partner's last leads are looked through for one that is no test.
const LAST_LEADS: u32 = 100;

/// Looks up the last lead of these partners.
pub(super) async fn read(store: Arc<dyn LeadAdmin>, metrics: IntakeMetrics, partners: Vec<String>) {
    for partner in partners {
        let filter = LeadFilter {
            partner: Some(partner.clone()),
            ..LeadFilter::default()
        };
        match store.list(&filter, None, LAST_LEADS).await {
            Ok(last) => {
                // A test is no lead to whoever waits for one.
                if let Some(lead) = last.iter().find(|lead| !lead.test) {
                    metrics.last_lead_was(&partner, lead.created_at_ms);
                }
            }
            Err(error) => warn!(%error, partner, "the last lead could not be read"),
        }
    }
}
