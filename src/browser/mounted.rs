//! A form that runs: what the element, or the component, holds of it.

use std::any::Any;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::listen::Listening;
use super::page::Page;
use super::submit::submit;
use super::{controls, sync};

/// A form that runs. Freeing it stops everything and removes the nodes.
#[cfg_attr(feature = "hydrate", wasm_bindgen)]
pub struct Mounted {
    pub(super) page: Page,
    _listening: Listening,
    /// The view; its type names every node, so it is erased.
    _view: Box<dyn Any>,
    /// The state.
    _owner: Owner,
}

impl Mounted {
    /// Listens to the nodes and syncs them from now on.
    pub(super) fn run(page: Page, view: Box<dyn Any>, owner: Owner) -> Result<Self, JsValue> {
        let listening = Listening::to(&page)?;
        page.form.set_no_validate(true);
        // The visitor may have typed while this code was loading.
        page.state.load(controls::read(&page.form));
        page.state.renew_offers();
        sync::show_later(&page);
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
        future_to_promise(async move { submit(&page).await })
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
        sync::show(&self.page);
    }
}
