//! Follows a stored lead to the CRM: asks the simulator what it received until the lead is there,
//! a minute long at most.

use std::{cell::Cell, rc::Rc};

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Date, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortSignal, Request, RequestCache, RequestInit, Response};

use super::{
    journey::{Step, step_of_attempts},
    strip,
};

/// Every request that the simulator has read.
const RECEIVED_URL: &str = "http://127.0.0.1:9100/received.json";
const PAUSE_MS: u32 = 500;
const PATIENCE_MS: f64 = 60_000.0;
const REQUEST_TIMEOUT_MS: u32 = 2_000;
/// So many unanswered questions in a row, and the simulator is said to be silent.
const SILENCES_TOLD: u32 = 3;

/// Follows the lead of an id, until another lead is followed.
pub(super) fn follow(id: String, followed: Rc<Cell<u32>>) {
    let this_one = followed.get();
    spawn_local(async move {
        let deadline = Date::now() + PATIENCE_MS;
        let mut shown = None;
        let mut known: Vec<Option<u16>> = Vec::new();
        let mut silences = 0;
        loop {
            let answers = answers_to(&id).await;
            if followed.get() != this_one {
                return;
            }
            let step = match answers {
                Ok(answers) => {
                    silences = 0;
                    let step = step_of_attempts(&answers);
                    if answers != known {
                        strip::show_attempts(&answers);
                        known = answers;
                        shown = None; // another attempt is news, even one that fails again
                    }
                    step
                }
                Err(_unreachable) => {
                    silences += 1;
                    (silences >= SILENCES_TOLD).then_some(Step::Unseen)
                }
            };
            if let Some(step) = step
                && shown != Some(step)
            {
                strip::show(step);
                shown = Some(step);
            }
            if shown == Some(Step::Delivered) {
                return;
            }
            if Date::now() >= deadline {
                break;
            }
            TimeoutFuture::new(PAUSE_MS).await;
        }
        if shown != Some(Step::Unseen) {
            strip::show(Step::Late);
        }
    });
}

/// What the CRMs answered to the requests that carried this lead, oldest first.
///
/// # Errors
/// When the simulator cannot be asked or answers with something else than a list.
async fn answers_to(id: &str) -> Result<Vec<Option<u16>>, JsValue> {
    let options = RequestInit::new();
    options.set_cache(RequestCache::NoStore);
    options.set_signal(Some(&AbortSignal::timeout_with_u32(REQUEST_TIMEOUT_MS)));
    let request = Request::new_with_str_and_init(RECEIVED_URL, &options)?;
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let response: Response = JsFuture::from(window.fetch_with_request(&request))
        .await?
        .dyn_into()?;
    let received: Array = JsFuture::from(response.json()?).await?.dyn_into()?;
    Ok(received
        .iter()
        .filter(|entry| carries(entry, id))
        .map(|entry| status(&entry))
        .collect())
}

/// Whether a request's remarks name the lead.
fn carries(entry: &JsValue, id: &str) -> bool {
    Reflect::get(entry, &JsValue::from_str("body"))
        .and_then(|body| Reflect::get(&body, &JsValue::from_str("remarks")))
        .ok()
        .and_then(|remarks| remarks.as_string())
        .is_some_and(|remarks| remarks.contains(id))
}

/// What the simulator answered; none where it let the connection drop or answered garbage, whose
/// status says 200 all the same.
fn status(entry: &JsValue) -> Option<u16> {
    let fault = Reflect::get(entry, &JsValue::from_str("fault")).ok()?;
    if fault.as_string().as_deref() == Some("garbage") {
        return None;
    }
    Reflect::get(entry, &JsValue::from_str("status"))
        .ok()?
        .as_f64()
        .map(|status| status as u16)
}
