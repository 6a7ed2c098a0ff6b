//! A whole form: hidden fields, summary, fields, consents, the note beside the button.

use leadgate_model::Draft;
use leadgate_model::text::Text;
use leadgate_model::wire::{ENVELOPE, PRODUCT};
use leadgate_model::{FieldKind, FormSpec};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::field::{Consent, Field};
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
    let action = state.with_options(|options| {
        [options.proxy.as_str(), "/v1/leads/", &options.form].concat()
    });
    let fields = spec
        .fields
        .iter()
        .filter(|field| field.kind != FieldKind::Hidden)
        .map(|field| view! { <Field state spec=field /> })
        .collect::<Vec<_>>();
    let consents = state.with_options(|options| options.consents.clone());
    let consents = consents
        .into_iter()
        .map(|consent| view! { <Consent state consent /> })
        .collect::<Vec<_>>();
    let done = move || state.phase.with(|phase| matches!(phase, Phase::Sent(_)));
    let label = move || state.phase.with(|phase| state.words(button_text(spec, phase)));
    let busy = move || state.phase.with(|phase| phase.is_busy().then_some("true"));

    view! {
        <form
            class="form"
            part="form"
            method="post"
            action=action
            accept-charset="utf-8"
            prop:hidden=done
            on:submit=on_submit
        >
            {hidden_inputs(spec, &hidden)}
            <h2 class="title" part="title">
                {state.words(spec.title)}
            </h2>
            <Summary state />
            {fields}
            {consents}
            <Note state />
            <Failure state />
            <button class="button" part="button" type="submit" aria-disabled=busy>
                {label}
            </button>
        </form>
        <Outcome state on_again />
        <p class="announcement" role="status">
            {move || state.announcement.get()}
        </p>
    }
}

fn hidden_inputs(spec: &'static FormSpec, hidden: &Draft) -> Vec<impl IntoView + use<>> {
    let own = spec.fields.iter().filter(|field| field.kind == FieldKind::Hidden);
    ENVELOPE
        .into_iter()
        .chain(PRODUCT)
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
) -> impl IntoView {
    let note = state.with_options(|options| {
        Text::CallMeBackNote.fill(state.lang(), &[("company", &options.company)])
    });
    let link = state.with_options(|options| options.privacy_url.clone()).map(|url| {
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
