//! A partner's form as HTML: its options from the settings, and the fragment that is pasted or
//! inserted.

use leadgate::prerender::{self, Content};
use leadgate_model::wire::FormOptions;
use leadgate_settings::{PartnerForm, Settings};

/// What the fragment tells the browser.
#[must_use]
pub fn options(partner_form: &PartnerForm<'_>, settings: &Settings) -> FormOptions {
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let form_config = partner_form.form_config(settings);
    FormOptions {
        form: partner_form.form.slug().to_owned(),
        lang: partner_form.lang.tag().to_owned(),
        partner: partner_form.partner_key.to_owned(),
        version: settings.server.browser_version.of_forms().to_owned(),
        proxy: settings.server.public_url.clone(),
        company: settings.company.name.clone(),
        phone: given(&settings.company.phone),
        privacy_url: given(&settings.company.privacy_url),
        hours: settings.calls.opening_hours.clone(),
        consents: form_config.consents,
        left_out: form_config.left_out,
        hosts: form_config.hosts,
    }
}

/// The form's HTML, without styles.
#[must_use]
pub fn fragment(partner_form: &PartnerForm<'_>, settings: &Settings, content: Content) -> String {
    prerender::fragment(partner_form.form, &options(partner_form, settings), content)
}

/// The contents of the shadow root: styles and form.
#[must_use]
pub fn shadow(partner_form: &PartnerForm<'_>, settings: &Settings, content: Content) -> String {
    let fragment = fragment(partner_form, settings, content);
    ["<style>", prerender::STYLE, "</style>", &fragment].concat()
}

/// The address of the form's own page.
#[must_use]
pub fn page_url(partner_form: &PartnerForm<'_>, settings: &Settings) -> String {
    let PartnerForm {
        form,
        partner_key,
        lang,
        ..
    } = partner_form;
    let base = &settings.server.public_url;
    format!(
        "{base}/v1/forms/{}?partner={partner_key}&lang={}",
        form.slug(),
        lang.tag()
    )
}
