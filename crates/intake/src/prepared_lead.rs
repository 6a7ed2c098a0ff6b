//! A lead as it goes into the store: made once, stored as often as it takes.

use std::collections::BTreeMap;
use std::time::Duration;

use leadgate_model::ValidLead;
use leadgate_model::wire::LeadPayload;
use leadgate_store::{Acceptance, Accepted, NewLead, StoreError};
use tracing::info;

use super::incoming_request::IncomingRequest;
use super::{envelope, product, target};
use crate::Intake;
use crate::Refusal;

/// For a post without id: an identical body within this time is the same lead.
const SAME_LEAD_WITHIN: Duration = Duration::from_secs(10 * 60);

pub(super) fn same_lead_within_ms() -> i64 {
    i64::try_from(SAME_LEAD_WITHIN.as_millis()).unwrap_or(i64::MAX)
}

/// A lead that was checked, and what tells it apart from others.
pub(super) struct PreparedLead {
    pub(super) new_lead: NewLead,
    /// Whether the sender gave the id.
    has_id: bool,
    /// Whether it is about a person. Two clicks without one are two clicks, however alike.
    is_personal: bool,
}

impl PreparedLead {
    /// What is stored of a lead.
    ///
    /// # Errors
    /// Where it cannot be written as JSON, which no lead of ours is.
    pub(super) fn new(request: &IncomingRequest<'_>, lead: &ValidLead) -> Result<Self, Refusal> {
        let IncomingRequest {
            intake,
            partner_form,
            id,
            ..
        } = request;
        let has_id = id.is_some();
        let is_personal = !partner_form.is_anonymous();
        let id = id.clone().unwrap_or_else(|| new_id(intake.clock.now_ms()));
        let keys = intake.persons.keys(lead);
        let created_at_ms = intake.clock.now_ms();
        let window_ms = intake.settings.duplicates.window_ms();
        let window_ms = window_ms.filter(|_| !keys.is_empty());
        let new_lead = NewLead {
            payload: json(&payload(request, &id, lead))?,
            id,
            partner: partner_form.partner_key.to_owned(),
            form: partner_form.form.slug().to_owned(),
            fingerprint: request.fingerprint.clone(),
            created_at_ms,
            urgency: request.sender.urgency(),
            test: partner_form.partner.test,
            keys,
            product: product::of(request.draft, lead),
            duplicate_since_ms: window_ms.map(|window_ms| created_at_ms.saturating_sub(window_ms)),
            deliveries: leadgate_routing::deliveries(&intake.settings, partner_form),
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
    pub(super) async fn store(&self, intake: &Intake) -> Result<Acceptance, StoreError> {
        let new_lead = &self.new_lead;
        let began = intake.clock.uptime();
        let is_known_by_fields = !self.has_id && self.is_personal;
        let stored = if is_known_by_fields {
            intake
                .store
                .accept_without_id(new_lead, same_lead_within_ms())
                .await?
        } else {
            Acceptance {
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
            info!(lead_id = %stored.id, %partner, %form, test, duplicate, "lead accepted");
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
    /// As [`PreparedLead::new`].
    pub(super) fn under_new_id(mut self) -> Result<Self, Refusal> {
        let payload = serde_json::from_str(&self.new_lead.payload);
        let mut payload: LeadPayload = payload.map_err(|_| Refusal::StoreUnavailable)?;
        payload.id = new_id(self.new_lead.created_at_ms);
        self.new_lead.payload = json(&payload)?;
        self.new_lead.id = payload.id;
        self.has_id = false;
        Ok(self)
    }
}

fn json(payload: &LeadPayload) -> Result<String, Refusal> {
    serde_json::to_string(payload).map_err(|_| Refusal::StoreUnavailable)
}

/// Begins with the time, as the loader's ids do, so that the store appends it.
fn new_id(now_ms: i64) -> String {
    let mut random = [0; 10];
    random.copy_from_slice(&uuid::Uuid::new_v4().as_bytes()[6..]);
    let now_ms = u64::try_from(now_ms).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(now_ms, &random)
        .into_uuid()
        .to_string()
}

fn payload(request: &IncomingRequest<'_>, id: &str, lead: &ValidLead) -> LeadPayload {
    let IncomingRequest {
        intake,
        partner_form,
        draft,
        sender,
        form_config,
        ..
    } = request;
    let fields = lead.fields().into_iter();
    let mut fields: BTreeMap<String, String> = fields
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    if let Some((name, target)) = target::of(lead) {
        // What was judged, not how it was written.
        fields.insert(name.to_owned(), target.into());
    }
    LeadPayload {
        id: id.to_owned(),
        form: partner_form.form.slug().to_owned(),
        partner: partner_form.partner_key.to_owned(),
        lang: partner_form.lang.tag().to_owned(),
        affiliate_id: partner_form.partner.affiliate_id,
        fields,
        product: envelope::product(draft),
        consents: envelope::consents(&intake.settings, partner_form, form_config, draft),
        attribution: envelope::attribution(partner_form, draft, sender),
        form_version: draft.get("form_version").chars().take(40).collect(),
        received_at: leadgate_clock::rfc3339(intake.clock.now_ms()),
        signals: sender.signals(),
    }
}
