//! The mark beside the label of a field that may stay empty.

use leadgate_model::text::Text;
use leadgate_model::{Condition, FieldSpec};
use leptos::prelude::*;

use crate::FormState;

/// Says that the field may stay empty, as long as it may.
pub(super) fn optional(state: FormState, spec: &'static FieldSpec) -> Option<impl IntoView> {
    (spec.required != Condition::Always).then(|| {
        view! {
            <span class="optional" hidden=move || state.requires(spec)>
                " "
                {state.translation(Text::Optional)}
            </span>
        }
    })
}
