//! A try to send: check, tell, send, show what came of it.

use std::time::Duration;

use leadgate_model::text::Text;
use leadgate_model::wire::FieldErrorOut;
use leadgate_model::{Draft, FieldError, FieldKind, Form, Problem, ValidLead};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::UrlSearchParams;

use super::event::{self, Event};
use super::request::{self, Answer};
use super::{Page, click_out, controls, step};
use crate::view::{OUTCOME_ID, SUMMARY_ID};
use crate::{FormState, InvalidField, Phase, Sent};

/// Waiting is shown from here on: most answers come sooner.
const SHOWN_AFTER: Duration = Duration::from_millis(300);

/// Sends the form once, however often it is called meanwhile.
///
/// # Errors
/// The event's data: `{ fields }` or `{ status }`; null when a listener cancelled or a try is
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
    step::show(page);
    let lead = match checked {
        Ok(lead) => lead,
        Err(errors) => {
            let fields: Vec<_> = errors.iter().map(of_rule).collect();
            return Err(invalid(page, &fields));
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
        page.enter(Phase::Retrying, Some(state.words(Text::Retrying)));
    })
    .await;
    show(page, answer, &lead, &draft)
}

/// Shows and tells what came of sending.
pub(super) fn show(
    page: &Page,
    answer: Answer,
    lead: &ValidLead,
    draft: &Draft,
) -> Result<JsValue, JsValue> {
    match answer {
        Answer::Accepted(id) => Ok(sent(page, id, lead, draft)),
        Answer::Refused(errors) => {
            let fields: Vec<_> = errors.iter().map(of_server).collect();
            if fields.iter().any(|field| !page.has(&field.field)) {
                // Pasted before the proxy asked for this: its own page shows the field, with its
                // error and what was typed.
                drop(page.form.submit());
            }
            page.state.refuse(errors);
            step::show(page);
            Err(invalid(page, &fields))
        }
        Answer::Conflict => {
            page.renew();
            Err(failed(page, Text::FailureConflict, 409))
        }
        Answer::Forbidden(status) => Err(failed(page, Text::FailureForbidden, status)),
        Answer::Failed(status) => Err(failed(page, Text::FailureText, status)),
    }
}

fn sent(page: &Page, id: String, lead: &ValidLead, draft: &Draft) -> JsValue {
    let state = page.state;
    let id = if id.is_empty() {
        draft.get("id").to_owned()
    } else {
        id
    };
    let event = Event::Success(&id);
    let detail = event.detail();
    let mut sent = Sent::new(id.clone(), lead.slot(), state.spec(), draft);
    sent.your_time = lead.slot().and_then(|slot| state.your_time(slot));
    page.enter(Phase::Sent(sent), Some(state.words(state.spec().done)));
    page.renew();
    after_render(page, ["#", OUTCOME_ID].concat());
    event::dispatch(&page.host, &event);
    detail
}

fn failed(page: &Page, reason: Text, status: u16) -> JsValue {
    let state = page.state;
    let announcement = [state.words(Text::FailureTitle), ". ", state.words(reason)].concat();
    page.enter(Phase::Failed(reason), Some(&announcement));
    let event = Event::Error(status);
    event::dispatch(&page.host, &event);
    event.detail()
}

/// Several errors: the summary takes the focus. One: its field does.
fn invalid(page: &Page, fields: &[InvalidField]) -> JsValue {
    let state = page.state;
    if let Some(reason) = nobodys_fault(state, fields) {
        page.enter(Phase::Failed(reason), Some(state.words(reason)));
    }
    for field in fields {
        page.reveal(&field.field);
    }
    let selector = match fields {
        [only] => ["[name=\"", &only.field, "\"]:not([type=hidden])"].concat(),
        _ => ["#", SUMMARY_ID].concat(),
    };
    after_render(page, selector);
    let event = Event::Invalid(fields);
    event::dispatch(&page.host, &event);
    event.detail()
}

/// Moves the focus once the event is over that led here.
pub(super) fn after_render(page: &Page, selector: String) {
    let page = page.clone();
    spawn_local(async move {
        request::sleep(Duration::ZERO).await;
        page.focus(&selector);
    });
}

async fn show_waiting(page: Page) {
    request::sleep(SHOWN_AFTER).await;
    page.state.show_waiting();
    step::show(&page);
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

/// What to say of errors in what the page itself filled in: the visitor has no field to mend.
fn nobodys_fault(state: FormState, fields: &[InvalidField]) -> Option<Text> {
    let target = |wrong: &&InvalidField| {
        let field = state.spec().field(&wrong.field);
        field.is_some_and(|field| field.kind == FieldKind::Target)
    };
    let wrong = fields.iter().find(target)?;
    Some(if wrong.code == Problem::Missing.code() {
        Text::TargetMissing
    } else {
        Text::TargetRefused
    })
}

fn of_rule(error: &FieldError) -> InvalidField {
    InvalidField {
        field: error.field.to_string(),
        code: error.problem.code().to_owned(),
    }
}

fn of_server(error: &FieldErrorOut) -> InvalidField {
    InvalidField {
        field: error.field.clone(),
        code: error.code.clone(),
    }
}
