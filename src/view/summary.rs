//! The error summary: takes the focus after a refused try and links to each wrong field.

use leadgate_model::text::Text;
use leptos::prelude::*;

use super::field::control_id;
use crate::FormState;

/// The element id of the summary, which takes the focus.
pub(crate) const SUMMARY_ID: &str = "leadgate-summary";

/// Links to every wrong field with the words that stand there; nothing while there is no need.
#[component]
pub(super) fn Summary(
    /// The form's state.
    state: FormState,
) -> impl IntoView {
    let list = move || {
        let errors = state.summary();
        (!errors.is_empty()).then(|| {
            let links = errors.into_iter().map(|(name, sentence)| link(&name, sentence));
            view! {
                <p class="summary-title" id="leadgate-summary-title">
                    {state.words(Text::SummaryTitle)}
                </p>
                <ul class="summary-list">{links.collect::<Vec<_>>()}</ul>
            }
        })
    };
    view! {
        <div
            class="summary"
            part="summary"
            id=SUMMARY_ID
            role="group"
            aria-labelledby="leadgate-summary-title"
            tabindex="-1"
        >
            {list}
        </div>
    }
}

/// A fragment link does not reach into a shadow root and would disturb a page's own hash router:
/// with script the click moves the focus instead.
fn link(name: &str, sentence: String) -> impl IntoView + use<> {
    let id = control_id(name);
    let href = ["#", &id].concat();
    let follow = move |event: leptos::ev::MouseEvent| {
        #[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
        crate::browser::focus_in_form(&event, &id);
        #[cfg(not(all(feature = "hydrate", target_arch = "wasm32")))]
        let _ = (&event, &id);
    };
    view! {
        <li>
            <a class="link" href=href on:click=follow>
                {sentence}
            </a>
        </li>
    }
}
