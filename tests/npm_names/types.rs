//! `names.d.ts`: the same names as types, with what each field and each event holds.

use leadgate::Theme;
use leadgate::element_api::{ATTRIBUTES, Attribute, EVENTS, Holds, TAG};
use leadgate_model::{COUNTRIES, Choice, FieldKind, FieldSpec, Form, Lang};
use leadgate_rules::time::DayPart;

use super::names::{list, union};
use super::{RENEW, codes};

/// The file.
pub(crate) fn declarations() -> String {
    let forms = Form::ALL.map(Form::slug);
    let languages = Lang::ALL.map(Lang::tag);
    let codes = codes::all();
    let codes: Vec<String> = codes.iter().map(|code| format!("\n  | '{code}'")).collect();
    [
        format!("// Generated from the Rust side; do not edit: {RENEW}\n\n"),
        constants(&forms, &languages),
        format!(
            "/** The forms. */\nexport type FormName = {};\n\n\
             /** The languages of forms and sentences. */\nexport type Language = {};\n\n\
             /** The looks of the attribute `theme`. */\nexport type Theme = {};\n\n\
             /** What can be wrong with a field. A later release may know more. */\nexport type ErrorCode ={};\n\n",
            union(forms),
            union(languages),
            union(Theme::ALL.map(Theme::name)),
            codes.concat(),
        ),
        attributes(),
        fields(),
        values(),
        events(),
    ]
    .concat()
}

fn constants(forms: &[&str], languages: &[&str]) -> String {
    let attributes = ATTRIBUTES.map(|attribute| attribute.name);
    let events = EVENTS.map(|event| event.name);
    [
        format!("/** The element's name. */\nexport const TAG: '{TAG}';\n"),
        constant("The forms.", "FORMS", forms),
        constant("The languages.", "LANGUAGES", languages),
        constant("The attributes.", "ATTRIBUTES", &attributes),
        constant("The events.", "EVENTS", &events),
        "\n".to_owned(),
    ]
    .concat()
}

fn constant(about: &str, name: &str, items: &[&str]) -> String {
    let items = list(items.iter().copied());
    format!("/** {about} */\nexport const {name}: readonly [{items}];\n")
}

fn attributes() -> String {
    let members: Vec<String> = ATTRIBUTES.iter().map(attribute).collect();
    format!(
        "/** The element's attributes, as HTML names them. */\nexport interface Attributes {{\n{}}}\n\n",
        members.concat()
    )
}

fn attribute(attribute: &Attribute) -> String {
    let Attribute {
        name,
        about,
        required,
        ..
    } = attribute;
    let optional = if *required { "" } else { "?" };
    format!(
        "  /** {about} */\n  {}{optional}: {};\n",
        key(name),
        type_of(attribute.holds)
    )
}

/// The type of an attribute's value.
pub(crate) fn type_of(holds: Holds) -> &'static str {
    match holds {
        Holds::Form => "FormName",
        Holds::Language => "Language",
        Holds::Theme => "Theme",
        Holds::Number => "number | `${number}`",
        Holds::Text => "string",
        Holds::FlagOrText => "boolean | string",
    }
}

fn fields() -> String {
    let forms = Form::ALL.map(|form| {
        let names = union(form.spec().fields.iter().map(|field| field.name));
        format!("  '{}': {names};\n", form.slug())
    });
    format!(
        "/** The fields of each form, by their names on the wire; those that attributes fill included. */\n\
         export interface FormFields {{\n{}}}\n\n\
         /** A field of a form, or of any. */\n\
         export type FieldName<Form extends FormName = FormName> = FormFields[Form];\n\n",
        forms.concat()
    )
}

fn values() -> String {
    let forms = Form::ALL.map(|form| {
        let fields: Vec<String> = form.spec().fields.iter().filter_map(value).collect();
        format!("  '{}': {{\n{}  }};\n", form.slug(), fields.concat())
    });
    format!(
        "/** What can be filled in, by form and field. Consents are the visitor's own. */\n\
         export interface FormValues {{\n{}}}\n\n",
        forms.concat()
    )
}

/// Nothing for a field that the visitor does not see.
fn value(field: &FieldSpec) -> Option<String> {
    let of_choices = |choices: &'static [Choice]| union(choices.iter().map(|choice| choice.value));
    let held = match field.kind {
        FieldKind::Hidden | FieldKind::Target => return None,
        FieldKind::Flag => "boolean".to_owned(),
        FieldKind::Choice(choices) => format!("'' | {}", of_choices(choices)),
        FieldKind::Choices(choices) => format!("readonly ({})[]", of_choices(choices)),
        FieldKind::Country => format!("'' | {}", of_choices(COUNTRIES)),
        FieldKind::Slot => {
            let parts = union(DayPart::ALL.map(DayPart::name));
            format!("'' | {parts} | `${{string}}/${{string}}`")
        }
        FieldKind::Name
        | FieldKind::Email
        | FieldKind::Phone(_)
        | FieldKind::Moment
        | FieldKind::Line
        | FieldKind::Lines
        | FieldKind::Birthdate
        | FieldKind::HouseNumber
        | FieldKind::PostalCode
        | FieldKind::Vat
        | FieldKind::Iban
        | FieldKind::NationalNumber
        | FieldKind::CardNumber => "string | number".to_owned(),
    };
    Some(format!("    {}?: {held};\n", field.name))
}

fn events() -> String {
    let members: Vec<String> = EVENTS
        .iter()
        .map(|event| {
            let detail: Vec<String> = event
                .detail
                .iter()
                .map(|(name, held)| format!("readonly {name}: {held}"))
                .collect();
            format!(
                "  /** {} */\n  '{}': {};\n",
                event.about,
                event.name,
                braces(&detail.join("; "))
            )
        })
        .collect();
    format!(
        "/** A wrong field and what is wrong with it. */\n\
         export interface InvalidField {{\n  \
         readonly field: FieldName | `consent_${{string}}`;\n  \
         readonly code: ErrorCode;\n}}\n\n\
         /** What the events' `detail` holds: no personal data. */\n\
         export interface EventDetails {{\n{}}}\n",
        members.concat()
    )
}

fn braces(members: &str) -> String {
    if members.is_empty() {
        "Readonly<Record<never, never>>".to_owned()
    } else {
        format!("{{ {members} }}")
    }
}

fn key(name: &str) -> String {
    if name.contains('-') {
        format!("'{name}'")
    } else {
        name.to_owned()
    }
}
