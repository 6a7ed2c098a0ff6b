//! The application's hand on a form.

#[cfg(target_arch = "wasm32")]
use std::rc::Rc;

#[cfg(target_arch = "wasm32")]
use leptos::prelude::{GetValue, LocalStorage, SetValue, StoredValue, UpdateValue};

#[cfg(target_arch = "wasm32")]
use crate::browser::app::render::Rendered;

/// The form that a handle holds.
#[cfg(target_arch = "wasm32")]
#[derive(Clone)]
struct Shown(Rc<Rendered>);

/// Sends or empties a form from outside, such as from a button of the application's own. One for each form.
#[derive(Clone, Copy, Debug)]
pub struct FormHandle {
    #[cfg(target_arch = "wasm32")]
    shown: StoredValue<Option<Shown>, LocalStorage>,
}

impl FormHandle {
    /// A handle for a form that will be there.
    #[must_use]
    pub fn new() -> Self {
        Self {
            #[cfg(target_arch = "wasm32")]
            shown: StoredValue::new_local(None),
        }
    }

    /// Sends the form as its button does; the callbacks tell what came of it. Nothing while there is no form.
    pub fn submit(self) {
        #[cfg(target_arch = "wasm32")]
        self.with(Rendered::submit);
    }

    /// Empties the form and gives it a new id; not while a lead is on its way.
    pub fn reset(self) {
        #[cfg(target_arch = "wasm32")]
        self.with(Rendered::reset);
    }
}

impl Default for FormHandle {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(target_arch = "wasm32")]
impl FormHandle {
    /// A new id, unless a lead is on its way.
    pub(crate) fn renew(self) {
        self.with(Rendered::renew);
    }

    /// Does something with the form, if it is there.
    pub(crate) fn with(self, act: impl FnOnce(&Rendered)) {
        if let Some(form) = self.rendered() {
            act(&form);
        }
    }

    /// Out of the store before it is used: what it does may lead back here.
    pub(crate) fn rendered(self) -> Option<Rc<Rendered>> {
        let shown = self.shown.try_get_value().flatten();
        shown.map(|Shown(form)| form)
    }

    pub(crate) fn hold(self, form: Rendered) {
        self.shown.set_value(Some(Shown(Rc::new(form))));
    }

    pub(crate) fn clear(self) {
        let shown = self.shown.try_update_value(Option::take);
        drop(shown);
    }
}
