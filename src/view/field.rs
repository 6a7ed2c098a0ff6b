//! One field: label, help, control and error, joined by `for` and `aria-describedby`.

use leadgate_model::text::Text;
use leadgate_model::{ConsentText, FieldKind, FieldSpec};
use leptos::either::EitherOf3;
use leptos::prelude::*;

use super::slot::SlotOptions;
use crate::FormState;

/// The element id of a control.
pub(super) fn control_id(name: &str) -> String {
    ["leadgate-", name].concat()
}

fn error_id(name: &str) -> String {
    ["leadgate-", name, "-error"].concat()
}

fn help_id(name: &str) -> String {
    ["leadgate-", name, "-help"].concat()
}

/// A field of the specification.
#[component]
pub(super) fn Field(
    /// The form's state.
    state: FormState,
    /// Which field.
    spec: &'static FieldSpec,
) -> impl IntoView {
    let name = spec.name;
    let optional = (!spec.required).then(|| {
        view! {
            " "
            <span class="optional">{state.words(Text::Optional)}</span>
        }
    });
    let help = spec.help.map(|help| {
        view! {
            <p class="help" id=help_id(name)>
                {state.words(help)}
            </p>
        }
    });
    let error = move || state.error(name);
    view! {
        <div class=["field ", class(spec.kind)].concat() part="field">
            <label class="label" part="label" for=control_id(name)>
                {state.words(spec.label)}
                {optional}
            </label>
            {help}
            {control(state, spec)}
            <p class="error" part="error" id=error_id(name)>
                {move || error().unwrap_or_default()}
            </p>
        </div>
    }
}

/// How wide the control is: the width hints at the content.
const fn class(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Name => "field-name",
        FieldKind::Phone => "field-phone",
        FieldKind::Email | FieldKind::Slot | FieldKind::Lines | FieldKind::Hidden => "field-wide",
    }
}

/// The control itself. Its events bubble to the form, which listens for all of them.
fn control(state: FormState, spec: &'static FieldSpec) -> impl IntoView {
    let name = spec.name;
    let described = match spec.help {
        Some(_) => [help_id(name), " ".to_owned(), error_id(name)].concat(),
        None => error_id(name),
    };
    let invalid = move || state.error(name).map(|_| "true");
    match spec.kind {
        FieldKind::Slot => EitherOf3::A(view! {
            <select
                class="control"
                part="control"
                id=control_id(name)
                name=name
                aria-describedby=described
                aria-invalid=invalid
            >
                <SlotOptions state chosen=state.initial(name) />
            </select>
        }),
        FieldKind::Lines => EitherOf3::B(view! {
            <textarea
                class="control"
                part="control"
                id=control_id(name)
                name=name
                rows="3"
                required=spec.required
                aria-describedby=described
                aria-invalid=invalid
                inner_html=escaped(&state.initial(name))
            ></textarea>
        }),
        FieldKind::Name | FieldKind::Email | FieldKind::Phone | FieldKind::Hidden => {
            EitherOf3::C(view! {
                <input
                    class="control"
                    part="control"
                    id=control_id(name)
                    name=name
                    type=input_type(spec.kind)
                    required=spec.required
                    autocomplete=spec.autocomplete
                    aria-describedby=described
                    aria-invalid=invalid
                    value=Some(state.initial(name)).filter(|value| !value.is_empty())
                />
            })
        }
    }
}

const fn input_type(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Email => "email",
        FieldKind::Phone => "tel",
        FieldKind::Name | FieldKind::Slot | FieldKind::Hidden | FieldKind::Lines => "text",
    }
}

/// Text as the content of a `textarea`. (A text child would be a space when empty: hydration
/// needs a node to find.)
fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;")
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
    let (for_error, for_invalid) = (name.clone(), name.clone());
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
                    aria-invalid=move || state.error(&for_invalid).map(|_| "true")
                />
                <span>{consent.text}</span>
            </label>
            <p class="error" part="error" id=error_id(&name)>
                {move || state.error(&for_error).unwrap_or_default()}
            </p>
        </div>
    }
}
