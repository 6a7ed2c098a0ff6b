//! One field of a form as a schema.

use leadgate_model::{COUNTRIES, Choice, Condition, FieldKind, FieldSpec, Form, Lang};
use utoipa::openapi::schema::{
    ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{RefOr, Schema};

/// The schema of a field's value.
pub(super) fn schema(field: &FieldSpec, form: Form) -> RefOr<Schema> {
    let description = description(field, form);
    let text = ObjectBuilder::new().schema_type(Type::String);
    let text = match field.kind {
        FieldKind::Choices(choices) => {
            let one = text.enum_values(Some(values(choices)));
            return ArrayBuilder::new()
                .items(one)
                .description(Some(description))
                .into();
        }
        FieldKind::Choice(choices) => text.enum_values(Some(values(choices))),
        FieldKind::Country => text.enum_values(Some(values(COUNTRIES))),
        FieldKind::Flag => text.schema_type(SchemaType::from_iter([Type::Boolean, Type::String])),
        FieldKind::Email => text.format(Some(SchemaFormat::KnownFormat(KnownFormat::Email))),
        FieldKind::Target => text.format(Some(SchemaFormat::Custom("uri".to_owned()))),
        FieldKind::Name | FieldKind::Line | FieldKind::Lines => {
            text.max_length(Some(field.max_chars))
        }
        FieldKind::Phone(_)
        | FieldKind::Slot
        | FieldKind::Moment
        | FieldKind::Hidden
        | FieldKind::Birthdate
        | FieldKind::HouseNumber
        | FieldKind::PostalCode
        | FieldKind::Vat
        | FieldKind::Iban
        | FieldKind::NationalNumber
        | FieldKind::CardNumber => text,
    };
    text.description(Some(description)).into()
}

/// Whether no lead of the form can do without the field. A click-out can without a person.
pub(super) fn is_required(field: &FieldSpec, form: Form) -> bool {
    field.required == Condition::Always
        && field.shown == Condition::Always
        && !field.on_request
        && (form != Form::ClickOut || field.kind == FieldKind::Target)
}

fn values(choices: &[Choice]) -> Vec<&'static str> {
    choices.iter().map(|choice| choice.value).collect()
}

fn description(field: &FieldSpec, form: Form) -> String {
    let mut sentences = vec![[field.label.translation(Lang::En), "."].concat()];
    sentences.extend(kind(field.kind));
    sentences.extend(presence(field, form));
    sentences.join(" ")
}

/// What the value looks like, where that is not plain from the label.
fn kind(kind: FieldKind) -> Option<String> {
    let plain = match kind {
        FieldKind::Phone(_) => "Any usual way to write a phone number.",
        FieldKind::Slot => {
            "Empty, `morning`, `afternoon`, `evening`, or \
             `YYYY-MM-DD HH:MM:SS/YYYY-MM-DD HH:MM:SS` in Brussels time."
        }
        FieldKind::Moment => "`YYYY-MM-DD HH:MM:SS` in Brussels time.",
        FieldKind::Hidden => "Said by the page, not by the visitor; cut where it is too long.",
        FieldKind::Target => "An http or https address on one of the partner's hosts.",
        FieldKind::Flag => "`true` or `on` for yes.",
        FieldKind::Birthdate => "Such as `1984-07-23`.",
        FieldKind::Choice(choices) | FieldKind::Choices(choices) => {
            let meanings = choices.iter().map(|choice| {
                format!("`{}`: {}", choice.value, choice.label.translation(Lang::En))
            });
            return Some([&meanings.collect::<Vec<_>>().join(", "), "."].concat());
        }
        FieldKind::Name
        | FieldKind::Email
        | FieldKind::Line
        | FieldKind::Lines
        | FieldKind::Country
        | FieldKind::HouseNumber
        | FieldKind::PostalCode
        | FieldKind::Vat
        | FieldKind::Iban
        | FieldKind::NationalNumber
        | FieldKind::CardNumber => return None,
    };
    Some(plain.to_owned())
}

/// When there is such a field, and when it must be filled in.
fn presence(field: &FieldSpec, form: Form) -> Option<String> {
    if field.on_request {
        return Some("Taken only where the proxy's configuration asks for it.".to_owned());
    }
    let taken = condition(field.shown);
    let needed = condition(field.required);
    match (taken, field.required, needed) {
        (Some(taken), Condition::Always, _) => {
            Some(format!("Taken, and then required, where {taken}."))
        }
        (Some(taken), ..) => Some(format!("Taken where {taken}.")),
        (None, _, Some(needed)) => Some(format!("Required where {needed}.")),
        (None, Condition::Always, None) if !is_required(field, form) => {
            Some("Required, unless this partner's form asks nothing about the person.".to_owned())
        }
        (None, _, None) => None,
    }
}

/// A condition in words; `None` where it depends on nothing.
fn condition(condition: Condition) -> Option<String> {
    let names = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        names.join(" or ")
    };
    match condition {
        Condition::Always | Condition::Never => None,
        Condition::Any(fields) => Some(format!("{} is filled in", names(fields))),
        Condition::NoneOf(fields) => Some(format!("nothing of {} is filled in", names(fields))),
    }
}
