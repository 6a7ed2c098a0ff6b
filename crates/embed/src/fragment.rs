//! A partner's form as HTML: its options from the settings, and the fragment that is pasted or
//! inserted.

use leadgate::prerender::{self, Content};
use leadgate_model::wire::FormOptions;
use leadgate_settings::{Placement, Settings};

/// What the fragment tells the browser.
#[must_use]
pub fn options(place: &Placement<'_>, settings: &Settings) -> FormOptions {
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let terms = place.terms(settings);
    FormOptions {
        form: place.form.slug().to_owned(),
        lang: place.lang.tag().to_owned(),
        partner: place.partner_key.to_owned(),
        version: settings.server.release.of_forms().to_owned(),
        proxy: settings.server.public_url.clone(),
        company: settings.company.name.clone(),
        phone: given(&settings.company.phone),
        privacy_url: given(&settings.company.privacy_url),
        hours: settings.calls.opening_hours.clone(),
        consents: terms.consents,
        left_out: terms.left_out,
        hosts: terms.hosts,
    }
}

/// The form's HTML, without styles.
#[must_use]
pub fn fragment(place: &Placement<'_>, settings: &Settings, content: Content) -> String {
    prerender::fragment(place.form, &options(place, settings), content)
}

/// The contents of the shadow root: styles and form.
#[must_use]
pub fn shadow(place: &Placement<'_>, settings: &Settings, content: Content) -> String {
    let fragment = fragment(place, settings, content);
    ["<style>", prerender::STYLE, "</style>", &fragment].concat()
}

/// The address of the form's own page.
#[must_use]
pub fn page_url(place: &Placement<'_>, settings: &Settings) -> String {
    let Placement {
        form,
        partner_key,
        lang,
        ..
    } = place;
    let base = &settings.server.public_url;
    format!(
        "{base}/v1/forms/{}?partner={partner_key}&lang={}",
        form.slug(),
        lang.tag()
    )
}
