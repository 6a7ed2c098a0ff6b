//! A form on a partner's page, as the settings allow it: which one, whose, in which language, what it
//! asks, and which pages may send it.

mod form_config;

use leadgate_model::{ConsentText, Form, Lang};

use crate::{Partner, Settings};

pub use form_config::FormConfig;

/// Why there is no such form for a partner. The sentences are for the developer of the page.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotOffered {
    /// No such form.
    #[error("There is no form named {0:?}. This proxy has: {forms}.", forms = Form::ALL.map(Form::slug).join(", "))]
    UnknownForm(String),
    /// No such partner.
    #[error(
        "The partner {0:?} is not known here. Check the `partner` attribute of <leadgate-form>."
    )]
    UnknownPartner(String),
    /// The partner may not use the form.
    #[error(
        "The partner {partner:?} may not use the form {form:?}. Ask the operator to add it under partners.{partner}.forms."
    )]
    FormNotAllowed {
        /// The partner's public key.
        partner: String,
        /// The form's name.
        form: String,
    },
}

/// A form that a partner may use, in a language.
#[derive(Clone, Copy, Debug)]
pub struct PartnerForm<'a> {
    /// Which form.
    pub form: Form,
    /// The partner's public key.
    pub partner_key: &'a str,
    /// The partner.
    pub partner: &'a Partner,
    /// The language.
    pub lang: Lang,
}

impl<'a> PartnerForm<'a> {
    /// Finds form and partner by their names; an unknown language becomes Dutch.
    ///
    /// # Errors
    /// When the form or the partner is unknown, or the partner may not use the form.
    pub fn find(
        settings: &'a Settings,
        form: &str,
        partner: &str,
        lang: &str,
    ) -> Result<Self, NotOffered> {
        let known =
            Form::from_slug(form).ok_or_else(|| NotOffered::UnknownForm(form.to_owned()))?;
        let (partner_key, found) = settings
            .partners
            .get_key_value(partner)
            .ok_or_else(|| NotOffered::UnknownPartner(partner.to_owned()))?;
        if !found.forms.contains_key(form) {
            return Err(NotOffered::FormNotAllowed {
                partner: partner.to_owned(),
                form: form.to_owned(),
            });
        }
        let lang = Lang::from_tag(lang).unwrap_or(Lang::Nl);
        Ok(Self {
            form: known,
            partner_key,
            partner: found,
            lang,
        })
    }
}

/// The consents that a form asks for today, in one language.
fn consents(settings: &Settings, form: Form, lang: Lang) -> Vec<ConsentText> {
    settings
        .consents
        .iter()
        .filter(|(_, consent)| consent.forms.iter().any(|name| name == form.slug()))
        .map(|(purpose, consent)| ConsentText {
            purpose: purpose.clone(),
            version: consent.current.clone(),
            text: consent_text(settings, purpose, &consent.current, lang)
                .unwrap_or_default()
                .to_owned(),
            required: consent.required,
        })
        .collect()
}

/// The sentence of a version of a consent.
#[must_use]
pub fn consent_text<'a>(
    settings: &'a Settings,
    purpose: &str,
    version: &str,
    lang: Lang,
) -> Option<&'a str> {
    let texts = settings.consents.get(purpose)?.texts.get(version)?;
    texts.get(lang.tag()).map(String::as_str)
}
