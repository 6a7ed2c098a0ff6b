//! The custom element's Rust half: takes over the prerendered nodes, sends the lead, tells the
//! page what happened. The element (`www/embed/element.js`) calls [`mount`] and nothing else.

mod click_out;
mod controls;
mod event;
mod json;
mod listen;
mod offers;
mod platform;
mod reply;
mod request;
mod step;
mod submit;
mod typing;

use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

use leadgate_model::{Draft, Form, text};
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::PositionState;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::{HtmlElement, HtmlFormElement};

use self::listen::{Listening, reveal};
use crate::{FormState, LeadForm, Phase};

/// One form on one page, with what is needed to talk about it.
#[derive(Clone)]
struct Page {
    state: FormState,
    form: HtmlFormElement,
    root: HtmlElement,
    host: HtmlElement,
    renew_id: js_sys::Function,
    /// Whether the state is about to be shown anew.
    is_due: Rc<Cell<bool>>,
}

/// A form that was taken over. Freeing it stops everything and removes the nodes.
#[wasm_bindgen]
pub struct Mounted {
    page: Page,
    _listening: Listening,
    /// The view; its type names every node, so it is erased.
    _view: Box<dyn Any>,
    /// The state.
    _owner: Owner,
}

/// Takes over the nodes of a prerendered form.
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
    if let Some(words) = root.query_selector("[data-words]")? {
        let words = words.get_attribute("data-words").unwrap_or_default();
        text::bring(&words, options.lang());
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
        let view = view! { <LeadForm state hidden=Draft::default() /> };
        let nodes = Cursor::new(page.root.clone().unchecked_into());
        let view = view.hydrate::<true>(&nodes, &PositionState::default());
        (page, view)
    });
    let listening = Listening::to(&page)?;
    page.form.set_no_validate(true);
    // The visitor may have typed while this code was loading.
    page.state.load(controls::read(&page.form));
    page.state.renew_offers();
    step::show(&page);
    Ok(Mounted {
        page,
        _listening: listening,
        _view: Box::new(view),
        _owner: owner,
    })
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.page.root.set_text_content(None);
    }
}

#[wasm_bindgen]
impl Mounted {
    /// Sends the form as its button does. Resolves to `{ id }`; rejects with
    /// `{ fields: [{ field, code }] }` or `{ status }`.
    pub fn submit(&self) -> js_sys::Promise {
        let page = self.page.clone();
        future_to_promise(async move { submit::submit(&page).await })
    }

    /// Whether a lead is on its way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.page.state.is_busy()
    }

    /// Empties the form and gives it a new id; not while a lead is on its way.
    pub fn reset(&self) {
        // What is on its way is answered first: its answer belongs to what is shown.
        if !self.page.state.is_busy() {
            self.page.reset();
        }
    }

    /// Fills controls that the visitor sees from an object of names and values. Consents and unknown
    /// names are passed over.
    pub fn fill(&self, values: &js_sys::Object) {
        controls::write(&self.page.form, values);
        self.page.state.refill(controls::read(&self.page.form));
        step::show(&self.page);
    }
}

impl Page {
    fn reset(&self) {
        self.form.reset();
        self.renew();
        self.state.reset();
        step::show(self);
    }

    /// The form stands elsewhere; a sentence says so.
    fn enter(&self, phase: Phase, sentence: Option<&str>) {
        self.state.enter(phase, sentence.map(str::to_owned));
        step::show(self);
    }

    /// A new id: what is sent next is another lead.
    fn renew(&self) {
        drop(self.renew_id.call0(&JsValue::NULL));
    }

    /// After success: an empty form again, with the focus where the visitor starts.
    fn again(&self) {
        self.reset();
        // The form is still hidden now, and what is hidden takes no focus.
        submit::after_render(self, ".control, .box".to_owned());
    }

    /// Whether the form has a control of this name.
    fn has(&self, name: &str) -> bool {
        self.form.elements().named_item(name).is_some()
    }

    /// Opens the group that a field stands in.
    fn reveal(&self, name: &str) {
        let selector = ["[name=\"", name, "\"]"].concat();
        if let Ok(Some(control)) = self.form.query_selector(&selector) {
            reveal(&control);
        }
    }

    fn focus(&self, selector: &str) {
        if let Ok(Some(element)) = self.root.query_selector(selector) {
            reveal(&element);
            drop(element.unchecked_into::<HtmlElement>().focus());
        }
    }
}
