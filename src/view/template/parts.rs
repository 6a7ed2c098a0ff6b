//! What is inside a form, from the hidden inputs to the button.

use leadgate_model::text::Text;
use leadgate_model::wire::{ATTRIBUTION, ENVELOPE, PRODUCT};
use leadgate_model::{Draft, FieldKind, FieldSpec, FormSpec};
use leptos::prelude::*;

use super::boxes::Consent;
use super::failure::{Button, Failure};
use super::group;
use super::summary::Summary;
use crate::FormState;

/// Everything as HTML, without the marks that help to hydrate nodes: these are not.
#[cfg(feature = "ssr")]
pub(in crate::view) fn html(state: FormState, hidden: &Draft) -> String {
    nodes(state, hidden)
        .into_view()
        .to_html()
        .replace("<!>", "")
}

/// Everything, in the order of the page.
pub(in crate::view) fn nodes(state: FormState, hidden: &Draft) -> impl IntoView + use<> {
    view! {
        <div class="head">
            {hidden_inputs(state.spec(), hidden)}
            <h2 class="title" part="title">
                {state.translation(state.spec().title)}
            </h2>
        </div>
        <Summary state />
        <div class="fields">{fields(state)}</div>
        <Failure state />
        <Button state />
    }
}

/// Fields, consents, and what happens with the details.
fn fields(state: FormState) -> impl IntoView {
    let spec = state.spec();
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
    view! {
        {group::fields(state, &visible)}
        {consents}
        <Note state note />
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
                    {state.translation(Text::PrivacyLink)}
                </a>
            }
        });
    view! { <p class="note" part="note">{note} {link}</p> }
}
