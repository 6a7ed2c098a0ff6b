//! Keys, pasting, input methods and password managers: see `page.js`. A caret is written as `|`.

use wasm_bindgen::prelude::*;
use web_sys::HtmlInputElement;

#[wasm_bindgen(module = "/tests/component/page.js")]
extern "C" {
    fn edit(control: &HtmlInputElement, command: &str, text: &str);
    /// An input method's intermediate text, which the next key may still change.
    pub(crate) fn compose(control: &HtmlInputElement, value: &str);
    /// What a password manager or another script of the page does.
    pub(crate) fn autofill(control: &HtmlInputElement, value: &str);
}

/// A key, or what is pasted.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Key {
    Text(&'static str),
    Backspace,
    Delete,
}

/// Puts a text with its caret into the control, without an event.
pub(crate) fn put(control: &HtmlInputElement, text: &str) {
    let caret = u32::try_from(text.find('|').unwrap()).unwrap();
    control.focus().unwrap();
    control.set_value(&text.replace('|', ""));
    control.set_selection_range(caret, caret).unwrap();
}

pub(crate) fn press(control: &HtmlInputElement, key: Key) {
    match key {
        Key::Text(text) => edit(control, "insertText", text),
        Key::Backspace => edit(control, "delete", ""),
        Key::Delete => edit(control, "forwardDelete", ""),
    }
}

/// What the control holds, with its caret; only for texts of ASCII before it.
pub(crate) fn held(control: &HtmlInputElement) -> String {
    let mut text = control.value();
    let caret = control.selection_start().unwrap().unwrap();
    text.insert(usize::try_from(caret).unwrap(), '|');
    text
}
