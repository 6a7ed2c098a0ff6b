//! The few ways in which the demo touches the document. No decisions are made here.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, MouseEvent};

/// The page's document; none outside a window.
pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Every element that a selector finds in the document.
pub(super) fn all(selector: &str) -> Vec<Element> {
    let Some(found) = document().and_then(|page| page.query_selector_all(selector).ok()) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|place| found.item(place)?.dyn_into().ok())
        .collect()
}

/// The first element that a selector finds in the document.
pub(super) fn first(selector: &str) -> Option<Element> {
    document()?.query_selector(selector).ok()?
}

/// The page's outermost element.
pub(super) fn root() -> Option<Element> {
    document()?.document_element()
}

/// Sets an attribute. The names are ours, so a refusal cannot occur and is not looked at.
pub(super) fn set(element: &Element, attribute: &str, value: &str) {
    let _never_refused = element.set_attribute(attribute, value);
}

/// Removes an attribute, if it is there.
pub(super) fn unset(element: &Element, attribute: &str) {
    let _never_refused = element.remove_attribute(attribute);
}

/// Shows or hides an element.
pub(super) fn show(element: &Element, visible: bool) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.set_hidden(!visible);
    }
}

/// Calls a function at every event of a kind, as long as the page lives.
pub(super) fn on(target: &EventTarget, kind: &str, act: impl Fn(Event) + 'static) {
    let listener = Closure::<dyn Fn(Event)>::new(act).into_js_value();
    let _never_refused = target.add_event_listener_with_callback(kind, listener.unchecked_ref());
}

/// Whether a click asks for nothing special, such as a new tab.
pub(super) fn is_plain_click(event: &Event) -> bool {
    event.dyn_ref::<MouseEvent>().is_some_and(|click| {
        click.button() == 0
            && !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key())
    })
}
