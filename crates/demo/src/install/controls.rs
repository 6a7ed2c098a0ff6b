//! The page's controls and the choices that they stand for: each is named like its parameter.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

use super::choices::Choices;
use crate::{address, dom};

/// Writes what a control within an element is changed to into the address, and calls a function then.
pub(super) fn listen(place: &Element, act: impl Fn() + 'static) {
    dom::on(place, "change", move |event| {
        let control = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        if let Some(control) = control
            && let Some(name) = control.get_attribute("name")
            && let Some(value) = value(&control)
        {
            address::choose(&name, &value);
            act();
        }
    });
}

/// Puts every control on what was chosen.
pub(super) fn show(choices: &Choices) {
    for (name, value) in choices.pairs() {
        for control in dom::all(&format!("#install [name={name}]")) {
            set(&control, value);
        }
    }
    if let Some(target) = dom::first("#target") {
        dom::show(&target, !choices.url.is_empty());
    }
}

/// What a control is set to; empty for a box without its tick.
fn value(control: &Element) -> Option<String> {
    if let Some(list) = control.dyn_ref::<HtmlSelectElement>() {
        return Some(list.value());
    }
    let input = control.dyn_ref::<HtmlInputElement>()?;
    if input.type_() == "checkbox" && !input.checked() {
        return Some(String::new());
    }
    Some(input.value())
}

fn set(control: &Element, value: &str) {
    if let Some(list) = control.dyn_ref::<HtmlSelectElement>() {
        list.set_value(value);
    } else if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        match input.type_().as_str() {
            "checkbox" | "radio" => input.set_checked(input.value() == value),
            _ => input.set_value(value),
        }
    }
}
