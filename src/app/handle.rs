//! The application's hand on a form.

#[cfg(target_arch = "wasm32")]
use leptos::prelude::{LocalStorage, StoredValue};

#[cfg(target_arch = "wasm32")]
use crate::browser::app::{Rendered, Shown};

/// Sends or empties a form from outside, such as from a button of the application's own. One for each form.
#[derive(Clone, Copy, Debug)]
pub struct FormHandle {
    #[cfg(target_arch = "wasm32")]
    pub(crate) shown: StoredValue<Option<Shown>, LocalStorage>,
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
