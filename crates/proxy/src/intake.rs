//! A lead's way in: read the body, check partner and origin, validate, store. The answer is for
//! whoever asked: JSON for scripts and servers, pages for browsers without script.

pub mod body;
mod envelope;

use std::collections::BTreeMap;
use std::time::Duration;

use leadgate_model::rules::phone::Country;
use leadgate_model::time::OpeningHours;
use leadgate_model::wire::{FieldErrorOut, LeadPayload};
use leadgate_model::{Draft, Rules, ValidLead, canonical, validate};
use leadgate_outbox::{Accepted, NewDelivery, NewLead, StoreError};
use sha2::{Digest, Sha256};
use tracing::{error, info, warn};

use crate::app::App;
use crate::problem::Problem;
use crate::site::{self, Placement};

pub use envelope::Sender;

/// A native post without id: an identical body within this time is the same lead.
const SAME_LEAD_WITHIN: Duration = Duration::from_secs(10 * 60);

/// What became of a lead that was sent.
#[derive(Debug)]
pub enum Outcome {
    /// On disk. The lead, too, unless the same id was accepted before.
    Accepted {
        /// The id that counts.
        id: String,
        /// What was validated just now.
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
    check_origin(app, place, sender)?;
    let given_id = match envelope::id(draft) {
        Ok(id) => id,
        Err(error) => return Ok(Outcome::Refused(vec![error])),
    };
    let fingerprint = fingerprint(app, place, draft);
    if let Some(id) = &given_id {
        // Before validating: a lead that was accepted keeps its answer when its slot has passed.
        if let Some(known) = app.store.show(id).await.map_err(unavailable)? {
            let same = known.fingerprint == fingerprint
                && known.summary.partner == place.partner_key
                && known.summary.form == place.form.slug();
            return if same {
                Ok(Outcome::Accepted {
                    id: id.clone(),
                    lead: None,
                })
            } else {
                Err(Problem::Conflict)
            };
        }
    }
    if given_id.is_none()
        && let Some(id) = known_native(app, place, &fingerprint).await?
    {
        // Whoever sent the form twice sees the same thanks, as far as its time is still to come.
        let lead = check(app, place, draft).ok();
        return Ok(Outcome::Accepted { id, lead });
    }
    let lead = match check(app, place, draft) {
        Ok(lead) => lead,
        Err(errors) => return Ok(Outcome::Refused(errors)),
    };
    let id = given_id
        .clone()
        .unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    let payload = payload(app, place, draft, sender, &id, &lead);
    let new_lead = NewLead {
        id: id.clone(),
        partner: place.partner_key.to_owned(),
        form: place.form.slug().to_owned(),
        fingerprint,
        payload: serde_json::to_string(&payload).map_err(|_| Problem::StoreUnavailable)?,
        created_at: app.clock.now_ms(),
        quarantine: None,
        deliveries: place.partner.forms[place.form.slug()]
            .iter()
            .map(|connector| NewDelivery {
                connector: connector.clone(),
            })
            .collect(),
    };
    store(app, new_lead, given_id.is_some(), lead).await
}

/// The lead that a post without an id repeats, for the same reason as for one with an id. Two at
/// once are told apart where they are stored.
async fn known_native(
    app: &App,
    place: &Placement<'_>,
    fingerprint: &str,
) -> Result<Option<String>, Problem> {
    let since_ms = app.clock.now_ms().saturating_sub(same_lead_within_ms());
    app.store
        .find_native(place.partner_key, place.form.slug(), fingerprint, since_ms)
        .await
        .map_err(unavailable)
}

fn same_lead_within_ms() -> i64 {
    i64::try_from(SAME_LEAD_WITHIN.as_millis()).unwrap_or(i64::MAX)
}

/// Checks a draft as the browser does, with the proxy's clock.
fn check(app: &App, place: &Placement<'_>, draft: &Draft) -> Result<ValidLead, Vec<FieldErrorOut>> {
    let hours = OpeningHours::parse(&app.settings.calls.opening_hours).unwrap_or_default();
    let consents = site::consents(&app.settings, place.form, place.lang);
    let now = app.clock.now_ms() / 1000;
    let rules = Rules {
        now,
        hours: &hours,
        country: Country::Be,
        consents: &consents,
    };
    validate(place.form, draft, &rules).map_err(|errors| {
        let spec = place.form.spec();
        errors
            .iter()
            .map(|error| FieldErrorOut::new(error, spec, place.lang))
            .collect()
    })
}

async fn store(
    app: &App,
    new_lead: NewLead,
    has_id: bool,
    lead: ValidLead,
) -> Result<Outcome, Problem> {
    let (id, accepted) = if has_id {
        (
            new_lead.id.clone(),
            app.store.accept(&new_lead).await.map_err(unavailable)?,
        )
    } else {
        let native = app
            .store
            .accept_native(&new_lead, same_lead_within_ms())
            .await
            .map_err(unavailable)?;
        (native.id, native.accepted)
    };
    match accepted {
        Accepted::Stored => {
            info!(lead = %id, partner = %new_lead.partner, form = %new_lead.form, "lead accepted");
            app.metrics.accepted(&new_lead.partner, &new_lead.form);
            app.wake.notify_one();
            Ok(Outcome::Accepted {
                id,
                lead: Some(lead),
            })
        }
        Accepted::Same => Ok(Outcome::Accepted {
            id,
            lead: Some(lead),
        }),
        Accepted::Conflict => Err(Problem::Conflict),
    }
}

/// `Origin: null` and none at all are accepted: a strict Referrer-Policy makes native posts so.
fn check_origin(app: &App, place: &Placement<'_>, sender: &Sender) -> Result<(), Problem> {
    match sender.origin.as_deref() {
        None | Some("null") => Ok(()),
        Some(origin) if site::is_allowed_origin(&app.settings, place.partner, origin) => Ok(()),
        Some(origin) => {
            warn!(partner = %place.partner_key, %origin, "a page of a foreign origin was refused");
            Err(Problem::ForeignOrigin {
                partner: place.partner_key.to_owned(),
                origin: origin.to_owned(),
            })
        }
    }
}

/// What an accepted id is compared by: fields, consents and product, not where the visitor came
/// from, nor when.
fn fingerprint(app: &App, place: &Placement<'_>, draft: &Draft) -> String {
    let mut hash = Sha256::new();
    let mut add = |name: &str, value: &str| {
        for part in [name, value] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    };
    add("partner", place.partner_key);
    add("form", place.form.slug());
    for (name, value) in canonical(place.form, draft, Country::Be) {
        add(name, &value);
    }
    for (name, value) in envelope::product(draft) {
        add(&name, &value);
    }
    for purpose in app.settings.consents.keys() {
        let name = format!("consent_{purpose}");
        add(&name, draft.get(&name));
    }
    hex::encode(hash.finalize())
}

fn payload(
    app: &App,
    place: &Placement<'_>,
    draft: &Draft,
    sender: &Sender,
    id: &str,
    lead: &ValidLead,
) -> LeadPayload {
    let fields = lead.fields().into_iter();
    LeadPayload {
        id: id.to_owned(),
        form: place.form.slug().to_owned(),
        partner: place.partner_key.to_owned(),
        lang: place.lang.tag().to_owned(),
        affiliate_id: place.partner.affiliate_id,
        fields: fields
            .map(|(name, value)| (name.to_owned(), value))
            .collect::<BTreeMap<_, _>>(),
        product: envelope::product(draft),
        consents: envelope::consents(&app.settings, place, draft),
        attribution: envelope::attribution(draft),
        form_version: draft.get("form_version").chars().take(40).collect(),
        received_at: crate::time::rfc3339(app.clock.now_ms()),
        signals: sender.signals(),
    }
}

/// A failure of the store: logged here, "later" to the sender.
fn unavailable(reason: StoreError) -> Problem {
    error!(%reason, "a lead could not be stored");
    Problem::StoreUnavailable
}
