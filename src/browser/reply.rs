//! What comes and goes with each attempt: the summary of errors, what failed, the thanks. Made here
//! by hand, node by node: as views they cost each visitor kilobytes.

use leadgate_model::text::Text;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement};

use crate::view::{OUTCOME_ID, SUMMARY_ID, control_id, facts};
use crate::{FormState, Phase, Sent};

/// Shows what the last attempt came to.
pub(super) fn show(root: &HtmlElement, state: FormState) -> Result<(), JsValue> {
    let find = |selector: &[&str]| root.query_selector(&selector.concat());
    if let Some(place) = find(&["#", SUMMARY_ID])? {
        show_summary(&place, state)?;
    }
    if let Some(place) = find(&[".failure"])? {
        show_failure(&place, state)?;
    }
    if let Some(place) = find(&["#", OUTCOME_ID])? {
        match state.phase() {
            // It stays as it is until the form is back.
            Phase::Sent(sent) if !place.has_child_nodes() => show_outcome(&place, state, &sent)?,
            Phase::Sent(_) => {}
            _ => place.set_text_content(None),
        }
    }
    Ok(())
}

fn show_summary(place: &Element, state: FormState) -> Result<(), JsValue> {
    let errors = state.summary();
    let title = state.translation(Text::SummaryTitle);
    let mut lines = vec![title];
    lines.extend(errors.iter().map(|(_, sentence)| sentence.as_str()));
    if errors.is_empty() {
        lines.clear();
    }
    if says(place, &lines) {
        return Ok(());
    }
    place.set_text_content(None);
    if errors.is_empty() {
        return Ok(());
    }
    let heading = add(place, "p", "summary-title", title)?;
    heading.set_id("leadgate-summary-title");
    let list = add(place, "ul", "summary-list", "")?;
    for (name, sentence) in errors {
        let line = add(&list, "li", "", "")?;
        let link = add(&line, "a", "link", &sentence)?;
        // The form moves the focus when it is followed.
        link.set_attribute("href", &["#", &control_id(&name)].concat())?;
    }
    Ok(())
}

fn show_failure(place: &Element, state: FormState) -> Result<(), JsValue> {
    let failure = state.failure();
    let lines = failure.iter().flatten().map(String::as_str);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    if says(place, &lines) {
        return Ok(());
    }
    place.set_text_content(None);
    for (index, line) in lines.into_iter().enumerate() {
        add(
            place,
            "p",
            if index == 0 { "failure-title" } else { "" },
            line,
        )?;
    }
    Ok(())
}

fn show_outcome(place: &Element, state: FormState, sent: &Sent) -> Result<(), JsValue> {
    let heading = add(place, "h2", "title", state.translation(state.spec().done))?;
    heading.set_attribute("part", "outcome-title")?;
    for fact in facts(sent, state.spec(), state.lang()) {
        add(place, "p", "", &fact)?;
    }
    // The way on, should the browser not have taken it.
    if let Some(target) = &sent.target {
        let line = add(place, "p", "", "")?;
        let link = add(&line, "a", "link", state.translation(Text::ClickOutLink))?;
        link.set_attribute("href", target)?;
    }
    let words = state.translation(Text::SuccessAgain);
    let again = add(place, "button", "button button-quiet", words)?;
    again.set_attribute("part", "again")?;
    again.set_attribute("type", "button")
}

/// Whether just these lines are there: then they are left alone, a screen reader may be there.
fn says(place: &Element, lines: &[&str]) -> bool {
    place.text_content().unwrap_or_default() == lines.concat()
}

/// Adds an element with its text at the end of another.
fn add(inside: &Element, tag: &str, class: &str, text: &str) -> Result<Element, JsValue> {
    let document = inside.owner_document().ok_or(JsValue::NULL)?;
    let element = document.create_element(tag)?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    element.set_text_content(Some(text));
    inside.append_child(&element)?;
    Ok(element)
}
