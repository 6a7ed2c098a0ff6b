//! A lead's way in: check its origin, validate, store. Whoever asked (the HTTP interface, an import)
//! reads the fields before, and makes the answer after.

mod background_tasks;
mod blind_index;
pub mod click_out;
mod envelope;
mod incoming_request;
mod metrics;
mod names;
mod prepared_lead;
mod product;
mod refusal;
mod target;

use std::sync::Arc;

use leadgate_clock::Clock;

use leadgate_model::wire::FieldErrorOut;
use leadgate_model::{Draft, ValidLead};
use leadgate_settings::{PartnerForm, Settings};
use leadgate_store::{Accepted, LeadIntake, StoreError};
use tokio::sync::Notify;
use tracing::error;

use self::incoming_request::{IncomingRequest, Rejection};
use self::prepared_lead::{PreparedLead, same_lead_within_ms};
pub use background_tasks::BackgroundTasks;
pub use blind_index::BlindIndexer;
pub use envelope::Sender;
pub use metrics::IntakeMetrics;
pub use names::count_unknown;
pub use refusal::Refusal;

/// What leads are taken in with. A clone shares all but the settings.
#[derive(Clone)]
pub struct Intake {
    /// The settings, checked: those of the moment at which the lead came in.
    pub settings: Arc<Settings>,
    /// Where leads are stored.
    pub store: Arc<dyn LeadIntake>,
    /// Wakes whoever delivers, when a lead was stored.
    pub wake: Arc<Notify>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// What is counted.
    pub metrics: IntakeMetrics,
    /// Makes the blind indexes of persons.
    pub persons: BlindIndexer,
    /// What goes on after its visitor was answered.
    pub background_tasks: BackgroundTasks,
}

/// What became of a lead that was sent.
#[derive(Debug)]
pub enum IntakeResult {
    /// On disk.
    Accepted {
        /// The id that counts.
        id: String,
        /// Whether it was not there before.
        is_new: bool,
        /// What was validated just now; `None` where it would not be valid any more.
        lead: Option<ValidLead>,
    },
    /// Wrong fields.
    Refused(Vec<FieldErrorOut>),
}

/// Takes a lead in.
///
/// # Errors
/// Whatever is not about a field: origin, an id used twice, the store.
pub async fn take_in(
    intake: &Intake,
    partner_form: &PartnerForm<'_>,
    draft: &Draft,
    sender: &Sender,
) -> Result<IntakeResult, Refusal> {
    match accept(intake, partner_form, draft, sender).await {
        Ok(result) => Ok(result),
        Err(Rejection::Fields(errors)) => Ok(IntakeResult::Refused(errors)),
        Err(Rejection::Refused(refusal)) => Err(refusal),
    }
}

async fn accept(
    intake: &Intake,
    partner_form: &PartnerForm<'_>,
    draft: &Draft,
    sender: &Sender,
) -> Result<IntakeResult, Rejection> {
    let request = IncomingRequest::new(intake, partner_form, draft, sender)?;
    let lead = match request.check() {
        Ok(lead) => lead,
        // A lead that was accepted keeps its answer when its slot has passed.
        Err(rejection) => return known(&request).await?.ok_or(rejection),
    };
    let stored = PreparedLead::new(&request, &lead)?.store(intake).await;
    let stored = stored.map_err(unavailable)?;
    match stored.accepted {
        Accepted::Stored | Accepted::StoredDuplicate | Accepted::Same => {
            Ok(IntakeResult::Accepted {
                id: stored.id,
                is_new: stored.accepted.is_new(),
                lead: Some(lead),
            })
        }
        Accepted::Conflict => Err(Refusal::Conflict.into()),
    }
}

/// The result of a lead that was accepted before and would not be now: by its id, or where there is
/// none by its fields. Of one that still is, the store itself says that it knows it.
async fn known(request: &IncomingRequest<'_>) -> Result<Option<IntakeResult>, Refusal> {
    let IncomingRequest {
        intake,
        partner_form,
        fingerprint,
        ..
    } = request;
    if let Some(id) = &request.id {
        let Some(known) = intake.store.show(id).await.map_err(unavailable)? else {
            return Ok(None);
        };
        let same = known.fingerprint == *fingerprint
            && known.summary.partner == partner_form.partner_key
            && known.summary.form == partner_form.form.slug();
        return if same {
            Ok(Some(IntakeResult::Accepted {
                id: id.clone(),
                is_new: false,
                lead: None,
            }))
        } else {
            Err(Refusal::Conflict)
        };
    }
    if partner_form.is_anonymous() {
        return Ok(None);
    }
    let since_ms = intake.clock.now_ms().saturating_sub(same_lead_within_ms());
    let found = intake
        .store
        .find_by_fingerprint(
            partner_form.partner_key,
            partner_form.form.slug(),
            fingerprint,
            since_ms,
        )
        .await
        .map_err(unavailable)?;
    Ok(found.map(|id| IntakeResult::Accepted {
        id,
        is_new: false,
        lead: None,
    }))
}

/// A failure of the store: logged here, "later" to the sender.
fn unavailable(reason: StoreError) -> Refusal {
    error!(error = %reason, "a lead could not be stored");
    Refusal::StoreUnavailable
}
