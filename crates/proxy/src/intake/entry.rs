//! A lead as it goes into the store: made once, stored as often as it takes.

use std::collections::BTreeMap;
use std::time::Duration;

use leadgate_model::ValidLead;
use leadgate_model::wire::LeadPayload;
use leadgate_outbox::{Accepted, NativeAccepted, NewDelivery, NewLead, StoreError};
use tracing::info;

use super::arrival::Arrival;
use super::{click_out, envelope, product};
use crate::app::App;
use crate::config::{OfDuplicates, Settings};
use crate::problem::Problem;

/// A native post without id: an identical body within this time is the same lead.
const SAME_LEAD_WITHIN: Duration = Duration::from_secs(10 * 60);

pub(super) fn same_lead_within_ms() -> i64 {
    i64::try_from(SAME_LEAD_WITHIN.as_millis()).unwrap_or(i64::MAX)
}

/// A lead that was checked, and what tells it apart from others.
pub(super) struct Entry {
    pub(super) new_lead: NewLead,
    /// Whether the sender gave the id.
    has_id: bool,
    /// Whether it is about a person. Two clicks without one are two clicks, however alike.
    is_personal: bool,
}

impl Entry {
    /// What is stored of a lead.
    ///
    /// # Errors
    /// Where it cannot be written as JSON, which no lead of ours is.
    pub(super) fn new(arrival: &Arrival<'_>, lead: &ValidLead) -> Result<Self, Problem> {
        let Arrival { app, place, id, .. } = arrival;
        let has_id = id.is_some();
        let is_personal = !place.is_anonymous();
        let id = id.clone().unwrap_or_else(new_id);
        let connectors = if is_personal {
            &place.partner.forms[place.form.slug()]
        } else {
            // There is nobody whom a CRM could be told about.
            &[][..]
        };
        let keys = app.persons.keys(lead);
        let created_at = app.clock.now_ms();
        let window_ms = app.settings.duplicates.window_ms();
        let window_ms = window_ms.filter(|_| !keys.is_empty());
        let new_lead = NewLead {
            payload: json(&payload(arrival, &id, lead))?,
            id,
            partner: place.partner_key.to_owned(),
            form: place.form.slug().to_owned(),
            fingerprint: arrival.fingerprint.clone(),
            created_at,
            urgency: arrival.sender.urgency(),
            test: place.partner.test,
            keys,
            product: product::of(arrival.draft, lead),
            duplicate_since: window_ms.map(|window_ms| created_at.saturating_sub(window_ms)),
            deliveries: connectors
                .iter()
                .map(|connector| NewDelivery {
                    connector: connector.clone(),
                    skip_duplicate: skips_duplicates(&app.settings, connector),
                })
                .collect(),
            ..NewLead::default()
        };
        Ok(Self {
            new_lead,
            has_id,
            is_personal,
        })
    }

    /// Stores the lead: what came of it, and the id that counts. May be called again after a
    /// failure.
    ///
    /// # Errors
    /// The store's own.
    pub(super) async fn store(&self, app: &App) -> Result<NativeAccepted, StoreError> {
        let new_lead = &self.new_lead;
        let began = app.clock.uptime();
        let is_known_by_fields = !self.has_id && self.is_personal;
        let stored = if is_known_by_fields {
            app.store
                .accept_native(new_lead, same_lead_within_ms())
                .await?
        } else {
            NativeAccepted {
                id: new_lead.id.clone(),
                accepted: app.store.accept(new_lead).await?,
            }
        };
        if stored.accepted.is_new() {
            let NewLead {
                partner,
                form,
                test,
                ..
            } = new_lead;
            let duplicate = stored.accepted == Accepted::StoredDuplicate;
            info!(lead = %stored.id, %partner, %form, test, duplicate, "lead accepted");
            if *test {
                app.metrics.tested(partner, form);
            } else {
                let took = app.clock.uptime().saturating_sub(began);
                app.metrics
                    .accepted(partner, form, duplicate, app.clock.now_ms(), took);
            }
            app.wake.notify_one();
        }
        Ok(stored)
    }

    /// The same lead under an id of its own: the one that it had is another lead's.
    ///
    /// # Errors
    /// As [`Entry::new`].
    pub(super) fn under_new_id(mut self) -> Result<Self, Problem> {
        let payload = serde_json::from_str(&self.new_lead.payload);
        let mut payload: LeadPayload = payload.map_err(|_| Problem::StoreUnavailable)?;
        payload.id = new_id();
        self.new_lead.payload = json(&payload)?;
        self.new_lead.id = payload.id;
        self.has_id = false;
        Ok(self)
    }
}

fn skips_duplicates(settings: &Settings, connector: &str) -> bool {
    let connector = settings.connectors.get(connector);
    connector.is_some_and(|connector| connector.duplicates == OfDuplicates::Skip)
}

fn json(payload: &LeadPayload) -> Result<String, Problem> {
    serde_json::to_string(payload).map_err(|_| Problem::StoreUnavailable)
}

fn new_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

fn payload(arrival: &Arrival<'_>, id: &str, lead: &ValidLead) -> LeadPayload {
    let Arrival {
        app,
        place,
        draft,
        sender,
        terms,
        ..
    } = arrival;
    let fields = lead.fields().into_iter();
    let mut fields: BTreeMap<String, String> = fields
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    if let Some((name, target)) = click_out::target(lead) {
        // What was judged, not how it was written.
        fields.insert(name.to_owned(), target.into());
    }
    LeadPayload {
        id: id.to_owned(),
        form: place.form.slug().to_owned(),
        partner: place.partner_key.to_owned(),
        lang: place.lang.tag().to_owned(),
        affiliate_id: place.partner.affiliate_id,
        fields,
        product: envelope::product(draft),
        consents: envelope::consents(&app.settings, place, terms, draft),
        attribution: envelope::attribution(place, draft, sender),
        form_version: draft.get("form_version").chars().take(40).collect(),
        received_at: crate::time::rfc3339(app.clock.now_ms()),
        signals: sender.signals(),
    }
}
