//! An attempt to send: check, tell, send. What came of it is the business of `outcome`.

use std::time::Duration;

use leadgate_model::text::Text;
use leadgate_model::{Draft, FieldError, Form};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::UrlSearchParams;

use super::event::{self, Event};
use super::page::Page;
use super::{click_out, controls, outcome, request, sync};
use crate::{InvalidField, Phase};

/// Waiting is shown from here on: most answers come sooner.
const SHOWN_AFTER: Duration = Duration::from_millis(300);

/// Sends the form once, however often it is called meanwhile.
///
/// # Errors
/// The event's data: `{ fields }` or `{ status }`; null when a listener cancelled or an attempt is
/// under way.
pub(super) async fn submit(page: &Page) -> Result<JsValue, JsValue> {
    let state = page.state;
    if state.is_busy() {
        return Err(JsValue::NULL);
    }
    if let Some(id) = state.sent_id() {
        // A page's own button, pressed twice: the same lead, the same answer.
        return Ok(Event::Success(&id).detail());
    }
    let mut draft = controls::read(&page.form);
    let checked = state.check(draft.clone());
    sync::show(page);
    let lead = match checked {
        Ok(lead) => lead,
        Err(errors) => {
            let fields: Vec<_> = errors.iter().map(of_rule).collect();
            return Err(outcome::invalid(page, &fields));
        }
    };
    state.drop_hidden(&mut draft);
    if !event::dispatch(&page.host, &Event::Submit) {
        return Err(JsValue::NULL);
    }
    page.enter(Phase::Sending { slow: false }, None);
    spawn_local(show_waiting(page.clone()));
    let body = parameters(&draft)?;
    if lead.form() == Form::ClickOut {
        return click_out::send(page, &body, &lead, draft).await;
    }
    let body: String = body.to_string().into();
    let answer = request::send(&page.form.action(), &body, || {
        page.enter(Phase::Retrying, Some(state.translation(Text::Retrying)));
    })
    .await;
    outcome::show(page, answer, &lead, &draft)
}

async fn show_waiting(page: Page) {
    request::sleep(SHOWN_AFTER).await;
    page.state.show_waiting();
    sync::show(&page);
}

/// What a native post would send. Boxes that are not ticked and fields that hold nothing are left
/// out.
fn parameters(draft: &Draft) -> Result<UrlSearchParams, JsValue> {
    let parameters = UrlSearchParams::new()?;
    for (name, value) in draft.pairs() {
        if !value.is_empty() {
            parameters.append(name, value);
        }
    }
    Ok(parameters)
}

fn of_rule(error: &FieldError) -> InvalidField {
    InvalidField {
        field: error.field.to_string(),
        code: error.problem.code().to_owned(),
    }
}
