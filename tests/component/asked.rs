//! What the form asks for as it stands, as a visitor sees it: which fields there are, and which of
//! them are required.

use leadgate_model::{Condition, FieldKind, FieldSpec};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::page::Page;

/// Whether a field can be seen (or could, if its group were open).
pub(crate) fn shows(page: &Page, name: &str) -> bool {
    let style = web_sys::window()
        .unwrap()
        .get_computed_style(&field(page, name))
        .unwrap()
        .unwrap();
    style.get_property_value("display").unwrap() != "none"
}

/// Whether a field is shown and required, by its label's words; its control must say the same.
pub(crate) fn requires(page: &Page, name: &str) -> bool {
    let field = field(page, name);
    // A box by itself may stay as it is, and nothing is said about it.
    if !shows(page, name) || field.class_list().contains("field-flag") {
        return false;
    }
    let word = field.query_selector(".optional").unwrap();
    let required = word.is_none_or(|word| word.unchecked_into::<HtmlElement>().hidden());
    if field.tag_name() != "FIELDSET" {
        assert_eq!(page.control(name).required(), required, "{name}");
    }
    required
}

/// The shown ones of the fields that are there under a condition only.
pub(crate) fn shown_on_condition(page: &Page) -> Vec<&'static str> {
    let on_condition = visible(page).filter(|field| field.shown != Condition::Always);
    on_condition
        .map(|field| field.name)
        .filter(|name| shows(page, name))
        .collect()
}

/// The required fields.
pub(crate) fn required(page: &Page) -> Vec<&'static str> {
    visible(page)
        .map(|field| field.name)
        .filter(|name| requires(page, name))
        .collect()
}

fn visible(page: &Page) -> impl Iterator<Item = &'static FieldSpec> {
    let fields = page.spec().fields.iter();
    fields.filter(|field| is_visible(field) && page.has(field.name))
}

/// Whether a visitor fills it in, not the page.
pub(crate) const fn is_visible(field: &FieldSpec) -> bool {
    !matches!(field.kind, FieldKind::Hidden | FieldKind::Target)
}

fn field(page: &Page, name: &str) -> HtmlElement {
    let field = page.control(name).closest(".field").unwrap();
    field.unwrap().unchecked_into()
}
