//! A lead as it goes into the store: made once, stored as often as it takes.

use std::collections::BTreeMap;
use std::time::Duration;

use leadgate_model::ValidLead;
use leadgate_model::wire::LeadPayload;
use leadgate_store::{Accepted, NativeAccepted, NewLead, StoreError};
use tracing::info;

use super::arrival::Arrival;
use super::{click_out, envelope, product};
use crate::Intake;
use crate::Refusal;

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
    pub(super) fn new(arrival: &Arrival<'_>, lead: &ValidLead) -> Result<Self, Refusal> {
        let Arrival {
            intake, place, id, ..
        } = arrival;
        let has_id = id.is_some();
        let is_personal = !place.is_anonymous();
        let id = id.clone().unwrap_or_else(new_id);
        let keys = intake.persons.keys(lead);
        let created_at = intake.clock.now_ms();
        let window_ms = intake.settings.duplicates.window_ms();
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
            deliveries: leadgate_routing::deliveries(&intake.settings, place),
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
    pub(super) async fn store(&self, intake: &Intake) -> Result<NativeAccepted, StoreError> {
        let new_lead = &self.new_lead;
        let began = intake.clock.uptime();
        let is_known_by_fields = !self.has_id && self.is_personal;
        let stored = if is_known_by_fields {
            intake
                .store
                .accept_native(new_lead, same_lead_within_ms())
                .await?
        } else {
            NativeAccepted {
                id: new_lead.id.clone(),
                accepted: intake.store.accept(new_lead).await?,
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
                intake.metrics.tested(partner, form);
            } else {
                let took = intake.clock.uptime().saturating_sub(began);
                intake
                    .metrics
                    .accepted(partner, form, duplicate, intake.clock.now_ms(), took);
            }
            intake.wake.notify_one();
        }
        Ok(stored)
    }

    /// The same lead under an id of its own: the one that it had is another lead's.
    ///
    /// # Errors
    /// As [`Entry::new`].
    pub(super) fn under_new_id(mut self) -> Result<Self, Refusal> {
        let payload = serde_json::from_str(&self.new_lead.payload);
        let mut payload: LeadPayload = payload.map_err(|_| Refusal::StoreUnavailable)?;
        payload.id = new_id();
        self.new_lead.payload = json(&payload)?;
        self.new_lead.id = payload.id;
        self.has_id = false;
        Ok(self)
    }
}

fn json(payload: &LeadPayload) -> Result<String, Refusal> {
    serde_json::to_string(payload).map_err(|_| Refusal::StoreUnavailable)
}

fn new_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

fn payload(arrival: &Arrival<'_>, id: &str, lead: &ValidLead) -> LeadPayload {
    let Arrival {
        intake,
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
        consents: envelope::consents(&intake.settings, place, terms, draft),
        attribution: envelope::attribution(place, draft, sender),
        form_version: draft.get("form_version").chars().take(40).collect(),
        received_at: leadgate_clock::rfc3339(intake.clock.now_ms()),
        signals: sender.signals(),
    }
}
