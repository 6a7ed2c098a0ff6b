//! A click-out: the visitor goes on to the supplier, whatever becomes of the lead. It is waited for
//! a second; after that, or when it cannot be stored now, it is sent in the background.

use leadgate_model::{Draft, FieldKind, ValidLead, Value};
use wasm_bindgen::JsValue;
use web_sys::{UrlSearchParams, window};

use super::outcome;
use super::page::Page;
use super::request::{self, Answer};

/// How long a visitor waits for the lead at most.
const PATIENCE_MS: u32 = 1_000;

/// Sends the lead once and goes on to the supplier.
///
/// # Errors
/// As `submit::submit`; the visitor stays only where the proxy refuses a field.
pub(super) async fn send(
    page: &Page,
    body: &UrlSearchParams,
    lead: &ValidLead,
    mut draft: Draft,
) -> Result<JsValue, JsValue> {
    let window = window().ok_or(JsValue::NULL)?;
    let url = page.form.action();
    let text: String = body.to_string().into();
    let answer = request::once(&url, &text, PATIENCE_MS).await;
    if let Answer::Failed(_) = answer {
        // A beacon outlives the page. The same id: if the first attempt arrives after all, it is one lead.
        let navigator = window.navigator();
        drop(navigator.send_beacon_with_opt_url_search_params(&url, Some(body)));
    }
    let stays = matches!(answer, Answer::Refused(_));
    // Just what was judged: what copying left around it would make another address.
    let target = target(lead);
    draft.set("url", target);
    let shown = outcome::show(page, answer, lead, &draft);
    if !stays {
        window.location().assign(target)?;
    }
    shown
}

fn target(lead: &ValidLead) -> &str {
    let target = lead.values().find_map(|(spec, value)| match value {
        Value::Text(url) if spec.kind == FieldKind::Target => Some(url.as_str()),
        _ => None,
    });
    target.unwrap_or_default()
}
