//! Boxes to tick: one by itself, a group of one name, a consent. Each is as large to the finger as
//! its label.

use leadgate_model::{Choice, ConsentText, FieldSpec};
use leptos::prelude::*;

use super::field_error_text::FieldErrorText;
use super::optional::optional;
use crate::FormState;
use crate::view::ids::{control_id, error_id, help_id};

/// A box that stands for yes or no.
#[component]
pub(super) fn Flag(
    /// The form's state.
    state: FormState,
    /// Which field.
    spec: &'static FieldSpec,
) -> impl IntoView {
    let name = spec.name;
    let checked = matches!(state.initial(name).as_str(), "on" | "1");
    view! {
        <div class="field field-flag" class:absent=move || !state.shows(spec) part="field">
            <label class="choice" part="choice" for=control_id(name)>
                <input
                    class="box"
                    id=control_id(name)
                    type="checkbox"
                    name=name
                    value="on"
                    checked=checked
                    aria-describedby=error_id(name)
                    aria-invalid=move || state.error(name).map(|_| "true")
                />
                <span>{state.translation(spec.label)}</span>
            </label>
            <FieldErrorText state name=name.to_owned() />
        </div>
    }
}

/// Boxes of one name, with one heading and one error.
#[component]
pub(super) fn Boxes(
    /// The form's state.
    state: FormState,
    /// Which field.
    spec: &'static FieldSpec,
    /// The boxes.
    choices: &'static [Choice],
) -> impl IntoView {
    let name = spec.name;
    let help = spec.help.map(|help| {
        view! {
            <p class="help" id=help_id(name)>
                {state.translation(help)}
            </p>
        }
    });
    let boxes = choices
        .iter()
        .enumerate()
        .map(|(index, choice)| one_box(state, name, index, choice))
        .collect::<Vec<_>>();
    view! {
        <fieldset
            class="field choices"
            class:absent=move || !state.shows(spec)
            part="field"
            aria-describedby=spec.help.map(|_| help_id(name))
        >
            <legend class="label" part="label">
                {state.translation(spec.label)}
                {optional(state, spec)}
            </legend>
            {help}
            {boxes}
            <FieldErrorText state name=name.to_owned() />
        </fieldset>
    }
}

fn one_box(
    state: FormState,
    name: &'static str,
    index: usize,
    choice: &'static Choice,
) -> impl IntoView + use<> {
    // The first one has the field's own id: that is where the summary leads.
    let id = match index {
        0 => control_id(name),
        _ => [&control_id(name), "-", choice.value].concat(),
    };
    let checked = state.initial_has(name, choice.value);
    let for_id = id.clone();
    view! {
        <label class="choice" part="choice" for=for_id>
            <input
                class="box"
                id=id
                type="checkbox"
                name=name
                value=choice.value
                checked=checked
                aria-describedby=error_id(name)
                aria-invalid=move || state.error(name).map(|_| "true")
            />
            <span>{state.translation(choice.label)}</span>
        </label>
    }
}

/// One purpose with its box, never ticked beforehand.
#[component]
pub(super) fn Consent(
    /// The form's state.
    state: FormState,
    /// What is agreed to.
    consent: ConsentText,
) -> impl IntoView {
    let name = consent.field();
    let for_invalid = name.clone();
    let checked = state.initial(&name) == "on";
    view! {
        <div class="field field-consent" part="field">
            <input type="hidden" name=consent.version_field() value=consent.version />
            <label class="consent" part="consent" for=control_id(&name)>
                <input
                    class="box"
                    id=control_id(&name)
                    type="checkbox"
                    name=name.clone()
                    value="on"
                    checked=checked
                    required=consent.required
                    aria-describedby=error_id(&name)
                    aria-invalid=move || match state.error(&for_invalid) {
                        Some(_) => Some("true"),
                        // Browsers call a required box wrong before anybody saw it.
                        None => consent.required.then_some("false"),
                    }
                    autofocus=state.is_only_error(&name)
                />
                <span>{consent.text}</span>
            </label>
            <FieldErrorText state name />
        </div>
    }
}
