//! What documents and snippets share: text in HTML, hashes, and what a policy must allow.

use leadgate_model::Form;
use leadgate_settings::{PartnerForm, Settings};
use sha2::{Digest, Sha256};

/// Where a form's post may lead to after the proxy, each with a space before it: the partner's
/// suppliers, at any port.
#[must_use]
pub fn onward(settings: &Settings, partner_form: &PartnerForm<'_>) -> String {
    if partner_form.form != Form::ClickOut {
        return String::new();
    }
    let hosts = partner_form.form_config(settings).hosts;
    let sources = hosts
        .iter()
        .map(|host| format!(" https://{host}:* http://{host}:*"));
    sources.collect()
}

/// The hash of a style or script, as policies and `integrity` attributes write it.
#[must_use]
pub fn integrity(source: &str) -> String {
    use base64::Engine as _;
    let digest = Sha256::digest(source);
    format!(
        "sha256-{}",
        base64::engine::general_purpose::STANDARD.encode(digest)
    )
}

/// Text in HTML, in content or in a quoted attribute.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
