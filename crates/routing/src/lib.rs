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

#[cfg(test)]
mod tests {
    use leadgate_settings::OfDuplicates;

    use super::*;

    /// The partner `demo` has every form; `counter` asks nothing about a person in its click-outs.
    fn settings() -> Settings {
        toml::from_str(include_str!("../../proxy/tests/http/settings.toml")).unwrap()
    }

    fn deliveries_of(settings: &Settings, form: &str, partner: &str) -> Vec<NewDelivery> {
        let partner_form = PartnerForm::find(settings, form, partner, "nl").unwrap();
        deliveries(settings, &partner_form)
    }

    #[test]
    fn a_lead_goes_to_each_connector_that_the_partner_names_for_its_form() {
        let mut settings = settings();
        let partner = settings.partners.get_mut("demo").unwrap();
        let connectors = vec!["crm".to_owned(), "archive".to_owned()];
        partner.forms.insert("call-me-back".to_owned(), connectors);
        let names = |form| {
            let deliveries = deliveries_of(&settings, form, "demo").into_iter();
            let names = deliveries.map(|delivery| delivery.connector);
            names.collect::<Vec<_>>()
        };
        assert_eq!(names("call-me-back"), ["crm", "archive"]);
        assert_eq!(names("insurance"), ["crm"]);
    }

    #[test]
    fn a_click_without_a_person_goes_nowhere() {
        assert_eq!(deliveries_of(&settings(), "click-out", "counter"), []);
    }

    #[test]
    fn a_connector_that_skips_duplicates_says_so_of_each_delivery() {
        let mut settings = settings();
        let skips =
            |settings: &Settings| deliveries_of(settings, "call-me-back", "demo")[0].skip_duplicate;
        assert!(!skips(&settings));
        settings.connectors.get_mut("crm").unwrap().duplicates = OfDuplicates::Skip;
        assert!(skips(&settings));
    }
}
