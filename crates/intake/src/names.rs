//! Which names in a body mean something to a form.

use leadgate_model::wire::{ATTRIBUTION, ENVELOPE, PRODUCT};
use leadgate_model::{Draft, FieldKind};

use leadgate_settings::PartnerForm;
use leadgate_settings::Settings;

/// How many names in the body mean nothing to this partner's form: they are ignored. A field that
/// the form does not have is one of them.
#[must_use]
pub fn count_unknown(settings: &Settings, partner_form: &PartnerForm<'_>, draft: &Draft) -> u64 {
    let spec = partner_form.form.spec();
    let left_out = partner_form.form_config(settings).left_out;
    let has_slot = spec
        .fields
        .iter()
        .any(|field| field.kind == FieldKind::Slot);
    let is_field =
        |name: &str| spec.field(name).is_some() && left_out.iter().all(|absent| absent != name);
    let is_known = |name: &str| {
        is_field(name)
            || ENVELOPE.contains(&name)
            || PRODUCT.contains(&name)
            || ATTRIBUTION.contains(&name)
            || (has_slot && matches!(name, "call_at" | "call_until"))
            || is_consent(settings, name)
    };
    draft.pairs().filter(|(name, _)| !is_known(name)).count() as u64
}

fn is_consent(settings: &Settings, name: &str) -> bool {
    let purpose = name.strip_prefix("consent_");
    let purpose = purpose.map(|purpose| purpose.strip_suffix("_version").unwrap_or(purpose));
    purpose.is_some_and(|purpose| settings.consents.contains_key(purpose))
}
