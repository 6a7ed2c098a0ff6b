//! Reading the browser's own JSON values field by field.
//!
//! Not through serde-wasm-bindgen, which events go out by: its reading half brings the formatting
//! of floating-point numbers for error messages that nobody sees. Measured: 29 KB of machine code before wasm-opt.

use leadgate_model::ConsentText;
use leadgate_model::wire::{FieldErrorOut, FormOptions};
use wasm_bindgen::{JsCast as _, JsValue};

/// Parses JSON with the browser's parser.
pub(super) fn parse(text: &str) -> Option<JsValue> {
    js_sys::JSON::parse(text).ok()
}

/// The options that a fragment brings; what is missing is empty.
pub(super) fn options(value: &JsValue) -> FormOptions {
    FormOptions {
        form: text(value, "form"),
        lang: text(value, "lang"),
        partner: text(value, "partner"),
        version: text(value, "version"),
        proxy: text(value, "proxy"),
        company: text(value, "company"),
        phone: optional(value, "phone"),
        privacy_url: optional(value, "privacy_url"),
        hours: text(value, "hours"),
        consents: list(value, "consents", |consent| ConsentText {
            purpose: text(consent, "purpose"),
            version: text(consent, "version"),
            text: text(consent, "text"),
            required: field(consent, "required").is_truthy(),
        }),
        left_out: texts(value, "left_out"),
        hosts: texts(value, "hosts"),
    }
}

/// The server's objections.
pub(super) fn errors(value: &JsValue) -> Vec<FieldErrorOut> {
    list(value, "errors", |error| FieldErrorOut {
        field: text(error, "field"),
        code: text(error, "code"),
        params: Default::default(),
        message: text(error, "message"),
    })
}

/// A text, empty where there is none.
pub(super) fn text(value: &JsValue, name: &str) -> String {
    optional(value, name).unwrap_or_default()
}

fn optional(value: &JsValue, name: &str) -> Option<String> {
    field(value, name).as_string()
}

fn texts(value: &JsValue, name: &str) -> Vec<String> {
    list(value, name, |text| text.as_string().unwrap_or_default())
}

/// A status, 0 where there is none.
#[cfg(feature = "app")]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "three digits at most"
)]
pub(super) fn status(value: &JsValue) -> u16 {
    field(value, "status").as_f64().unwrap_or_default() as u16
}

pub(super) fn list<T>(value: &JsValue, name: &str, read: impl Fn(&JsValue) -> T) -> Vec<T> {
    let items = field(value, name)
        .dyn_into::<js_sys::Array>()
        .unwrap_or_default();
    (0..items.length())
        .map(|index| read(&items.get(index)))
        .collect()
}

fn field(value: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}
