//! What the visitor does. All events bubble to the fragment's outermost element, which listens for
//! them with one closure: a listener of each control's own, or one for each kind of event
//! (`on:input`), would cost every visitor kilobytes.

use leadgate_model::FieldKind;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    AbortController, AddEventListenerOptions, Element, Event, HtmlElement, HtmlInputElement, window,
};

use super::page::{Page, reveal};
use super::{submit, sync, typing};
use crate::FormState;

/// What is listened for.
const EVENTS: [&str; 5] = ["submit", "input", "focusout", "focusin", "click"];

/// The outcome's button.
const AGAIN: &str = ".outcome button";

/// Listens until it is dropped.
pub(super) struct Listening {
    until: AbortController,
    _closure: Closure<dyn FnMut(Event)>,
}

impl Listening {
    /// Listens for whatever happens inside the form.
    ///
    /// # Errors
    /// Not in any browser that is served.
    pub(super) fn to(page: &Page) -> Result<Self, JsValue> {
        let until = AbortController::new()?;
        let listening = AddEventListenerOptions::new();
        listening.set_signal(&until.signal());
        let root = page.root.clone();
        let page = page.clone();
        let closure = Closure::new(move |event| on_event(&page, &event));
        for name in EVENTS {
            root.add_event_listener_with_callback_and_add_event_listener_options(
                name,
                closure.as_ref().unchecked_ref(),
                &listening,
            )?;
        }
        Ok(Self {
            until,
            _closure: closure,
        })
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.until.abort();
    }
}

fn on_event(page: &Page, event: &Event) {
    let state = page.state;
    match event.type_().as_str() {
        "submit" => {
            event.prevent_default();
            let page = page.clone();
            // The outcome is shown and told by events; only `submit()` needs the result.
            spawn_local(async move { drop(submit::submit(&page).await) });
        }
        "input" => on_input(state, event),
        "focusout" => on_leave(page, event),
        "focusin" => state.renew_offers(),
        _ => on_click(page, event),
    }
    sync::show(page);
}

/// A control's value changed.
fn on_input(state: FormState, event: &Event) {
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
fn on_leave(page: &Page, event: &Event) {
    let Some(control) = control(event) else {
        return;
    };
    let name = control.name();
    let Some(window) = window() else { return };
    let document = window.document();
    let all = document.and_then(|document| document.document_element());
    if all.is_some_and(|all| all.matches(":active").unwrap_or(false)) {
        let page = page.clone();
        let tell = Closure::once_into_js(move || {
            // A form that is gone counts as busy.
            if !page.state.is_busy() {
                page.state.left(&name);
                sync::show(&page);
            }
        });
        let once = AddEventListenerOptions::new();
        once.set_once(true);
        drop(
            window.add_event_listener_with_callback_and_add_event_listener_options(
                "mouseup",
                tell.unchecked_ref(),
                &once,
            ),
        );
    } else {
        page.state.left(&name);
    }
}

/// The control that an event is about. Selects and text areas share the few properties that are
/// read here with inputs. Links and buttons pass by, too.
fn control(event: &Event) -> Option<HtmlInputElement> {
    let control: HtmlInputElement = event.target()?.unchecked_into();
    matches!(control.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA").then_some(control)
}

/// A link of the summary leads to its field; the button of a hint takes the hint, that of the
/// outcome brings the form back.
fn on_click(page: &Page, event: &Event) {
    let Some(target) = event.target() else { return };
    let element: Element = target.unchecked_into();
    if element.matches(AGAIN).unwrap_or(false) {
        page.again();
        return;
    }
    if let Some(name) = element.get_attribute("data-field") {
        take_hint(page.state, &element, &name);
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
