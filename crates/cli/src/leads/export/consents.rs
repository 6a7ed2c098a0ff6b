//! What was agreed to, and what it takes to show so (GDPR, article 7(1)): one record for each lead
//! and purpose that it was asked about.

use leadgate_model::Lang;
use leadgate_model::wire::LeadPayload;
use leadgate_store::LeadDetail;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::output::Records;
use leadgate_clock::rfc3339;
use leadgate_settings::Settings;
use leadgate_settings::consent_text;

const HEADER: [&str; 12] = [
    "lead_id",
    "partner",
    "form",
    "received_at",
    "form_version",
    "purpose",
    "version",
    "lang",
    "sha256",
    "given",
    "page_url",
    "text",
];

/// One record, in the order of the columns.
#[derive(Serialize)]
struct ConsentOut<'a> {
    lead_id: &'a str,
    partner: &'a str,
    form: &'a str,
    received_at: String,
    form_version: &'a str,
    purpose: &'a str,
    version: &'a str,
    lang: &'a str,
    sha256: Option<&'a str>,
    given: bool,
    page_url: &'a str,
    text: Option<&'a str>,
}

/// One record for each lead and purpose.
pub(super) struct Consents<'a> {
    settings: &'a Settings,
}

impl<'a> Consents<'a> {
    pub(super) const fn of(settings: &'a Settings) -> Self {
        Self { settings }
    }

    fn records<'r>(
        &'r self,
        lead: &'r LeadDetail,
        payload: Option<&'r LeadPayload>,
    ) -> impl Iterator<Item = ConsentOut<'r>> {
        let summary = &lead.summary;
        payload.into_iter().flat_map(move |payload| {
            payload.consents.iter().map(move |consent| ConsentOut {
                lead_id: &summary.id,
                partner: &summary.partner,
                form: &summary.form,
                received_at: rfc3339(summary.created_at_ms),
                form_version: &payload.form_version,
                purpose: &consent.purpose,
                version: &consent.version,
                lang: &consent.lang,
                sha256: consent.sha256.as_deref(),
                given: consent.given,
                page_url: payload
                    .attribution
                    .get("page_url")
                    .map_or("", String::as_str),
                text: self.text(consent),
            })
        })
    }

    /// The words that were shown, as far as the settings have them still: those of the same hash.
    fn text(&self, consent: &leadgate_model::ConsentGiven) -> Option<&str> {
        let lang = Lang::from_tag(&consent.lang)?;
        let text = consent_text(self.settings, &consent.purpose, &consent.version, lang)?;
        let is_same = consent.sha256.as_deref() == Some(&*hex::encode(Sha256::digest(text)));
        is_same.then_some(text)
    }
}

impl Records for Consents<'_> {
    fn header(&self) -> Vec<String> {
        HEADER.map(str::to_owned).to_vec()
    }

    fn rows(&self, lead: &LeadDetail, payload: Option<&LeadPayload>) -> Vec<Vec<String>> {
        let row = |record: ConsentOut<'_>| {
            [
                record.lead_id,
                record.partner,
                record.form,
                &record.received_at,
                record.form_version,
                record.purpose,
                record.version,
                record.lang,
                record.sha256.unwrap_or_default(),
                if record.given { "true" } else { "false" },
                record.page_url,
                record.text.unwrap_or_default(),
            ]
            .map(str::to_owned)
            .to_vec()
        };
        self.records(lead, payload).map(row).collect()
    }

    fn values(
        &self,
        lead: &LeadDetail,
        payload: Option<&LeadPayload>,
    ) -> serde_json::Result<Vec<Value>> {
        self.records(lead, payload)
            .map(serde_json::to_value)
            .collect()
    }
}
