//! One field: label, help, control and error, joined by `for` and `aria-describedby`.

use leadgate_model::{COUNTRIES, Choice, Condition, FieldKind, FieldSpec, PhoneUse};
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;

use super::boxes::{Boxes, Flag};
use super::field_error_text::FieldErrorText;
use super::hint::{Hint, has_hint};
use super::optional::optional;
use super::slot::SlotOptions;
use crate::FormState;
use crate::view::ids::{control_id, error_id, help_id, hint_id};

/// A field of the specification.
#[component]
pub(super) fn Field(
    /// The form's state.
    state: FormState,
    /// Which field.
    spec: &'static FieldSpec,
) -> impl IntoView {
    match element(spec.kind) {
        Element::Boxes(choices) => EitherOf3::A(view! { <Boxes state spec choices /> }),
        Element::Box => EitherOf3::B(view! { <Flag state spec /> }),
        Element::Select(_) | Element::TextArea | Element::Input => {
            EitherOf3::C(view! { <Labelled state spec /> })
        }
    }
}

/// What a field is in the page.
enum Element {
    /// A group of boxes, one for each choice.
    Boxes(&'static [Choice]),
    /// One box.
    Box,
    /// A list of choices; `None`: of slots.
    Select(Option<&'static [Choice]>),
    TextArea,
    Input,
}

const fn element(kind: FieldKind) -> Element {
    match kind {
        FieldKind::Choices(choices) => Element::Boxes(choices),
        FieldKind::Flag => Element::Box,
        FieldKind::Slot => Element::Select(None),
        FieldKind::Choice(choices) => Element::Select(Some(choices)),
        FieldKind::Country => Element::Select(Some(COUNTRIES)),
        FieldKind::Lines => Element::TextArea,
        FieldKind::Name
        | FieldKind::Email
        | FieldKind::Phone(_)
        | FieldKind::Moment
        | FieldKind::Hidden
        | FieldKind::Target
        | FieldKind::Line
        | FieldKind::Birthdate
        | FieldKind::HouseNumber
        | FieldKind::PostalCode
        | FieldKind::Vat
        | FieldKind::Iban
        | FieldKind::NationalNumber
        | FieldKind::CardNumber => Element::Input,
    }
}

#[component]
fn Labelled(
    /// The form's state.
    state: FormState,
    /// Which field.
    spec: &'static FieldSpec,
) -> impl IntoView {
    let name = spec.name;
    let help = spec.help.map(|help| {
        view! {
            <p class="help" id=help_id(name)>
                {state.translation(help)}
            </p>
        }
    });
    let hint = has_hint(spec.kind).then(|| view! { <Hint state spec /> });
    view! {
        <div
            class=["field ", class(spec)].concat()
            class:absent=move || !state.shows(spec)
            part="field"
        >
            <label class="label" part="label" for=control_id(name)>
                {state.translation(spec.label)}
                {optional(state, spec)}
            </label>
            {help}
            {control(state, spec)}
            {hint}
            <FieldErrorText state name=name.to_owned() />
        </div>
    }
}

/// How wide the control is: the width hints at the content.
const fn class(spec: &FieldSpec) -> &'static str {
    match spec.kind {
        FieldKind::Name => "field-name",
        FieldKind::Phone(_) => "field-phone",
        FieldKind::Birthdate | FieldKind::Moment => "field-date",
        FieldKind::HouseNumber | FieldKind::PostalCode => "field-short",
        FieldKind::Email
        | FieldKind::Slot
        | FieldKind::Hidden
        | FieldKind::Target
        | FieldKind::Line
        | FieldKind::Lines
        | FieldKind::Flag
        | FieldKind::Choice(_)
        | FieldKind::Choices(_)
        | FieldKind::Country
        | FieldKind::Vat
        | FieldKind::Iban
        | FieldKind::NationalNumber
        | FieldKind::CardNumber => {
            if spec.max_chars <= 10 {
                "field-short"
            } else {
                "field-wide"
            }
        }
    }
}

/// What describes a control: help, hint and error, as far as there are such.
fn described_by(spec: &FieldSpec) -> String {
    let mut ids = String::new();
    if spec.help.is_some() {
        ids.push_str(&help_id(spec.name));
        ids.push(' ');
    }
    if has_hint(spec.kind) {
        ids.push_str(&hint_id(spec.name));
        ids.push(' ');
    }
    ids.push_str(&error_id(spec.name));
    ids
}

/// The control itself. Its events bubble to the form, which listens for all of them.
fn control(state: FormState, spec: &'static FieldSpec) -> impl IntoView {
    let name = spec.name;
    let invalid = move || state.error(name).map(|_| "true");
    // Only what never changes: without script nothing would take it away again.
    let required = spec.required == Condition::Always && spec.shown == Condition::Always;
    let alone = state.is_only_error(name);
    let token = Some(spec.autocomplete).filter(|token| !token.is_empty());
    match element(spec.kind) {
        Element::Select(choices) => EitherOf3::A(view! {
            <select
                class="control"
                part="control"
                id=control_id(name)
                name=name
                required=required
                autocomplete=token
                aria-describedby=described_by(spec)
                aria-invalid=invalid
                autofocus=alone
            >
                {options(state, spec, choices)}
            </select>
        }),
        Element::TextArea => EitherOf3::B(view! {
            <textarea
                class="control"
                part="control"
                id=control_id(name)
                name=name
                rows="3"
                required=required
                aria-describedby=described_by(spec)
                aria-invalid=invalid
                autofocus=alone
                inner_html=escaped(&state.initial(name))
            ></textarea>
        }),
        Element::Input | Element::Boxes(_) | Element::Box => {
            let keys = keys(spec.kind);
            EitherOf3::C(view! {
                <input
                    class="control"
                    part="control"
                    id=control_id(name)
                    name=name
                    type=keys.input
                    inputmode=keys.mode
                    autocapitalize=keys.capitals
                    spellcheck=keys.capitals.map(|_| "false")
                    enterkeyhint="next"
                    required=required
                    autocomplete=token
                    aria-describedby=described_by(spec)
                    aria-invalid=invalid
                    autofocus=alone
                    value=Some(state.initial(name)).filter(|value| !value.is_empty())
                />
            })
        }
    }
}

/// The `option`s of a select.
fn options(
    state: FormState,
    spec: &'static FieldSpec,
    choices: Option<&'static [Choice]>,
) -> impl IntoView {
    let chosen = state.initial(spec.name);
    let Some(choices) = choices else {
        return Either::Left(view! { <SlotOptions state chosen /> });
    };
    // A country is chosen beforehand: the first one. Whatever else may stay open.
    let open = (spec.kind != FieldKind::Country).then(|| view! { <option value="">"–"</option> });
    let options = choices
        .iter()
        .map(|choice| choice_option(state, choice, &chosen))
        .collect::<Vec<_>>();
    Either::Right((open, options))
}

fn choice_option(state: FormState, choice: &'static Choice, chosen: &str) -> impl IntoView + use<> {
    let selected = choice.value == chosen;
    view! {
        <option value=choice.value selected=selected>
            {state.translation(choice.label)}
        </option>
    }
}

/// Which keyboard a phone shows, and what it does of its own accord.
struct Keys {
    /// The `type` of the input.
    input: &'static str,
    mode: Option<&'static str>,
    capitals: Option<&'static str>,
}

const fn keys(kind: FieldKind) -> Keys {
    let (input, mode, capitals) = match kind {
        FieldKind::Email => ("email", Some("email"), Some("off")),
        FieldKind::Phone(PhoneUse::Any | PhoneUse::Mobile | PhoneUse::Fixed) => {
            ("tel", Some("tel"), None)
        }
        FieldKind::Moment => ("datetime-local", None, None),
        FieldKind::NationalNumber | FieldKind::CardNumber => ("text", Some("numeric"), None),
        FieldKind::Vat | FieldKind::Iban | FieldKind::PostalCode => {
            ("text", None, Some("characters"))
        }
        FieldKind::Name
        | FieldKind::Slot
        | FieldKind::Hidden
        | FieldKind::Target
        | FieldKind::Line
        | FieldKind::Lines
        | FieldKind::Flag
        | FieldKind::Choice(_)
        | FieldKind::Choices(_)
        | FieldKind::Country
        | FieldKind::Birthdate
        | FieldKind::HouseNumber => ("text", None, None),
    };
    Keys {
        input,
        mode,
        capitals,
    }
}

/// Text as the content of a `textarea`. (A text child would be a space when empty: hydration
/// needs a node to find.)
fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;")
}
