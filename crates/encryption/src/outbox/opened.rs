//! What comes out of the store, as it was before it was sealed; and what comes of what cannot be
//! opened.

use leadgate_store::{Claim, DeliveryOutcome, LeadDetail, StoreError};
use tracing::{error, warn};

use super::SealedOutbox;
use crate::NotOpened;

/// How long a delivery waits that cannot be opened. Its key may be back by then; no try is counted.
const NOT_OPENED_PAUSE_MS: i64 = 60_000;

impl SealedOutbox {
    /// A lead's payload as it was before it was sealed.
    pub(super) fn opened(&self, lead_id: &str, payload: String) -> Result<String, NotOpened> {
        let opened = self.keyring.open(lead_id, &payload)?;
        Ok(opened.map_or(payload, |personal| personal.payload))
    }

    pub(super) fn opened_detail(&self, lead: LeadDetail) -> Result<LeadDetail, NotOpened> {
        let sealed = lead.payload.as_deref().unwrap_or_default();
        Ok(match self.keyring.open(&lead.summary.id, sealed)? {
            None => lead,
            Some(personal) => LeadDetail {
                fingerprint: personal.fingerprint,
                payload: Some(personal.payload),
                ..lead
            },
        })
    }

    /// Gives a delivery back whose lead cannot be opened: it waits, and an operator sees why. Where
    /// that fails, it waits until its lease ends; the claims beside it are not held up.
    pub(super) async fn put_back(&self, claim: &Claim, reason: NotOpened, now_ms: i64) {
        let Claim {
            lead_id, connector, ..
        } = claim;
        error!(lead_id, connector, %reason, "a lead cannot be delivered for now");
        let outcome = DeliveryOutcome::PutBack {
            at_ms: now_ms.saturating_add(NOT_OPENED_PAUSE_MS),
            reason: format!("the lead cannot be opened: {reason}"),
        };
        if let Err(error) = self.inner.finish(claim, outcome, now_ms).await {
            warn!(lead_id, connector, %error, "a delivery could not be given back");
        }
    }
}

/// What somebody hears who asks for this lead.
pub(super) fn not_opened(lead_id: &str, reason: &NotOpened) -> StoreError {
    StoreError::NotOpened(format!("the lead {lead_id} cannot be opened: {reason}"))
}
