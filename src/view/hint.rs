//! What helps while a field is filled in: the country of a phone number, a slip in an address.
//! Never an error: the visitor may be right.

use leadgate_model::text::Text;
use leadgate_model::{FieldKind, FieldSpec};
use leptos::prelude::*;

use crate::FormState;
use crate::state::Help;

/// Whether a kind of field has hints at all.
pub(super) const fn has_hint(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Email | FieldKind::Phone(_))
}

pub(super) fn hint_id(name: &str) -> String {
    ["leadgate-", name, "-hint"].concat()
}

/// The line under a control; empty, and without height, while there is nothing to say.
#[component]
pub(super) fn Hint(
    /// The form's state.
    state: FormState,
    /// Which field.
    spec: &'static FieldSpec,
) -> impl IntoView {
    let text = move || match state.help(spec) {
        Some(Help::Country(country)) => country,
        Some(Help::Address(address)) => Text::EmailSlip.fill(state.lang(), &[("email", &address)]),
        None => String::new(),
    };
    let address = move || match state.help(spec) {
        Some(Help::Address(address)) => Some(address),
        Some(Help::Country(_)) | None => None,
    };
    // The button is always there, so that nothing has to be built while somebody types.
    let button = (spec.kind == FieldKind::Email).then(|| {
        view! {
            <button
                class="hint-use"
                part="hint-use"
                type="button"
                hidden=move || address().is_none()
                data-field=spec.name
                value=move || address().unwrap_or_default()
            >
                {state.words(Text::EmailSlipUse)}
            </button>
        }
    });
    view! {
        <div class="hint" part="hint">
            <span id=hint_id(spec.name)>{text}</span>
            {button}
        </div>
    }
}
