//! The dated slots in the list of the call-back slot, one group a day: what is pasted holds no
//! date, they appear once the browser knows the time.

use leadgate_model::text;
use leadgate_rules::time::CallSlot;
use wasm_bindgen::JsValue;
use web_sys::{Document, Element, HtmlFormElement};

use crate::FormState;

/// Puts the slots on offer into the list, if the form has one.
pub(super) fn show(form: &HtmlFormElement, state: FormState) -> Result<(), JsValue> {
    let offers = state.offers();
    let Some(list) = form.query_selector("select[name=slot]")? else {
        return Ok(());
    };
    // Untouched while they are the same: the list may be open.
    let first = list.query_selector("optgroup option")?;
    let first = first.and_then(|option| option.get_attribute("value"));
    if first == offers.first().map(CallSlot::text) {
        return Ok(());
    }
    while let Some(day) = list.query_selector("optgroup")? {
        day.remove();
    }
    let Some(document) = list.owner_document() else {
        return Ok(());
    };
    for day in offers.chunk_by(|one, next| one.from.date() == next.from.date()) {
        let group = document.create_element("optgroup")?;
        group.set_attribute("label", &text::day(day[0].from.date(), state.lang()))?;
        for slot in day {
            let option = option(&document, state, *slot)?;
            group.append_child(&option)?;
        }
        list.append_child(&group)?;
    }
    Ok(())
}

fn option(document: &Document, state: FormState, slot: CallSlot) -> Result<Element, JsValue> {
    let option = document.create_element("option")?;
    option.set_attribute("value", &slot.text())?;
    let mut label = text::span(slot, state.lang());
    if let Some(own) = state.your_time(slot) {
        label = [&label, " (", &own, ")"].concat();
    }
    option.set_text_content(Some(&label));
    Ok(option)
}
