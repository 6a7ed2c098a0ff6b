//! What came of an attempt to send: shown in the form, told to the page.

use leadgate_model::text::Text;
use leadgate_model::wire::FieldErrorOut;
use leadgate_model::{Draft, FieldKind, ValidLead};
use leadgate_rules::FieldProblem;
use wasm_bindgen::JsValue;

use super::event::{self, Event};
use super::page::Page;
use super::request::Answer;
use super::sync;
use crate::view::{OUTCOME_ID, SUMMARY_ID};
use crate::{FormState, InvalidField, Phase, Sent};

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
            sync::show(page);
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
    page.enter(
        Phase::Sent(sent),
        Some(state.translation(state.spec().done)),
    );
    page.renew();
    page.focus_later(["#", OUTCOME_ID].concat());
    event::dispatch(&page.host, &event);
    detail
}

fn failed(page: &Page, reason: Text, status: u16) -> JsValue {
    let state = page.state;
    let announcement = [
        state.translation(Text::FailureTitle),
        ". ",
        state.translation(reason),
    ]
    .concat();
    page.enter(Phase::Failed(reason), Some(&announcement));
    let event = Event::Error(status);
    event::dispatch(&page.host, &event);
    event.detail()
}

/// Several errors: the summary takes the focus. One: its field does.
pub(super) fn invalid(page: &Page, fields: &[InvalidField]) -> JsValue {
    let state = page.state;
    if let Some(reason) = nobodys_fault(state, fields) {
        page.enter(Phase::Failed(reason), Some(state.translation(reason)));
    }
    for field in fields {
        page.reveal(&field.field);
    }
    let selector = match fields {
        [only] => ["[name=\"", &only.field, "\"]:not([type=hidden])"].concat(),
        _ => ["#", SUMMARY_ID].concat(),
    };
    page.focus_later(selector);
    let event = Event::Invalid(fields);
    event::dispatch(&page.host, &event);
    event.detail()
}

/// What to say of errors in what the page itself filled in: the visitor has no field to mend.
fn nobodys_fault(state: FormState, fields: &[InvalidField]) -> Option<Text> {
    let target = |wrong: &&InvalidField| {
        let field = state.spec().field(&wrong.field);
        field.is_some_and(|field| field.kind == FieldKind::Target)
    };
    let wrong = fields.iter().find(target)?;
    Some(if wrong.code == FieldProblem::Missing.code() {
        Text::TargetMissing
    } else {
        Text::TargetRefused
    })
}

fn of_server(error: &FieldErrorOut) -> InvalidField {
    InvalidField {
        field: error.field.clone(),
        code: error.code.clone(),
    }
}
