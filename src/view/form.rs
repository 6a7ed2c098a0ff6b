//! A whole form. What does not change its shape is made once, on the host ([`fixed`]); the summary,
//! the outcome and the button follow the state.

use leadgate_model::text::Text;
use leadgate_model::{Draft, FormSpec};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::fixed;
use super::listen::{on_click, on_input, on_leave};
use super::outcome::{Failure, Outcome};
use super::summary::Summary;
use crate::{FormState, Phase};

/// A lead form.
#[component]
pub fn LeadForm(
    /// The form's state.
    state: FormState,
    /// What the hidden fields hold: partner, language, version, what the page's attributes name.
    hidden: Draft,
    /// The visitor wants to send.
    on_submit: impl Fn(SubmitEvent) + 'static,
    /// The visitor wants to start again after success.
    on_again: impl Fn() + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let spec = state.spec();
    let action = state
        .with_options(|options| [options.proxy.as_str(), "/v1/leads/", &options.form].concat());
    let done = move || matches!(state.phase(), Phase::Sent(_));
    let label = move || state.words(button_text(spec, &state.phase()));
    let busy = move || state.phase().is_busy().then_some("true");

    view! {
        <form
            class="form"
            part="form"
            method="post"
            action=action
            accept-charset="utf-8"
            prop:hidden=done
            on:submit=on_submit
            on:input=move |event| on_input(state, &event)
            on:focusout=move |event| on_leave(state, &event)
            on:focusin=move |_| state.renew_offers()
            on:click=move |event| on_click(state, &event)
        >
            <div class="head" inner_html=fixed::head(state, &hidden)></div>
            <Summary state />
            <div class="fields" inner_html=fixed::fields(state)></div>
            <Failure state />
            <button class="button" part="button" type="submit" aria-disabled=busy>
                {label}
            </button>
        </form>
        <Outcome state on_again />
        <p class="announcement" role="status">
            {move || state.announcement()}
        </p>
    }
}

const fn button_text(spec: &FormSpec, phase: &Phase) -> Text {
    match phase {
        Phase::Sending { slow: true } | Phase::Retrying => Text::Sending,
        Phase::Failed(_) => Text::TryAgain,
        Phase::Editing | Phase::Sending { slow: false } | Phase::Sent(_) => spec.action,
    }
}
