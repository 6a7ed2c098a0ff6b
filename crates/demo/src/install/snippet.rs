//! Asks the proxy for the snippet: the same code makes it as for `leadgate snippet`, so that what is shown
//! here is what an operator would print.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response, UrlSearchParams};

use super::choices::Choices;

const REQUEST_TIMEOUT_MS: u32 = 10_000;

/// What is pasted, and what it needs.
pub(super) struct Snippet {
    /// The HTML, as it is pasted.
    pub(super) html: String,
    /// The directives of the page's Content-Security-Policy.
    pub(super) policy: Vec<String>,
}

impl Snippet {
    /// The element's link to the form's own page.
    pub(super) fn link(&self) -> &str {
        let end = self.html.find("</leadgate-form>").unwrap_or_default();
        let content = &self.html[..end];
        &content[content.rfind("<a href=").unwrap_or(end)..]
    }
}

/// Why there is no snippet.
pub(super) enum Refusal {
    /// No answer, or none that can be read.
    Unreachable,
    /// The proxy's own sentence, in English.
    Said(String),
}

/// Asks for the snippet of what was chosen.
///
/// # Errors
/// When the proxy refuses or does not answer.
pub(super) async fn ask(proxy: &str, choices: &Choices) -> Result<Snippet, Refusal> {
    let (ok, body) = answer(proxy, choices)
        .await
        .map_err(|_unreachable| Refusal::Unreachable)?;
    let text = |name: &str| get(&body, name).ok().and_then(|value| value.as_string());
    if !ok {
        return Err(text("detail").map_or(Refusal::Unreachable, Refusal::Said));
    }
    let policy = get(&body, "content_security_policy")
        .and_then(|list| list.dyn_into::<Array>())
        .map_err(|_unreadable| Refusal::Unreachable)?;
    Ok(Snippet {
        html: text("snippet").ok_or(Refusal::Unreachable)?,
        policy: policy.iter().filter_map(|one| one.as_string()).collect(),
    })
}

/// Whether it is good, and its JSON.
async fn answer(proxy: &str, choices: &Choices) -> Result<(bool, JsValue), JsValue> {
    let query = UrlSearchParams::new()?;
    for (name, value) in choices.question() {
        query.append(name, value);
    }
    let url = format!(
        "{proxy}/v1/forms/{}/snippet?{}",
        choices.form.slug(),
        String::from(query.to_string())
    );
    let options = RequestInit::new();
    options.set_signal(Some(&AbortSignal::timeout_with_u32(REQUEST_TIMEOUT_MS)));
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(&url, &options))
        .await?
        .dyn_into()?;
    let body = JsFuture::from(response.json()?).await?;
    Ok((response.ok(), body))
}

fn get(body: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(body, &JsValue::from_str(name))
}
