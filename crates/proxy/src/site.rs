//! What a form on a partner's page is made of: its options from the settings, its fragment, the
//! loader that brings it.

mod terms;

use std::collections::BTreeMap;

use leadgate::prerender::{self, Content};
use leadgate_model::wire::FormOptions;
use leadgate_model::{ConsentText, Form, Lang};
use url::Url;

use crate::assets::{Assets, Encoding};
use crate::config::{Partner, Settings};
use crate::problem::Problem;

pub use terms::Terms;

/// A form that a partner may use, in a language.
#[derive(Clone, Copy, Debug)]
pub struct Placement<'a> {
    /// Which form.
    pub form: Form,
    /// The partner's public key.
    pub partner_key: &'a str,
    /// The partner.
    pub partner: &'a Partner,
    /// The language.
    pub lang: Lang,
}

impl<'a> Placement<'a> {
    /// Finds form and partner by their names; an unknown language becomes Dutch.
    ///
    /// # Errors
    /// When the form or the partner is unknown, or the partner may not use the form.
    pub fn find(
        settings: &'a Settings,
        form: &str,
        partner: &str,
        lang: &str,
    ) -> Result<Self, Problem> {
        let known = Form::from_slug(form).ok_or_else(|| Problem::UnknownForm(form.to_owned()))?;
        let (partner_key, found) = settings
            .partners
            .get_key_value(partner)
            .ok_or_else(|| Problem::UnknownPartner(partner.to_owned()))?;
        if !found.forms.contains_key(form) {
            return Err(Problem::FormNotAllowed {
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

    /// What the fragment tells the browser.
    #[must_use]
    pub fn options(&self, settings: &Settings) -> FormOptions {
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let terms = self.terms(settings);
        FormOptions {
            form: self.form.slug().to_owned(),
            lang: self.lang.tag().to_owned(),
            partner: self.partner_key.to_owned(),
            version: Assets::version().unwrap_or_default().to_owned(),
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
    pub fn fragment(&self, settings: &Settings, content: Content) -> String {
        prerender::fragment(self.form, &self.options(settings), content)
    }

    /// The contents of the shadow root: styles and form.
    #[must_use]
    pub fn shadow(&self, settings: &Settings, content: Content) -> String {
        let fragment = self.fragment(settings, content);
        ["<style>", prerender::STYLE, "</style>", &fragment].concat()
    }

    /// The address of the form's own page.
    #[must_use]
    pub fn page_url(&self, settings: &Settings) -> String {
        let Self {
            form,
            partner_key,
            lang,
            ..
        } = self;
        let base = &settings.server.public_url;
        format!(
            "{base}/v1/forms/{}?partner={partner_key}&lang={}",
            form.slug(),
            lang.tag()
        )
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

/// The loader, filled in: where the proxy is, which release it belongs to, and the fragments that
/// come along. `None` without the browser half, or for a release that is not served.
pub async fn loader(
    settings: &Settings,
    assets: &Assets,
    version: &str,
    fragments: &BTreeMap<String, String>,
) -> Option<String> {
    let (bytes, _) = assets.file(version, "embed.js", Encoding::Identity).await?;
    fill_in(settings, &bytes, version, fragments)
}

/// The loader of a release with its three texts in their places; `None` if it is not text.
///
/// Pages pin what this returns without fragments (`leadgate snippet --pin`): for one release and one `public_url` it stays
/// the same, byte by byte, in later versions of the proxy too.
#[must_use]
pub fn fill_in(
    settings: &Settings,
    source: &[u8],
    version: &str,
    fragments: &BTreeMap<String, String>,
) -> Option<String> {
    let source = std::str::from_utf8(source).ok()?;
    let fragments = serde_json::to_string(fragments).ok()?;
    Some(
        source
            .replace(
                "__LEADGATE_PROXY__",
                &in_quotes(&settings.server.public_url),
            )
            .replace("__LEADGATE_VERSION__", &in_quotes(version))
            .replace("__LEADGATE_FRAGMENTS__", &in_quotes(&fragments)),
    )
}

/// Text inside a JavaScript string literal, whichever quotes it has.
fn in_quotes(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for character in text.chars() {
        match character {
            '\\' | '\'' | '"' | '`' | '$' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '<' => escaped.push_str("\\x3c"),
            '\u{2028}' => escaped.push_str("\\u2028"),
            '\u{2029}' => escaped.push_str("\\u2029"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Whether a page's origin may send for a partner: the partner's own, or the proxy itself.
#[must_use]
pub fn is_allowed_origin(settings: &Settings, partner: &Partner, origin: &str) -> bool {
    partner.origins.iter().any(|known| known == origin) || own_origin(settings) == origin
}

/// The proxy's own origin, as browsers send it.
#[must_use]
pub fn own_origin(settings: &Settings) -> String {
    Url::parse(&settings.server.public_url)
        .map(|url| url.origin().ascii_serialization())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_survives_the_quotes_of_the_loader() {
        assert_eq!(
            in_quotes(r#"<a href="x">l'eau\</a>"#),
            r#"\x3ca href=\"x\">l\'eau\\\x3c/a>"#
        );
    }
}
