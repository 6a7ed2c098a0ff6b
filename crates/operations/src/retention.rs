//! The end of personal data: what stays of an erased lead, and the rules by which leads are erased
//! when their time is over.

use std::sync::Arc;
use std::time::Duration;

use leadgate_model::wire::LeadPayload;
use leadgate_store::{DeliveryState, Erased, Erasure, LeadDetail, LeadErasure, Scrub, StoreError};
use tokio_util::sync::CancellationToken;
use tracing::{error, info};

use leadgate_clock::Clock;
use leadgate_settings::Retention;

/// How often the rules are applied while the server runs.
const EVERY: Duration = Duration::from_secs(3600);

/// How many leads are erased in one step, which is one transaction: short enough that leads that
/// come in meanwhile do not wait.
const STEP: u32 = 200;

/// How often scrubbing the files is tried while somebody is reading them, and the pauses between.
const SCRUB_ATTEMPTS: u32 = 5;
const SCRUB_PAUSE: Duration = Duration::from_secs(2);

/// How to erase a lead: what stays is the payload without fields and attribution. Form, language,
/// product and the answers to the consents say nothing about who it was.
#[must_use]
pub fn erasure(lead: &LeadDetail) -> Erasure {
    let payload = lead.payload.as_deref().unwrap_or_default();
    let kept = serde_json::from_str(payload).and_then(|payload: LeadPayload| {
        serde_json::to_string(&LeadPayload {
            fields: Default::default(),
            attribution: Default::default(),
            ..payload
        })
    });
    Erasure {
        lead_id: lead.summary.id.clone(),
        // What cannot be read might be about the person, all of it.
        kept: kept.unwrap_or_else(|_| "{}".to_owned()),
    }
}

/// Which leads are over: what the store is asked for.
struct Over {
    before_ms: i64,
    having: &'static [DeliveryState],
    unless: &'static [DeliveryState],
}

impl Over {
    /// By each of the two rules that is in use; no lead is over by both.
    fn by(rules: Retention, now_ms: i64) -> impl Iterator<Item = Self> {
        use DeliveryState::{Dead, Pending, Quarantined};

        const DAY_MS: i64 = 24 * 3_600_000;
        let by = [
            (
                rules.delivered_days,
                &[][..],
                &[Pending, Quarantined, Dead][..],
            ),
            (rules.undelivered_days, &[Quarantined, Dead], &[Pending]),
        ];
        let in_use = by.into_iter().filter(|(days, ..)| *days > 0);
        in_use.map(move |(days, having, unless)| Self {
            before_ms: now_ms.saturating_sub(i64::from(days) * DAY_MS),
            having,
            unless,
        })
    }

    async fn leads(
        &self,
        store: &dyn LeadErasure,
        limit: u32,
    ) -> Result<Vec<LeadDetail>, StoreError> {
        let Self {
            before_ms,
            having,
            unless,
        } = *self;
        store.expired(before_ms, having, unless, limit).await
    }
}

/// What [`purge`] would erase now, of up to `limit` leads by each of the rules.
///
/// # Errors
/// The store's own.
pub async fn preview(
    store: &dyn LeadErasure,
    rules: Retention,
    now_ms: i64,
    limit: u32,
) -> Result<Erased, StoreError> {
    let mut erased = Erased::default();
    for over in Over::by(rules, now_ms) {
        let leads = over.leads(store, limit).await?;
        let deliveries = leads.iter().flat_map(|lead| &lead.summary.deliveries);
        let is_open = |state| !matches!(state, DeliveryState::Delivered | DeliveryState::Skipped);
        let skipped = deliveries
            .filter(|delivery| is_open(delivery.state))
            .count();
        erased = erased.and(Erased {
            leads: leads.len() as u64,
            skipped: skipped as u64,
        });
    }
    Ok(erased)
}

/// Erases every lead whose time is over. `told` hears what was erased after each step.
///
/// # Errors
/// The store's own. What was erased until then stays erased.
pub async fn purge(
    store: &dyn LeadErasure,
    rules: Retention,
    now_ms: i64,
    mut told: impl FnMut(Erased),
) -> Result<Erased, StoreError> {
    let mut erased = Erased::default();
    for over in Over::by(rules, now_ms) {
        loop {
            let leads = over.leads(store, STEP).await?;
            let erasures: Vec<Erasure> = leads.iter().map(erasure).collect();
            let step = store.erase(&erasures, over.unless, now_ms).await?;
            // None left, or none that another process was not quicker with.
            if step.leads == 0 {
                break;
            }
            erased = erased.and(step);
            told(erased);
        }
    }
    Ok(erased)
}

/// Scrubs the store's files of what was erased, as soon as nobody is reading them.
///
/// # Errors
/// The store's own; [`StoreError::Busy`] if somebody is reading for long.
pub async fn scrub(
    store: &dyn LeadErasure,
    clock: &dyn Clock,
    how: Scrub,
) -> Result<(), StoreError> {
    for _ in 1..SCRUB_ATTEMPTS {
        match store.scrub(how).await {
            Err(StoreError::Busy) => {}
            ended => return ended,
        }
        clock.sleep(SCRUB_PAUSE).await;
    }
    store.scrub(how).await
}

/// Applies the rules every hour until told to stop. A store that fails is asked again the next time.
pub async fn run(
    store: Arc<dyn LeadErasure>,
    rules: Retention,
    clock: Arc<dyn Clock>,
    stop: CancellationToken,
) {
    // What was erased and may still be in the files, also when the last process had no time for it.
    let mut to_scrub = true;
    let rounds = async {
        loop {
            match purge(&*store, rules, clock.now_ms(), |_| {}).await {
                Ok(Erased { leads: 0, .. }) => {}
                Ok(Erased { leads, skipped }) => {
                    to_scrub = true;
                    info!(
                        leads,
                        skipped, "personal data was erased, its time was over"
                    );
                }
                Err(error) => {
                    to_scrub = true;
                    error!(%error, "personal data whose time is over could not be erased");
                }
            }
            if to_scrub {
                match scrub(&*store, &*clock, Scrub::InPlace).await {
                    Ok(()) => to_scrub = false,
                    Err(error) => error!(%error, "erased data may still be in the store's files"),
                }
            }
            clock.sleep(EVERY).await;
        }
    };
    tokio::select! {
        () = stop.cancelled() => {}
        () = rounds => {}
    }
}
