//! A lead's way in: read the body, check partner and origin, validate, store. The answer is for
//! whoever asked: JSON for scripts and servers, pages for browsers without script.

mod arrival;
pub mod behind;
pub mod body;
pub mod click_out;
mod entry;
mod envelope;
mod names;
mod product;

use leadgate_model::wire::FieldErrorOut;
use leadgate_model::{Draft, ValidLead};
use leadgate_outbox::{Accepted, StoreError};
use tracing::error;

use self::arrival::{Arrival, Stop};
use self::entry::{Entry, same_lead_within_ms};
use crate::app::App;
use crate::problem::Problem;
use crate::site::Placement;

pub use envelope::Sender;
pub use names::count_unknown;

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
    app: &App,
    place: &Placement<'_>,
    draft: &Draft,
    sender: &Sender,
) -> Result<Outcome, Problem> {
    match accept(app, place, draft, sender).await {
        Ok(outcome) => Ok(outcome),
        Err(Stop::Fields(errors)) => Ok(Outcome::Refused(errors)),
        Err(Stop::Problem(problem)) => Err(problem),
    }
}

async fn accept(
    app: &App,
    place: &Placement<'_>,
    draft: &Draft,
    sender: &Sender,
) -> Result<Outcome, Stop> {
    let arrival = Arrival::new(app, place, draft, sender)?;
    let lead = match arrival.check() {
        Ok(lead) => lead,
        // A lead that was accepted keeps its answer when its slot has passed.
        Err(stop) => return known(&arrival).await?.ok_or(stop),
    };
    let stored = Entry::new(&arrival, &lead)?.store(app).await;
    let stored = stored.map_err(unavailable)?;
    match stored.accepted {
        Accepted::Stored | Accepted::StoredDuplicate | Accepted::Same => Ok(Outcome::Accepted {
            id: stored.id,
            is_new: stored.accepted.is_new(),
            lead: Some(lead),
        }),
        Accepted::Conflict => Err(Problem::Conflict.into()),
    }
}

/// The outcome of a lead that was accepted before and would not be now: by its id, or where there is
/// none by its fields. Of one that still is, the store itself says that it knows it.
async fn known(arrival: &Arrival<'_>) -> Result<Option<Outcome>, Problem> {
    let Arrival {
        app,
        place,
        fingerprint,
        ..
    } = arrival;
    if let Some(id) = &arrival.id {
        let Some(known) = app.store.show(id).await.map_err(unavailable)? else {
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
            Err(Problem::Conflict)
        };
    }
    if place.is_anonymous() {
        return Ok(None);
    }
    let since_ms = app.clock.now_ms().saturating_sub(same_lead_within_ms());
    let found = app
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
fn unavailable(reason: StoreError) -> Problem {
    error!(%reason, "a lead could not be stored");
    Problem::StoreUnavailable
}
