//! Leads with their fields.

use std::collections::{BTreeMap, BTreeSet};

use leadgate_model::wire::{ATTRIBUTION, LeadPayload, PRODUCT};
use leadgate_model::{FieldKind, Form};
use leadgate_store::{DeliverySummary, LeadDetail};
use serde_json::{Value, json};

use super::output::Records;
use leadgate_clock::rfc3339;
use leadgate_settings::Settings;

/// The columns before a lead's fields.
const ABOUT: [&str; 10] = [
    "id",
    "partner",
    "form",
    "received_at",
    "deliveries",
    "test",
    "duplicate_of",
    "lang",
    "form_version",
    "affiliate_id",
];

/// One record for each lead.
pub(super) struct Leads {
    fields: Vec<&'static str>,
    product: Vec<&'static str>,
    purposes: Vec<String>,
}

impl Leads {
    /// With the columns of one form, or of all.
    pub(super) fn of(settings: &Settings, form: Option<Form>) -> Self {
        let forms = form.map_or_else(|| Form::ALL.to_vec(), |form| vec![form]);
        let mut fields = Vec::new();
        for field in forms.iter().flat_map(|form| form.spec().fields) {
            match field.kind {
                // Stored as its two ends.
                FieldKind::Slot => fields.extend(["call_at", "call_until"]),
                _ => fields.push(field.name),
            }
        }
        let mut seen = BTreeSet::new();
        fields.retain(|name| seen.insert(*name));
        let product = PRODUCT.into_iter().filter(|name| !seen.contains(name));
        Self {
            product: product.filter(|name| *name != "url").collect(),
            fields,
            purposes: settings.consents.keys().cloned().collect(),
        }
    }
}

impl Records for Leads {
    fn header(&self) -> Vec<String> {
        let consents = self
            .purposes
            .iter()
            .map(|purpose| format!("consent_{purpose}"));
        let names = ABOUT.iter().chain(&self.fields).chain(&self.product);
        let names = names.map(|name| (*name).to_owned()).chain(consents);
        names.chain(ATTRIBUTION.map(str::to_owned)).collect()
    }

    fn rows(&self, lead: &LeadDetail, payload: Option<&LeadPayload>) -> Vec<Vec<String>> {
        let summary = &lead.summary;
        let deliveries: Vec<String> = summary.deliveries.iter().map(delivery).collect();
        let mut row = vec![
            summary.id.clone(),
            summary.partner.clone(),
            summary.form.clone(),
            rfc3339(summary.created_at_ms),
            deliveries.join("; "),
            if summary.test { "1" } else { "" }.to_owned(),
            summary.duplicate_of.clone().unwrap_or_default(),
        ];
        if let Some(payload) = payload {
            let affiliate = payload.affiliate_id.map(|id| id.to_string());
            row.extend([
                payload.lang.clone(),
                payload.form_version.clone(),
                affiliate.unwrap_or_default(),
            ]);
            let of = |map: &BTreeMap<String, String>, name: &str| {
                map.get(name).cloned().unwrap_or_default()
            };
            row.extend(self.fields.iter().map(|name| of(&payload.fields, name)));
            row.extend(self.product.iter().map(|name| of(&payload.product, name)));
            row.extend(self.purposes.iter().map(|purpose| {
                let mut asked = payload.consents.iter();
                let answer = asked.find(|consent| consent.purpose == *purpose);
                answer
                    .map_or("", |answer| if answer.given { "1" } else { "0" })
                    .to_owned()
            }));
            row.extend(ATTRIBUTION.map(|name| of(&payload.attribution, name)));
        }
        // An erased lead has nothing more to say.
        row.resize(self.header().len(), String::new());
        vec![row]
    }

    fn values(
        &self,
        lead: &LeadDetail,
        payload: Option<&LeadPayload>,
    ) -> serde_json::Result<Vec<Value>> {
        let summary = &lead.summary;
        let mut value = match payload {
            Some(payload) => serde_json::to_value(payload)?,
            None => json!({
                "id": summary.id,
                "form": summary.form,
                "partner": summary.partner,
                "received_at": rfc3339(summary.created_at_ms),
                "erased": true,
            }),
        };
        value["test"] = summary.test.into();
        value["duplicate_of"] = summary.duplicate_of.clone().into();
        value["deliveries"] = serde_json::to_value(&summary.deliveries)?;
        Ok(vec![value])
    }
}

/// Where a delivery stands, without the reason of its last failure.
fn delivery(delivery: &DeliverySummary) -> String {
    let mut words = format!("{} {}", delivery.connector, delivery.state);
    if let Some(remote_id) = &delivery.remote_id {
        words.push(' ');
        words.push_str(remote_id);
    }
    words
}
