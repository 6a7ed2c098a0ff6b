//! A click-out from a page without script: the visitor goes on to the supplier. The visitor waits at most a second;
//! then storing continues in the background, and a lead that is never stored is counted.

use std::sync::Arc;
use std::time::Duration;

use leadgate_model::Draft;
use leadgate_store::Accepted;
use tokio::sync::oneshot;
use tracing::{error, warn};
use url::Url;

use super::incoming_request::{IncomingRequest, Rejection};
use super::prepared_lead::PreparedLead;
use super::{IntakeResult, Sender, target};
use crate::Intake;
use crate::Refusal;
use leadgate_settings::PartnerForm;

/// How long a visitor waits for the store at most.
const VISITOR_WAIT_MAX: Duration = Duration::from_secs(1);
/// How long one attempt takes at most: after that the store is taken to be stuck.
const ATTEMPT_MAX: Duration = Duration::from_secs(30);
/// The pauses between attempts: some two minutes in all where the store fails at once.
const PAUSES: [Duration; 5] = [
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_secs(30),
    Duration::from_secs(60),
];

/// What is answered to a click-out.
#[derive(Debug)]
pub enum ClickOutAnswer {
    /// The visitor goes on to this address, which is on the partner's list.
    Redirect(Url),
    /// The visitor stays: wrong fields.
    Rejected(IntakeResult),
}

/// Takes a click-out in and lets the visitor go on.
///
/// # Errors
/// A foreign origin.
pub async fn pass(
    intake: &Arc<Intake>,
    partner_form: &PartnerForm<'_>,
    draft: &Draft,
    sender: &Sender,
) -> Result<ClickOutAnswer, Refusal> {
    let (prepared, target) = match check(intake, partner_form, draft, sender) {
        Ok(checked) => checked,
        Err(Rejection::Fields(errors)) => {
            return Ok(ClickOutAnswer::Rejected(IntakeResult::Refused(errors)));
        }
        Err(Rejection::Refused(refusal)) => return Err(refusal),
    };
    let first_attempt = store_in_background(intake, prepared);
    tokio::select! {
        biased;
        // Either way: after a first attempt that failed, others follow in the background.
        _ = first_attempt => {}
        () = intake.clock.sleep(VISITOR_WAIT_MAX) => {}
    }
    Ok(ClickOutAnswer::Redirect(target))
}

fn check(
    intake: &Intake,
    partner_form: &PartnerForm<'_>,
    draft: &Draft,
    sender: &Sender,
) -> Result<(PreparedLead, Url), Rejection> {
    let request = IncomingRequest::new(intake, partner_form, draft, sender)?;
    let lead = request.check()?;
    let (_, target) = target::of(&lead).ok_or(Refusal::NoTarget)?;
    Ok((PreparedLead::new(&request, &lead)?, target))
}

/// Stores a lead, as often as it takes within bounds. What is returned is done after the first attempt.
fn store_in_background(intake: &Arc<Intake>, prepared: PreparedLead) -> oneshot::Receiver<()> {
    let (tried, first_attempt) = oneshot::channel();
    let mut pending = Pending::new(intake, &prepared);
    let Some(permit) = intake.background_tasks.permit() else {
        pending.reason = "too many are waiting for the store".to_owned();
        return first_attempt;
    };
    intake.background_tasks.spawn(async move {
        keep_trying(pending, prepared, tried).await;
        drop(permit);
    });
    first_attempt
}

async fn keep_trying(mut pending: Pending, mut prepared: PreparedLead, tried: oneshot::Sender<()>) {
    let intake = Arc::clone(&pending.intake);
    let mut tried = Some(tried);
    let mut pauses = PAUSES.into_iter();
    loop {
        // What is under way when a stop begins is the last attempt.
        let is_last = intake.background_tasks.is_shutting_down();
        match attempt_once(&intake, &prepared).await {
            Ok(Accepted::Stored | Accepted::StoredDuplicate | Accepted::Same) => {
                return pending.stored();
            }
            Ok(Accepted::Conflict) => {
                // As the page for a conflict does: what is typed now is a lead of its own.
                match prepared.under_new_id() {
                    Ok(other) => prepared = other,
                    Err(_) => return,
                }
                pending.id.clone_from(&prepared.new_lead.id);
                continue;
            }
            Err(reason) => {
                error!(lead_id = %pending.id, error = %reason, "a click-out could not be stored yet");
                pending.reason = reason;
            }
        }
        drop(tried.take());
        let Some(pause) = pauses.next().filter(|_| !is_last) else {
            return;
        };
        tokio::select! {
            () = intake.clock.sleep(pause) => {}
            () = intake.background_tasks.shutdown_begun() => {}
        }
    }
}

async fn attempt_once(intake: &Intake, prepared: &PreparedLead) -> Result<Accepted, String> {
    tokio::select! {
        biased;
        stored = prepared.store(intake) => stored.map(|stored| stored.accepted).map_err(|reason| reason.to_string()),
        () = intake.clock.sleep(ATTEMPT_MAX) => Err("the store does not answer".to_owned()),
    }
}

/// A click-out that is not stored yet. Dropped as such, whatever the cause, it is lost: that is
/// counted and said, without anything about the person.
struct Pending {
    intake: Arc<Intake>,
    id: String,
    partner: String,
    reason: String,
    is_stored: bool,
}

impl Pending {
    fn new(intake: &Arc<Intake>, prepared: &PreparedLead) -> Self {
        Self {
            intake: Arc::clone(intake),
            id: prepared.new_lead.id.clone(),
            partner: prepared.new_lead.partner.clone(),
            reason: "the proxy stopped".to_owned(),
            is_stored: false,
        }
    }

    fn stored(mut self) {
        self.is_stored = true;
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.is_stored {
            self.intake.metrics.click_out_lost(&self.partner);
            warn!(lead_id = %self.id, partner = %self.partner, error = %self.reason, "a click-out was lost");
        }
    }
}
