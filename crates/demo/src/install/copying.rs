//! The buttons that copy a block of code. What became of it is said in a live region beside the button; where
//! the clipboard is refused, the code is selected, for the keyboard to copy.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Clipboard, Element, HtmlElement};

use crate::dom;

/// Lets every button copy the code that its `data-copies` names.
pub(super) fn listen() {
    for button in dom::all("[data-copies]") {
        dom::on(&button.clone(), "click", move |_| {
            let button = button.clone();
            spawn_local(async move { copy(&button).await });
        });
    }
}

/// Shows code that can be copied. Where it is another one than before, what was said of that is taken back.
pub(super) fn show(name: &str, text: &str) {
    if let Some(code) = dom::first(&format!("#{name}"))
        && code.text_content().as_deref() != Some(text)
    {
        code.set_text_content(Some(text));
        say(name, None);
    }
}

/// Takes back everything that was said, which is in a language that the page has left.
pub(super) fn hush_all() {
    for region in dom::all("[data-copied]") {
        region.set_text_content(None);
    }
}

fn say(name: &str, words: Option<&str>) {
    if let Some(region) = dom::first(&format!("[data-copied={name}]")) {
        region.set_text_content(words);
    }
}

async fn copy(button: &Element) {
    let name = button.get_attribute("data-copies").unwrap_or_default();
    let Some(code) = dom::first(&format!("#{name}")) else {
        return;
    };
    let text = code.text_content().unwrap_or_default();
    let told = if write(&text).await.is_ok() {
        "#copied"
    } else {
        select(&code);
        "#selected"
    };
    hush_all();
    let words = dom::first(told).and_then(|words| words.text_content());
    say(&name, words.as_deref());
}

/// Puts a text on the clipboard.
///
/// # Errors
/// When the browser refuses, or has none for this page.
async fn write(text: &str) -> Result<(), JsValue> {
    let navigator = web_sys::window().ok_or(JsValue::UNDEFINED)?.navigator();
    // Absent where the page did not come by https or from this machine.
    let clipboard: Clipboard =
        Reflect::get(&navigator, &JsValue::from_str("clipboard"))?.dyn_into()?;
    JsFuture::from(clipboard.write_text(text)).await.map(drop)
}

fn select(code: &Element) {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok()?);
    if let Some(selection) = selection {
        let _never_refused = selection.select_all_children(code);
    }
    // The block scrolls, and takes the focus for that.
    if let Some(block) = code.parent_element()
        && let Some(block) = block.dyn_ref::<HtmlElement>()
    {
        let _never_refused = block.focus();
    }
}
