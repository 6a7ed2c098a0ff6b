//! A lead's way in: check its origin, validate, store. Whoever asked (the HTTP interface, an import)
//! reads the fields before, and makes the answer after.

mod arrival;
mod behind;
pub mod click_out;
mod entry;
mod envelope;
mod metrics;
mod names;
mod person;
mod product;
mod refusal;

use std::sync::Arc;

use leadgate_clock::Clock;

use leadgate_model::wire::FieldErrorOut;
use leadgate_model::{Draft, ValidLead};
use leadgate_settings::{Placement, Settings};
use leadgate_store::{Accepted, LeadIntake, StoreError};
use tokio::sync::Notify;
use tracing::error;

use self::arrival::{Arrival, Stop};
use self::entry::{Entry, same_lead_within_ms};
pub use behind::Behind;
pub use envelope::Sender;
pub use metrics::IntakeMetrics;
pub use names::count_unknown;
pub use person::PersonIndex;
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
    /// What persons are recognised by.
    pub persons: PersonIndex,
    /// What goes on after its visitor was answered.
    pub behind: Behind,
}

/// What became of a lead that was sent.
#[derive(Debug)]
pub enum Outcome {
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
    place: &Placement<'_>,
    draft: &Draft,
    sender: &Sender,
) -> Result<Outcome, Refusal> {
    match accept(intake, place, draft, sender).await {
        Ok(outcome) => Ok(outcome),
        Err(Stop::Fields(errors)) => Ok(Outcome::Refused(errors)),
        Err(Stop::Refused(refusal)) => Err(refusal),
    }
}

async fn accept(
    intake: &Intake,
    place: &Placement<'_>,
    draft: &Draft,
    sender: &Sender,
) -> Result<Outcome, Stop> {
    let arrival = Arrival::new(intake, place, draft, sender)?;
    let lead = match arrival.check() {
        Ok(lead) => lead,
        // A lead that was accepted keeps its answer when its slot has passed.
        Err(stop) => return known(&arrival).await?.ok_or(stop),
    };
    let stored = Entry::new(&arrival, &lead)?.store(intake).await;
    let stored = stored.map_err(unavailable)?;
    match stored.accepted {
        Accepted::Stored | Accepted::StoredDuplicate | Accepted::Same => Ok(Outcome::Accepted {
            id: stored.id,
            is_new: stored.accepted.is_new(),
            lead: Some(lead),
        }),
        Accepted::Conflict => Err(Refusal::Conflict.into()),
    }
}

/// The outcome of a lead that was accepted before and would not be now: by its id, or where there is
/// none by its fields. Of one that still is, the store itself says that it knows it.
async fn known(arrival: &Arrival<'_>) -> Result<Option<Outcome>, Refusal> {
    let Arrival {
        intake,
        place,
        fingerprint,
        ..
    } = arrival;
    if let Some(id) = &arrival.id {
        let Some(known) = intake.store.show(id).await.map_err(unavailable)? else {
            return Ok(None);
        };
        let same = known.fingerprint == *fingerprint
            && known.summary.partner == place.partner_key
            && known.summary.form == place.form.slug();
        return if same {
            Ok(Some(Outcome::Accepted {
                id: id.clone(),
                is_new: false,
                lead: None,
            }))
        } else {
            Err(Refusal::Conflict)
        };
    }
    if place.is_anonymous() {
        return Ok(None);
    }
    let since_ms = intake.clock.now_ms().saturating_sub(same_lead_within_ms());
    let found = intake
        .store
        .find_native(place.partner_key, place.form.slug(), fingerprint, since_ms)
        .await
        .map_err(unavailable)?;
    Ok(found.map(|id| Outcome::Accepted {
        id,
        is_new: false,
        lead: None,
    }))
}

/// A failure of the store: logged here, "later" to the sender.
fn unavailable(reason: StoreError) -> Refusal {
    error!(%reason, "a lead could not be stored");
    Refusal::StoreUnavailable
}
