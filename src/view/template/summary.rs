//! The error summary: links to each wrong field. In the browser it takes the focus after a refused
//! attempt (`browser::reply`).

use leadgate_model::text::Text;
use leptos::prelude::*;

use crate::FormState;
use crate::view::ids::{SUMMARY_ID, control_id};

/// Links to every wrong field with the words that stand there; nothing while there is no need.
#[component]
pub(super) fn Summary(
    /// The form's state.
    state: FormState,
) -> impl IntoView {
    let errors = state.summary();
    let list = (!errors.is_empty()).then(|| {
        let links = errors
            .into_iter()
            .map(|(name, sentence)| link(&name, sentence));
        view! {
            <p class="summary-title" id="leadgate-summary-title">
                {state.translation(Text::SummaryTitle)}
            </p>
            <ul class="summary-list">{links.collect::<Vec<_>>()}</ul>
        }
    });
    view! {
        <div
            class="summary"
            part="summary"
            id=SUMMARY_ID
            role="group"
            aria-labelledby="leadgate-summary-title"
            tabindex="-1"
            autofocus=state.starts_at_summary()
        >
            {list}
        </div>
    }
}

/// The form moves the focus when a link is followed.
fn link(name: &str, sentence: String) -> impl IntoView + use<> {
    let href = ["#", &control_id(name)].concat();
    view! {
        <li>
            <a class="link" href=href>
                {sentence}
            </a>
        </li>
    }
}
