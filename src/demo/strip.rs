//! The strip that shows the lead's journey: listens to the form's events and lights the stations.
//!
//! What each step lights is told by `journey`; what became of the lead at the CRM by `delivery`.

use std::{cell::Cell, rc::Rc};

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, Element, Event};

use super::{
    delivery, dom,
    journey::{Sign, Step, attempts_line},
    translation::visible_text,
};

/// Lights the strip as the form's events come in.
pub(super) fn listen() {
    let Some(page) = dom::document() else {
        return;
    };
    // Counts the leads that are followed: a new one ends the watch over the one before.
    let followed = Rc::new(Cell::new(0_u32));

    dom::on(&page, "leadgate-start", |_| show(Step::Started));
    dom::on(&page, "leadgate-invalid", |_| show(Step::Invalid));
    dom::on(&page, "leadgate-submit", |_| show(Step::Submitted));
    dom::on(&page, "leadgate-error", |event| {
        match detail(&event, "status").and_then(|status| status.as_f64()) {
            Some(status) if status > 0.0 => {
                fill("proxy", "status", &status.to_string());
                show(Step::Refused);
            }
            _ => show(Step::Unreachable),
        }
    });
    dom::on(&page, "leadgate-success", move |event| {
        let id = detail(&event, "id")
            .and_then(|id| id.as_string())
            .unwrap_or_default();
        // Enough of the id to find it on the CRM's page.
        fill("outbox", "reference", id.get(..8).unwrap_or(&id));
        show(Step::Stored);
        if !id.is_empty() {
            followed.set(followed.get().wrapping_add(1));
            delivery::follow(id, Rc::clone(&followed));
        }
    });
}

/// Shows a step at its stations and announces its news.
pub(super) fn show(step: Step) {
    let mut news = String::new();
    for sign in step.signs() {
        if let Some(station) = dom::first(&format!("[data-station={}]", sign.station)) {
            light(&station, sign);
            news = told(&station);
        }
    }
    if step.is_news()
        && let Some(region) = dom::first("#journey-news")
    {
        region.set_text_content(Some(&news));
    }
}

/// Takes back the last announcement, which is in a language that the page has left.
pub(super) fn hush() {
    if let Some(region) = dom::first("#journey-news") {
        region.set_text_content(None);
    }
}

/// Writes the answers that the CRM gave so far.
pub(super) fn show_attempts(answers: &[Option<u16>]) {
    let no_answer = dom::first("#no-answer")
        .and_then(|word| word.text_content())
        .unwrap_or_default();
    fill("crm", "attempts", &attempts_line(answers, &no_answer));
}

fn light(station: &Element, sign: &Sign) {
    dom::set(station, "data-light", sign.light.name());
    for sentence in dom::all(&format!("[data-station={}] [data-state]", sign.station)) {
        let current = sentence.get_attribute("data-state").as_deref() == Some(sign.state);
        dom::show(&sentence, current);
    }
}

/// `CRM: received: 200`.
fn told(station: &Element) -> String {
    let part = |selector| {
        station
            .query_selector(selector)
            .ok()
            .flatten()
            .map(|element| visible_text(&element))
            .unwrap_or_default()
    };
    format!("{}: {}", part(".station-name"), part(".station-state"))
}

/// Writes a value into a station's sentences.
fn fill(station: &str, name: &str, value: &str) {
    for place in dom::all(&format!("[data-station={station}] [data-value={name}]")) {
        place.set_text_content(Some(value));
    }
}

fn detail(event: &Event, name: &str) -> Option<JsValue> {
    let detail = event.dyn_ref::<CustomEvent>()?.detail();
    Reflect::get(&detail, &JsValue::from_str(name)).ok()
}
