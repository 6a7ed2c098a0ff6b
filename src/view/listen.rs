//! What the visitor does with the controls. Their events bubble to the form, which listens for all
//! of them at once: a listener of each control's own would cost every visitor kilobytes.

use leadgate_model::FieldKind;
use leptos::ev::Event;
use leptos::prelude::{document, window};
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{AddEventListenerOptions, Element, HtmlElement, HtmlInputElement};

use super::typing;
use crate::FormState;

/// A control's value changed.
pub(super) fn on_input(state: FormState, event: &Event) {
    let Some(control) = control(event) else {
        return;
    };
    let name = control.name();
    let field = state.spec().field(&name);
    let kind = field.map(|field| field.kind);
    if control.type_() == "checkbox" {
        let on = control.checked();
        match kind {
            Some(FieldKind::Choices(_)) => state.ticked(&name, &control.value(), on),
            _ => state.typed(&name, if on { "on" } else { "" }),
        }
        return;
    }
    if let (Some(FieldKind::Phone(_)), Some(field)) = (kind, field) {
        typing::format(&control, event, state.country(field));
    }
    state.typed(&name, &control.value());
}

/// A control was left. By a click or a tap it is left when that goes down: what is said of the
/// control then would push away what is being aimed at, so it waits until the click is done.
pub(super) fn on_leave(state: FormState, event: &Event) {
    let Some(control) = control(event) else {
        return;
    };
    let name = control.name();
    let page = document().document_element();
    if page.is_some_and(|page| page.matches(":active").unwrap_or(false)) {
        let tell = Closure::once_into_js(move || {
            // A form that is gone counts as busy.
            if !state.is_busy() {
                state.left(&name);
            }
        });
        let once = AddEventListenerOptions::new();
        once.set_once(true);
        drop(
            window().add_event_listener_with_callback_and_add_event_listener_options(
                "mouseup",
                tell.unchecked_ref(),
                &once,
            ),
        );
    } else {
        state.left(&name);
    }
}

/// The control that an event is about. Selects and text areas share the few properties that are
/// read here with inputs. Links and buttons pass by, too.
fn control(event: &Event) -> Option<HtmlInputElement> {
    let control: HtmlInputElement = event.target()?.unchecked_into();
    matches!(control.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA").then_some(control)
}

/// A link of the summary leads to its field; the button of a hint takes the hint.
pub(super) fn on_click(state: FormState, event: &Event) {
    let Some(target) = event.target() else { return };
    let element: Element = target.unchecked_into();
    if let Some(name) = element.get_attribute("data-field") {
        take_hint(state, &element, &name);
        return;
    }
    // A fragment link does not reach into a shadow root and would disturb a page's own hash
    // router: the focus is moved instead.
    let Some(id) = element
        .get_attribute("href")
        .filter(|href| href.starts_with('#'))
    else {
        return;
    };
    event.prevent_default();
    if let Some(control) = find(&element, &id) {
        reveal(&control);
        drop(control.focus());
    }
}

fn take_hint(state: FormState, button: &Element, name: &str) {
    let value = button.get_attribute("value").unwrap_or_default();
    let selector = ["input[name=\"", name, "\"]"].concat();
    if let Some(control) = find(button, &selector) {
        let control: HtmlInputElement = control.unchecked_into();
        control.set_value(&value);
        // The button is about to go: the focus would be lost with it.
        drop(control.focus());
        state.typed(name, &value);
    }
}

fn find(inside: &Element, selector: &str) -> Option<HtmlElement> {
    let form = inside.closest("form").ok().flatten()?;
    let found = form.query_selector(selector).ok().flatten()?;
    Some(found.unchecked_into())
}

/// Opens the group that a control stands in: what is closed takes no focus.
pub(crate) fn reveal(control: &Element) {
    if let Ok(Some(group)) = control.closest("details") {
        drop(group.set_attribute("open", ""));
    }
}
