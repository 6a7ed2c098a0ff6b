//! `names.js`: the names that a program needs when it runs.

use leadgate::element_api::{ATTRIBUTES, EVENTS, TAG};
use leadgate_model::{Form, Lang};

use super::RENEW;

/// The file.
pub(crate) fn script() -> String {
    format!(
        "// @ts-check\n\
         // Generated from the Rust side; do not edit: {RENEW}\n\
         \n\
         export const TAG = '{TAG}';\n\
         export const FORMS = Object.freeze(/** @type {{const}} */ ([{}]));\n\
         export const LANGUAGES = Object.freeze(/** @type {{const}} */ ([{}]));\n\
         export const ATTRIBUTES = Object.freeze(/** @type {{const}} */ ([{}]));\n\
         export const EVENTS = Object.freeze(/** @type {{const}} */ ([{}]));\n",
        list(Form::ALL.map(Form::slug)),
        list(Lang::ALL.map(Lang::tag)),
        list(ATTRIBUTES.map(|attribute| attribute.name)),
        list(EVENTS.map(|event| event.name)),
    )
}

/// Texts in quotes, with commas between them.
pub(crate) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    quoted(names).join(", ")
}

/// One of several texts, as a type.
pub(crate) fn union<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    quoted(names).join(" | ")
}

fn quoted<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    names.into_iter().map(|name| format!("'{name}'")).collect()
}
