//! One form on one page: its nodes, and what is done with them whatever the state says.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement, HtmlFormElement};

use super::request;
use crate::FormState;

/// One form on one page, with what is needed to talk about it.
#[derive(Clone)]
pub(super) struct Page {
    pub(super) state: FormState,
    pub(super) form: HtmlFormElement,
    pub(super) root: HtmlElement,
    pub(super) host: HtmlElement,
    pub(super) renew_id: js_sys::Function,
    /// Whether the state is about to be shown anew.
    pub(super) is_due: Rc<Cell<bool>>,
}

impl Page {
    /// A new id: what is sent next is another lead.
    pub(super) fn renew(&self) {
        drop(self.renew_id.call0(&JsValue::NULL));
    }

    /// Whether the form has a control of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.form.elements().named_item(name).is_some()
    }

    /// Opens the group that a field stands in.
    pub(super) fn reveal(&self, name: &str) {
        let selector = ["[name=\"", name, "\"]"].concat();
        if let Ok(Some(control)) = self.form.query_selector(&selector) {
            reveal(&control);
        }
    }

    pub(super) fn focus(&self, selector: &str) {
        if let Ok(Some(element)) = self.root.query_selector(selector) {
            reveal(&element);
            drop(element.unchecked_into::<HtmlElement>().focus());
        }
    }

    /// Moves the focus once the event is over that led here.
    pub(super) fn focus_later(&self, selector: String) {
        let page = self.clone();
        spawn_local(async move {
            request::sleep(Duration::ZERO).await;
            page.focus(&selector);
        });
    }
}

/// Opens the group that a control stands in: what is closed takes no focus.
pub(super) fn reveal(control: &Element) {
    if let Ok(Some(group)) = control.closest("details") {
        drop(group.set_attribute("open", ""));
    }
}
