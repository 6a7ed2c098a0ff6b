//! A form's browser half: listens to the nodes, keeps them in step with the state, sends the lead, tells the page what
//! happened. How the nodes come to be there is said in [`take_over`] for `<leadgate-form>`, whose element
//! (`www/embed/element.js`) calls `mount` and nothing else, and in [`app`] for applications made with Leptos.

#[cfg(feature = "app")]
pub(crate) mod app;
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
#[cfg(feature = "hydrate")]
mod take_over;
mod typing;

use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::{HtmlElement, HtmlFormElement};

use self::listen::{Listening, reveal};
#[cfg(feature = "hydrate")]
pub use self::take_over::mount;
use crate::{FormState, Phase};

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

/// A form that runs. Freeing it stops everything and removes the nodes.
#[cfg_attr(feature = "hydrate", wasm_bindgen)]
pub struct Mounted {
    page: Page,
    _listening: Listening,
    /// The view; its type names every node, so it is erased.
    _view: Box<dyn Any>,
    /// The state.
    _owner: Owner,
}

impl Mounted {
    /// Listens to the nodes and keeps them in step from now on.
    fn run(page: Page, view: Box<dyn Any>, owner: Owner) -> Result<Self, JsValue> {
        let listening = Listening::to(&page)?;
        page.form.set_no_validate(true);
        // The visitor may have typed while this code was loading.
        page.state.load(controls::read(&page.form));
        page.state.renew_offers();
        step::show_later(&page);
        Ok(Self {
            page,
            _listening: listening,
            _view: view,
            _owner: owner,
        })
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.page.root.set_text_content(None);
    }
}

#[cfg_attr(feature = "hydrate", wasm_bindgen)]
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
