//! A whole form: hidden fields, summary, fields, consents, the note beside the button.

use leadgate_model::Draft;
use leadgate_model::text::Text;
use leadgate_model::wire::{ENVELOPE, PRODUCT};
use leadgate_model::{FieldKind, FormSpec};
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement};

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
    let action = state
        .with_options(|options| [options.proxy.as_str(), "/v1/leads/", &options.form].concat());
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
            on:input=move |event| on_control(&event, |name, value| state.typed(name, value))
            on:focusout=move |event| on_control(&event, |name, _| state.left(name))
            on:focusin=move |_| state.renew_offers()
            on:click=move |event| follow_summary(&event)
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
            {move || state.announcement()}
        </p>
    }
}

/// Tells a control's name and value; a box that is not ticked holds nothing. Selects and text areas
/// share the few properties that are read here with inputs.
fn on_control(event: &Event, tell: impl FnOnce(&str, &str)) {
    let Some(target) = event.target() else { return };
    let control: HtmlInputElement = target.unchecked_into();
    // Links and buttons pass by, too: they have no name that a field has.
    let is_control = matches!(control.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA");
    if !is_control {
        return;
    }
    let off = control.type_() == "checkbox" && !control.checked();
    tell(
        &control.name(),
        &if off { String::new() } else { control.value() },
    );
}

/// A fragment link does not reach into a shadow root and would disturb a page's own hash router:
/// a link of the summary moves the focus instead.
fn follow_summary(event: &Event) {
    let Some(target) = event.target() else { return };
    let link: Element = target.unchecked_into();
    let Some(id) = link
        .get_attribute("href")
        .filter(|href| href.starts_with('#'))
    else {
        return;
    };
    event.prevent_default();
    let form = link.closest("form").ok().flatten();
    let control = form.and_then(|form| form.query_selector(&id).ok().flatten());
    if let Some(control) = control {
        drop(control.unchecked_into::<HtmlElement>().focus());
    }
}

fn hidden_inputs(spec: &'static FormSpec, hidden: &Draft) -> Vec<impl IntoView + use<>> {
    let own = spec
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Hidden);
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
