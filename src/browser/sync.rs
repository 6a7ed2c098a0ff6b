//! Syncs the nodes with the state: which fields are there and required, what is wrong with
//! them, what helps, what the button says, what is announced.

use std::time::Duration;

use leadgate_model::{FieldKind, FieldSpec};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement, HtmlFormElement};

use super::page::Page;
use super::request::sleep;
use super::{offers, reply};
use crate::state::Help;
use crate::view::{error_id, hint_id};
use crate::{FormState, Phase};

/// Shows the state once the event is over that may have changed it.
pub(super) fn show(page: &Page) {
    if !page.is_due.replace(true) {
        let page = page.clone();
        spawn_local(async move {
            page.is_due.set(false);
            if page.state.is_there() {
                show_now(&page.root, &page.form, page.state);
            }
        });
    }
}

/// As [`show`], in a task of its own: hydrating a form is work enough for one, on a slow phone. Timers that are set
/// from now on find it done: the element gives dated slots back so (`www/embed/element.js`).
pub(super) fn show_later(page: &Page) {
    let page = page.clone();
    let next_task = sleep(Duration::ZERO);
    spawn_local(async move {
        next_task.await;
        show(&page);
    });
}

/// Nodes that are as they should be are left alone.
fn show_now(root: &HtmlElement, form: &HtmlFormElement, state: FormState) {
    drop(reply::show(root, state));
    let phase = state.phase();
    form.set_hidden(matches!(phase, Phase::Sent(_)));
    if let Some(button) = first(form, &["button[type=submit]"]) {
        set(&button, "aria-disabled", phase.is_busy().then_some("true"));
        say(&button, state.button());
    }
    if let Some(place) = first(root, &[".announcement"]) {
        say(&place, &state.announcement());
    }
    drop(offers::show(form, state));
    let visible = state.spec().fields.iter();
    let visible =
        visible.filter(|field| !matches!(field.kind, FieldKind::Hidden | FieldKind::Target));
    for field in visible {
        if let Some(control) = first(form, &["[name=\"", field.name, "\"]"]) {
            show_field(form, state, field, &control);
        }
    }
    for name in state.consents() {
        show_error(form, &name, state.error(&name));
    }
}

fn show_field(form: &HtmlFormElement, state: FormState, field: &FieldSpec, control: &Element) {
    if let Ok(Some(place)) = control.closest(".field") {
        let absent = !state.shows(field);
        drop(place.class_list().toggle_with_force("absent", absent));
        if let Some(optional) = first(&place, &[".optional"]) {
            set(&optional, "hidden", state.requires(field).then_some(""));
        }
    }
    // One box of a group cannot be required: any of them will do.
    if !matches!(field.kind, FieldKind::Choices(_) | FieldKind::Flag) {
        set(control, "required", state.requires(field).then_some(""));
    }
    show_error(form, field.name, state.error(field.name));
    show_help(form, field.name, state.help(field));
}

fn show_error(form: &HtmlFormElement, name: &str, error: Option<String>) {
    let selector = ["[name=\"", name, "\"]"].concat();
    if let Ok(controls) = form.query_selector_all(&selector) {
        for index in 0..controls.length() {
            if let Some(control) = controls.get(index) {
                let control: &Element = control.unchecked_ref();
                let invalid = match error {
                    Some(_) => Some("true"),
                    // Browsers call a required box wrong before anybody saw it.
                    None => control
                        .matches("[type=checkbox][required]")
                        .unwrap_or(false)
                        .then_some("false"),
                };
                set(control, "aria-invalid", invalid);
            }
        }
    }
    if let Some(place) = first(form, &["#", &error_id(name)]) {
        say(&place, &error.unwrap_or_default());
    }
}

fn show_help(form: &HtmlFormElement, name: &str, help: Option<Help>) {
    let (sentence, address) = match help {
        Some(Help::Country(sentence)) => (sentence, None),
        Some(Help::Address { sentence, address }) => (sentence, Some(address)),
        None => (String::new(), None),
    };
    if let Some(place) = first(form, &["#", &hint_id(name)]) {
        say(&place, &sentence);
    }
    if let Some(button) = first(form, &["[data-field=\"", name, "\"]"]) {
        set(&button, "value", address.as_deref());
        set(&button, "hidden", address.is_none().then_some(""));
    }
}

/// Untouched while it says the same: a screen reader may be reading it.
fn say(place: &Element, sentence: &str) {
    if place.text_content().unwrap_or_default().trim() != sentence {
        place.set_text_content(Some(sentence));
    }
}

/// Sets an attribute, or takes it away.
fn set(element: &Element, name: &str, value: Option<&str>) {
    drop(match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    });
}

fn first(inside: &Element, selector: &[&str]) -> Option<HtmlElement> {
    let found = inside.query_selector(&selector.concat()).ok().flatten()?;
    Some(found.unchecked_into())
}
