//! Hydrates the nodes that the host prerendered and the page, or the loader, brought.

use std::rc::Rc;

use leadgate_model::{Draft, Form, text};
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::PositionState;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlFormElement};

use super::mounted::Mounted;
use super::page::Page;
use super::{json, platform};
use crate::{FormNodes, FormState};

/// Hydrates the nodes of a prerendered form.
///
/// `root` is the fragment's outermost element, `host` the custom element that events are
/// dispatched on, `renew_id` puts a new lead id into the form. What was typed, ticked and focused
/// stays as it is.
///
/// # Errors
/// When the fragment's options cannot be read: the caller leaves the plain HTML form alone.
#[wasm_bindgen]
pub fn mount(
    root: HtmlElement,
    host: HtmlElement,
    renew_id: js_sys::Function,
) -> Result<Mounted, JsValue> {
    let options = root.get_attribute("data-options").unwrap_or_default();
    let options = json::options(&json::parse(&options).ok_or("unreadable options")?);
    #[cfg(not(feature = "app"))] // which has all translations
    if let Some(words) = root.query_selector("[data-words]")? {
        let words = words.get_attribute("data-words").unwrap_or_default();
        text::load_page(&words, options.lang());
    }
    let kind = Form::from_slug(&options.form).ok_or("unknown form")?;
    let form: HtmlFormElement = root
        .query_selector("form")?
        .ok_or("no form")?
        .unchecked_into();

    // What `leptos::mount` does, less what a server's resources and errors need.
    let owner = Owner::new();
    let (page, view) = owner.with(|| {
        // As it was when the nodes were made: empty.
        let state = FormState::new(kind, options, Draft::default(), platform::PLATFORM);
        let page = Page {
            state,
            form,
            root,
            host,
            renew_id,
            is_due: Rc::default(),
        };
        // Attributes of existing nodes stay as they are, so the hidden values need not be known.
        let view = view! { <FormNodes state hidden=Draft::default() /> };
        let nodes = Cursor::new(page.root.clone().unchecked_into());
        let view = view.hydrate::<true>(&nodes, &PositionState::default());
        (page, view)
    });
    Mounted::run(page, Box::new(view), owner)
}
