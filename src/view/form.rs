//! A whole form: hidden fields, summary, fields, consents, the note beside the button.

use leadgate_model::Draft;
use leadgate_model::text::Text;
use leadgate_model::wire::{ATTRIBUTION, ENVELOPE, PRODUCT};
use leadgate_model::{FieldKind, FieldSpec, FormSpec};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::boxes::Consent;
use super::group;
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
    let visible: Vec<&'static FieldSpec> = spec
        .fields
        .iter()
        .filter(|field| !is_hidden(field) && state.has(field))
        .collect();
    let note = if visible.is_empty() {
        Text::ClickOutNoteAnonymous
    } else {
        spec.note
    };
    let consents = state.with_options(|options| options.consents.clone());
    let consents = consents
        .into_iter()
        .map(|consent| view! { <Consent state consent /> })
        .collect::<Vec<_>>();
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
            {hidden_inputs(spec, &hidden)}
            <h2 class="title" part="title">
                {state.words(spec.title)}
            </h2>
            <Summary state />
            {group::fields(state, &visible)}
            {consents}
            <Note state note />
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

/// What the page fills in, and no visitor sees.
const fn is_hidden(field: &FieldSpec) -> bool {
    matches!(field.kind, FieldKind::Hidden | FieldKind::Target)
}

fn hidden_inputs(spec: &'static FormSpec, hidden: &Draft) -> Vec<impl IntoView + use<>> {
    // A click-out's target is among the product's attributes.
    let own = spec
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Hidden);
    ENVELOPE
        .into_iter()
        .chain(PRODUCT)
        .chain(ATTRIBUTION)
        .chain(own.map(|field| field.name))
        .map(|name| {
            let value = hidden.get(name).to_owned();
            view! { <input type="hidden" name=name value=value /> }
        })
        .collect()
}

/// What happens, for whom, at what price: beside the button.
#[component]
fn Note(
    /// The form's state.
    state: FormState,
    /// What happens with the details.
    note: Text,
) -> impl IntoView {
    let note =
        state.with_options(|options| note.fill(state.lang(), &[("company", &options.company)]));
    let link = state
        .with_options(|options| options.privacy_url.clone())
        .map(|url| {
            view! {
                " "
                <a class="link" href=url target="_blank" rel="noopener">
                    {state.words(Text::PrivacyLink)}
                </a>
            }
        });
    view! { <p class="note" part="note">{note} {link}</p> }
}

const fn button_text(spec: &FormSpec, phase: &Phase) -> Text {
    match phase {
        Phase::Sending { slow: true } | Phase::Retrying => Text::Sending,
        Phase::Failed(_) => Text::TryAgain,
        Phase::Editing | Phase::Sending { slow: false } | Phase::Sent(_) => spec.action,
    }
}
