//! What helps while a field is filled in: the country of a phone number, a slip in an address.
//! Never an error: the visitor may be right.

use leadgate_model::text::Text;
use leadgate_model::{FieldKind, FieldSpec};
use leptos::prelude::*;

use crate::FormState;
use crate::view::ids::hint_id;

/// Whether a kind of field has hints at all.
pub(super) const fn has_hint(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Email | FieldKind::Phone(_))
}

/// The line under a control. Empty: only the browser knows what to say.
#[component]
pub(super) fn Hint(
    /// The form's state.
    state: FormState,
    /// Which field.
    spec: &'static FieldSpec,
) -> impl IntoView {
    let button = (spec.kind == FieldKind::Email).then(|| {
        view! {
            <button class="hint-use" part="hint-use" type="button" hidden data-field=spec.name>
                {state.translation(Text::EmailSlipUse)}
            </button>
        }
    });
    view! {
        <div class="hint" part="hint">
            <span id=hint_id(spec.name)></span>
            {button}
        </div>
    }
}
