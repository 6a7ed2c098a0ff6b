//! Asks the proxy what a partner's form is like.

use gloo_net::http::Request;
use leadgate_model::wire::FormOptions;

use crate::browser::json;

/// The options of a form.
///
/// # Errors
/// What went wrong, in the proxy's own words where it has some.
pub(super) async fn fetch(url: &str) -> Result<FormOptions, String> {
    let request = web_sys::Request::new_with_str(url);
    let request = request.map_err(|_| format!("{url} is no address"))?;
    let answer = Request::from(request).send().await;
    let answer = answer.map_err(|reason| format!("{url}: {reason}"))?;
    let text = answer.text().await.unwrap_or_default();
    let value = json::parse(&text);
    if answer.ok()
        && let Some(value) = &value
    {
        return Ok(json::options(value));
    }
    let detail = value.map(|problem| json::text(&problem, "detail"));
    let detail = detail.filter(|detail| !detail.is_empty());
    Err(detail.unwrap_or_else(|| format!("{} for {url}", answer.status())))
}
