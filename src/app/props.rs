//! What an application says to the component, for the half that runs in the browser.

use leadgate_model::{Draft, Form, Lang};
use leptos::prelude::*;

use super::product::Product;
use crate::InvalidField;

/// Where a form comes from and whose it is.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) form: Form,
    pub(super) proxy: String,
    pub(super) partner: String,
}

impl Place {
    /// The address of the form's own page, or of what is below it.
    pub(crate) fn url(&self, below: &str, lang: Lang) -> String {
        let proxy = self.proxy.trim_end_matches('/');
        let (form, partner, lang) = (self.form.slug(), &self.partner, lang.tag());
        format!("{proxy}/v1/forms/{form}{below}?partner={partner}&lang={lang}")
    }
}

/// What the application is told.
#[derive(Clone, Copy)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(dead_code, reason = "nothing happens on a server")
)]
pub(crate) struct Told {
    pub(crate) ready: Option<Callback<()>>,
    pub(crate) start: Option<Callback<()>>,
    pub(crate) invalid: Option<Callback<Vec<InvalidField>>>,
    pub(crate) submit: Option<Callback<(), bool>>,
    pub(crate) success: Option<Callback<String>>,
    pub(crate) error: Option<Callback<u16>>,
}

/// What the form holds beside its place.
#[derive(Clone, Copy)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(dead_code, reason = "a server shows a link only")
)]
pub(crate) struct Holds {
    pub(crate) lang: Signal<Lang>,
    pub(crate) product: Signal<Product>,
    pub(crate) values: Signal<Draft>,
}
