//! The strip that shows the lead's journey: listens to the forms' events and lights the stations.
//!
//! What each step lights is told by `journey`; what became of the lead at the CRM by `delivery`.

use std::{cell::Cell, rc::Rc};

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, Element, Event};

use super::{
    address, delivery, dom,
    journey::{Sign, Step, attempts_line},
    translation::visible_text,
};

/// Lights the strip, where the page has one, as the forms' events come in, and for the lead that the address names.
pub(super) fn listen() {
    if dom::first(".journey").is_none() {
        return;
    }
    let Some(page) = dom::document() else {
        return;
    };
    let watch = Watch::default();
    let on_step = |kind: &str, step: Step| {
        let watch = watch.clone();
        dom::on(&page, kind, move |_| {
            watch.end();
            show(step);
        });
    };
    on_step("leadgate-start", Step::Started);
    on_step("leadgate-invalid", Step::Invalid);
    on_step("leadgate-submit", Step::Submitted);
    dom::on(&page, "leadgate-error", |event| {
        match detail(&event, "status").and_then(|status| status.as_f64()) {
            Some(status) if status > 0.0 => {
                fill("proxy", "status", &status.to_string());
                show(Step::Refused);
            }
            _ => show(Step::Unreachable),
        }
    });
    if let Some(id) = address::followed_lead() {
        watch.follow(id);
    }
    dom::on(&page, "leadgate-success", move |event| {
        let id = detail(&event, "id").and_then(|id| id.as_string());
        let id = id.unwrap_or_default();
        if leaves_the_page(&event) {
            address::follow_lead(&id);
        }
        watch.follow(id);
    });
}

/// The watch over one lead at a time: counts, so that a lead of before is recognised.
#[derive(Clone, Default)]
struct Watch {
    followed: Rc<Cell<u32>>,
}

impl Watch {
    /// Another lead is worked on now.
    fn end(&self) {
        self.followed.set(self.followed.get().wrapping_add(1));
    }

    /// Shows a stored lead, and what becomes of it.
    fn follow(&self, id: String) {
        self.end();
        // What the form calls the reference: enough to find the id on the CRM's page.
        let start = id.len().saturating_sub(8);
        fill("outbox", "reference", id.get(start..).unwrap_or(&id));
        show(Step::Stored);
        if !id.is_empty() {
            delivery::follow(id, Rc::clone(&self.followed));
        }
    }
}

/// Whether the form that tells an event takes the visitor to another page.
fn leaves_the_page(event: &Event) -> bool {
    let form = event
        .target()
        .and_then(|form| form.dyn_into::<Element>().ok());
    form.is_some_and(|form| form.get_attribute("form").as_deref() == Some("click-out"))
}

/// Shows a step at its stations and announces its news.
pub(super) fn show(step: Step) {
    for station in dom::all("[data-latest]") {
        dom::unset(&station, "data-latest");
    }
    let mut latest = None;
    for sign in step.signs() {
        if let Some(station) = dom::first(&format!("[data-station={}]", sign.station)) {
            light(&station, sign);
            latest = Some(station);
        }
    }
    let Some(latest) = latest else {
        return;
    };
    dom::set(&latest, "data-latest", "");
    if let Some(strip) = dom::first(".journey") {
        dom::set(&strip, "data-moving", "");
    }
    if step.is_news()
        && let Some(region) = dom::first("#journey-news")
    {
        region.set_text_content(Some(&told(&latest)));
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
