//! A click-out from a page without script: the visitor goes on to the supplier. Nobody is held up:
//! the store has a second, then storing goes on behind; and if it never works, that is counted.

use std::sync::Arc;
use std::time::Duration;

use leadgate_model::{Draft, FieldKind, ValidLead, Value};
use leadgate_store::Accepted;
use tokio::sync::oneshot;
use tracing::{error, warn};
use url::Url;

use super::arrival::{Arrival, Stop};
use super::entry::Entry;
use super::{Outcome, Sender};
use crate::Intake;
use crate::Refusal;
use leadgate_settings::Placement;

/// How long a visitor waits for the store at most.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long one try takes at most: after that the store is taken to be stuck.
const TRY_WITHIN: Duration = Duration::from_secs(30);
/// The pauses between tries: some two minutes in all where the store fails at once.
const PAUSES: [Duration; 5] = [
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_secs(30),
    Duration::from_secs(60),
];

/// What is answered to a click-out.
#[derive(Debug)]
pub enum Passage {
    /// The visitor goes on to this address, which is on the partner's list.
    Onward(Url),
    /// The visitor stays: wrong fields.
    Stay(Outcome),
}

/// Takes a click-out in and lets the visitor go on.
///
/// # Errors
/// What nobody gets through with: a foreign origin.
pub async fn pass(
    intake: &Arc<Intake>,
    place: &Placement<'_>,
    draft: &Draft,
    sender: &Sender,
) -> Result<Passage, Refusal> {
    let (entry, target) = match check(intake, place, draft, sender) {
        Ok(checked) => checked,
        Err(Stop::Fields(errors)) => return Ok(Passage::Stay(Outcome::Refused(errors))),
        Err(Stop::Refused(refusal)) => return Err(refusal),
    };
    let first_try = store_behind(intake, entry);
    tokio::select! {
        biased;
        // Either way: a first try that failed is followed by others behind.
        _ = first_try => {}
        () = intake.clock.sleep(PATIENCE) => {}
    }
    Ok(Passage::Onward(target))
}

/// Where a lead's visitor goes on to, and the field that says so: the address as the parser writes
/// it.
pub(super) fn target(lead: &ValidLead) -> Option<(&'static str, Url)> {
    lead.values().find_map(|(spec, value)| match value {
        Value::Text(text) if spec.kind == FieldKind::Target => {
            Some((spec.name, Url::parse(text).ok()?))
        }
        Value::Text(_) | Value::Phone(_) | Value::Slot(..) => None,
    })
}

fn check(
    intake: &Intake,
    place: &Placement<'_>,
    draft: &Draft,
    sender: &Sender,
) -> Result<(Entry, Url), Stop> {
    let arrival = Arrival::new(intake, place, draft, sender)?;
    let lead = arrival.check()?;
    let (_, target) = target(&lead).ok_or(Refusal::NoTarget)?;
    Ok((Entry::new(&arrival, &lead)?, target))
}

/// Stores a lead, as often as it takes within bounds. What is returned is done after the first try.
fn store_behind(intake: &Arc<Intake>, entry: Entry) -> oneshot::Receiver<()> {
    let (tried, first_try) = oneshot::channel();
    let mut pending = Pending::new(intake, &entry);
    let Some(place) = intake.behind.place() else {
        pending.reason = "too many are waiting for the store".to_owned();
        return first_try;
    };
    intake.behind.spawn(async move {
        keep_trying(pending, entry, tried).await;
        drop(place);
    });
    first_try
}

async fn keep_trying(mut pending: Pending, mut entry: Entry, tried: oneshot::Sender<()>) {
    let intake = Arc::clone(&pending.intake);
    let mut tried = Some(tried);
    let mut pauses = PAUSES.into_iter();
    loop {
        // What is under way when a stop begins is the last try.
        let is_last = intake.behind.is_hurried();
        match one_try(&intake, &entry).await {
            Ok(Accepted::Stored | Accepted::StoredDuplicate | Accepted::Same) => {
                return pending.stored();
            }
            Ok(Accepted::Conflict) => {
                // As the page for a conflict does: what is typed now is a lead of its own.
                match entry.under_new_id() {
                    Ok(other) => entry = other,
                    Err(_) => return,
                }
                pending.id.clone_from(&entry.new_lead.id);
                continue;
            }
            Err(reason) => {
                error!(lead = %pending.id, %reason, "a click-out could not be stored yet");
                pending.reason = reason;
            }
        }
        drop(tried.take());
        let Some(pause) = pauses.next().filter(|_| !is_last) else {
            return;
        };
        tokio::select! {
            () = intake.clock.sleep(pause) => {}
            () = intake.behind.hurried() => {}
        }
    }
}

async fn one_try(intake: &Intake, entry: &Entry) -> Result<Accepted, String> {
    tokio::select! {
        biased;
        stored = entry.store(intake) => stored.map(|stored| stored.accepted).map_err(|reason| reason.to_string()),
        () = intake.clock.sleep(TRY_WITHIN) => Err("the store does not answer".to_owned()),
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
    fn new(intake: &Arc<Intake>, entry: &Entry) -> Self {
        Self {
            intake: Arc::clone(intake),
            id: entry.new_lead.id.clone(),
            partner: entry.new_lead.partner.clone(),
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
            warn!(lead = %self.id, partner = %self.partner, reason = %self.reason, "a click-out was lost");
        }
    }
}
