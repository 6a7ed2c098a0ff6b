//! A phone number takes its usual form while it is typed.

use leadgate_rules::phone::{Country, as_typed};
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlInputElement, InputEvent};

/// Groups the digits as the number's country writes them. The caret stays after the digit that it
/// stood after; what cannot be a number stays as it is.
pub(super) fn format(control: &HtmlInputElement, event: &Event, default: Country) {
    // Filling in by a script or a password manager is no typing: such an event has no type.
    let event = event.dyn_ref::<InputEvent>();
    if event.is_some_and(InputEvent::is_composing) {
        return;
    }
    let caret = control.selection_start().ok().flatten().unwrap_or(0);
    let typed = control.value();
    let Some(formatted) = as_typed(&typed, caret as usize, default) else {
        return;
    };
    // Writing what is there already would still move the caret.
    if formatted.text != typed {
        control.set_value(&formatted.text);
        let forwards = event.is_some_and(|event| event.input_type() == "deleteContentForward");
        let caret = if forwards {
            formatted.caret_past_space()
        } else {
            formatted.caret
        };
        let caret = u32::try_from(caret).unwrap_or(u32::MAX);
        drop(control.set_selection_range(caret, caret));
    }
}
