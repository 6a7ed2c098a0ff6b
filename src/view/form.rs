//! A whole form. Its nodes are made once, on the host ([`fixed`]); in the browser the events are
//! listened to, and `browser::step` keeps the nodes in step with the state.

use leptos::ev::{Event, MouseEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use leadgate_model::Draft;

use super::fixed;
use super::listen::{on_click, on_input, on_leave};
use crate::FormState;

/// The element id of the outcome, which takes the focus.
pub(crate) const OUTCOME_ID: &str = "leadgate-outcome";

/// A lead form.
///
/// It listens in the capture phase: the other kind of listener brings along what delegates events
/// to the window, which does not work inside a shadow root, and is 2 KB of machine code.
#[component]
pub fn LeadForm(
    /// The form's state.
    state: FormState,
    /// What the hidden fields hold: partner, language, version, what the page's attributes name.
    hidden: Draft,
    /// The visitor wants to send.
    on_submit: impl Fn(SubmitEvent) + 'static,
    /// The visitor wants to start again after success.
    on_again: impl Fn() + 'static,
) -> impl IntoView {
    let action = state
        .with_options(|options| [options.proxy.as_str(), "/v1/leads/", &options.form].concat());
    let on_outcome = move |event: MouseEvent| {
        if is_button(&event) {
            on_again();
        }
    };
    view! {
        <form
            class="form"
            part="form"
            method="post"
            action=action
            accept-charset="utf-8"
            on:submit:capture=on_submit
            on:input:capture=move |event| on_input(state, &event)
            on:focusout:capture=move |event| on_leave(state, &event)
            on:focusin:capture=move |_| state.renew_offers()
            on:click:capture=move |event| on_click(state, &event)
            inner_html=fixed::form(state, &hidden)
        ></form>
        <div
            class="outcome"
            part="outcome"
            id=OUTCOME_ID
            tabindex="-1"
            on:click:capture=on_outcome
        ></div>
        <p class="announcement" role="status"></p>
    }
}

fn is_button(event: &Event) -> bool {
    let target = event.target().map(JsCast::unchecked_into);
    target.is_some_and(|target: Element| target.tag_name() == "BUTTON")
}
