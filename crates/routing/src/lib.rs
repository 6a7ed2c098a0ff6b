//! Which deliveries a lead gets: pure rules over the settings, decided before the lead is stored.

use leadgate_settings::{OfDuplicates, PartnerForm, Settings};
use leadgate_store::NewDelivery;

/// The deliveries of a lead of this form: one for each connector that the partner names.
#[must_use]
pub fn deliveries(settings: &Settings, partner_form: &PartnerForm<'_>) -> Vec<NewDelivery> {
    if partner_form.is_anonymous() {
        // There is nobody whom a CRM could be told about.
        return Vec::new();
    }
    let connectors = partner_form.partner.forms.get(partner_form.form.slug());
    let connectors = connectors.into_iter().flatten();
    connectors
        .map(|connector| NewDelivery {
            connector: connector.clone(),
            skip_duplicate: skips_duplicates(settings, connector),
        })
        .collect()
}

fn skips_duplicates(settings: &Settings, connector: &str) -> bool {
    let connector = settings.connectors.get(connector);
    connector.is_some_and(|connector| connector.duplicates == OfDuplicates::Skip)
}
