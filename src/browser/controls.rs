//! The form's controls as a draft and back: the page's own controls hold the values.

use leadgate_model::Draft;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlFormElement, HtmlInputElement};

/// Every named control's value, hidden ones included, in the order of the page: just what a
/// native post would send.
pub(super) fn read(form: &HtmlFormElement) -> Draft {
    let mut draft = Draft::default();
    each(form, |control, name| {
        if control.type_() != "checkbox" || control.checked() {
            draft.push(&name, &control.value());
        }
    });
    draft
}

/// Sets the controls that an object names: a text; true or false for a box; a list of values for
/// a group of boxes. Hidden inputs are the element's attributes' business, and a consent is ticked
/// by nobody but the visitor.
pub(super) fn write(form: &HtmlFormElement, values: &js_sys::Object) {
    each(form, |control, name| {
        let value = js_sys::Reflect::get(values, &JsValue::from_str(&name));
        let kind = control.type_();
        if kind == "hidden" || name.starts_with("consent_") {
            return;
        }
        let Ok(value) = value else { return };
        if kind == "checkbox" {
            if let Some(on) = ticked(&value, &control.value()) {
                control.set_checked(on);
            }
        } else if let Some(text) = value.as_string() {
            control.set_value(&text);
            // A choice that this list does not have is none, and shown as such.
            if control.tag_name() == "SELECT" && control.value() != text {
                control.set_value("");
            }
        }
    });
}

/// Whether a box is among the values; `None` where they say nothing about boxes.
fn ticked(value: &JsValue, own: &str) -> Option<bool> {
    let list = value.dyn_ref::<js_sys::Array>();
    let listed = list.map(|list| list.includes(&JsValue::from_str(own), 0));
    listed.or_else(|| value.as_bool())
}

/// Inputs, selects and text areas share the few properties that are used here, so all of them are
/// treated as inputs; buttons have no name.
fn each(form: &HtmlFormElement, mut visit: impl FnMut(&HtmlInputElement, String)) {
    let elements = form.elements();
    for index in 0..elements.length() {
        if let Some(element) = elements.item(index) {
            let control: HtmlInputElement = element.unchecked_into();
            let name = control.name();
            // A fieldset has a name, too, but no value.
            if !name.is_empty() && control.tag_name() != "FIELDSET" {
                visit(&control, name);
            }
        }
    }
}
