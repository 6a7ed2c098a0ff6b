//! What comes out of the store, as it was before it was encrypted; and what comes of what cannot be
//! opened.

use leadgate_store::{AttemptResult, Claim, LeadDetail, StoreError};
use tracing::{error, warn};

use super::EncryptedStore;
use crate::DecryptError;

/// How long a delivery waits that cannot be opened. Its key may be back by then; no attempt is counted.
const UNDECRYPTABLE_PAUSE_MS: i64 = 60_000;

impl EncryptedStore {
    /// A lead's payload as it was before it was encrypted.
    pub(super) fn decrypted(&self, lead_id: &str, payload: String) -> Result<String, DecryptError> {
        let decrypted = self.keyring.decrypt(lead_id, &payload)?;
        Ok(decrypted.map_or(payload, |personal| personal.payload))
    }

    pub(super) fn decrypted_detail(&self, lead: LeadDetail) -> Result<LeadDetail, DecryptError> {
        let encrypted = lead.payload.as_deref().unwrap_or_default();
        Ok(match self.keyring.decrypt(&lead.summary.id, encrypted)? {
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
    pub(super) async fn return_uncounted(&self, claim: &Claim, reason: DecryptError, now_ms: i64) {
        let Claim {
            lead_id, connector, ..
        } = claim;
        error!(lead_id, connector, error = %reason, "a lead cannot be delivered for now");
        let result = AttemptResult::Uncounted {
            at_ms: now_ms.saturating_add(UNDECRYPTABLE_PAUSE_MS),
            reason: format!("the lead cannot be opened: {reason}"),
        };
        if let Err(error) = self.inner.finish(claim, result, now_ms).await {
            warn!(lead_id, connector, %error, "a delivery could not be given back");
        }
    }
}

/// What somebody hears who asks for this lead.
pub(super) fn undecryptable(lead_id: &str, reason: &DecryptError) -> StoreError {
    StoreError::Undecryptable(format!("the lead {lead_id} cannot be opened: {reason}"))
}
