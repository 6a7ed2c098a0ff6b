//! A whole form. Its nodes are made once, on the host ([`template`]); the browser listens to what happens
//! in them (`browser::listen`) and syncs them with the state (`browser::sync`).

use leadgate_model::Draft;
use leptos::prelude::*;

use super::template;
use crate::FormState;

/// The element id of the outcome, which takes the focus.
pub(crate) const OUTCOME_ID: &str = "leadgate-outcome";

/// The nodes of a form inside its outermost element: the form, its outcome, its live region.
#[component]
pub fn FormNodes(
    /// The form's state.
    state: FormState,
    /// What the hidden fields hold: partner, language, version, what the page's attributes name.
    hidden: Draft,
) -> impl IntoView {
    let action = state
        .with_options(|options| [options.proxy.as_str(), "/v1/leads/", &options.form].concat());
    // The published view is left in one piece: what is measured and tested.
    #[cfg(not(all(feature = "app", target_arch = "wasm32")))]
    let view = view! {
        <form
            class="form"
            part="form"
            method="post"
            action=action
            accept-charset="utf-8"
            inner_html=template::html(state, &hidden)
        ></form>
        <div class="outcome" part="outcome" id=OUTCOME_ID tabindex="-1"></div>
        <p class="announcement" role="status"></p>
    };
    #[cfg(all(feature = "app", target_arch = "wasm32"))]
    let view = view! {
        <form class="form" part="form" method="post" action=action accept-charset="utf-8">
            {template::nodes(state, &hidden)}
        </form>
        <div class="outcome" part="outcome" id=OUTCOME_ID tabindex="-1"></div>
        <p class="announcement" role="status"></p>
    };
    view
}
