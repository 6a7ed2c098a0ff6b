//! The sentence below a field that says what is wrong with it.

use leptos::prelude::*;

use crate::FormState;
use crate::view::ids::error_id;

/// What is wrong with a field; empty, with its space kept, while nothing is.
#[component]
pub(super) fn FieldErrorText(
    /// The form's state.
    state: FormState,
    /// The field's name.
    name: String,
) -> impl IntoView {
    let id = error_id(&name);
    view! {
        <p class="error" part="error" id=id>
            {move || state.error(&name).unwrap_or_default()}
        </p>
    }
}
