//! Why sending failed, and the button that sends again.

use leptos::prelude::*;

use crate::FormState;

/// Why sending failed and what to do; nothing typed is lost.
#[component]
pub(super) fn Failure(
    /// The form's state.
    state: FormState,
) -> impl IntoView {
    let lines = state.failure().map(|[title, reason, way_out]| {
        let way_out = (!way_out.is_empty()).then(|| view! { <p>{way_out}</p> });
        view! {
            <p class="failure-title">{title}</p>
            <p>{reason}</p>
            {way_out}
        }
    });
    view! {
        <div class="failure" part="failure">
            {lines}
        </div>
    }
}

/// The button.
#[component]
pub(super) fn Button(
    /// The form's state.
    state: FormState,
) -> impl IntoView {
    view! {
        <button class="button" part="button" type="submit">
            {state.button()}
        </button>
    }
}
