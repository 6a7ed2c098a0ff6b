//! One POST of a lead, and the attempts around it: the same body, so the same id, each time.

use std::time::Duration;

use gloo_net::http::{Request, Response};
use gloo_timers::callback::Timeout;
use js_sys::Promise;
use leadgate_model::wire::FieldErrorOut;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, RequestCredentials, RequestInit, RequestRedirect, Window,
};

use super::json;

/// Pauses between attempts: ten seconds in all where the network fails at once, about a minute where
/// nothing ever answers. After that the form says so and keeps what was typed.
const PAUSES: [Duration; 3] = [
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(6),
];
/// An attempt without an answer for this long has failed.
const TIMEOUT_MS: u32 = 15_000;
/// The longest pause that a `Retry-After` may ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// What came of sending.
pub(super) enum Answer {
    /// On disk.
    Accepted(String),
    /// Wrong fields.
    Refused(Vec<FieldErrorOut>),
    /// This id was accepted before with other fields.
    Conflict,
    /// This page may not send; trying again does not help.
    Forbidden(u16),
    /// No answer, or one that says "later"; 0 where no answer came.
    Failed(u16),
}

/// Sends a body until it is answered for good or the attempts are used up. `retrying` is called
/// before each pause.
pub(super) async fn send(url: &str, body: &str, retrying: impl Fn()) -> Answer {
    let mut pauses = PAUSES.into_iter();
    loop {
        let (answer, asked_for) = attempt(url, body, TIMEOUT_MS).await;
        let Answer::Failed(_) = answer else {
            return answer;
        };
        let Some(pause) = pauses.next() else {
            return answer;
        };
        retrying();
        sleep(asked_for.unwrap_or(pause).max(pause).min(LONGEST_PAUSE)).await;
    }
}

/// Sends a body once and waits no longer than that for the answer.
pub(super) async fn once(url: &str, body: &str, timeout_ms: u32) -> Answer {
    attempt(url, body, timeout_ms).await.0
}

/// One attempt: the answer, and the pause that the server asked for.
async fn attempt(url: &str, body: &str, timeout_ms: u32) -> (Answer, Option<Duration>) {
    exchange(url, body, timeout_ms)
        .await
        .unwrap_or((Answer::Failed(0), None))
}

/// `None` where no answer came.
async fn exchange(url: &str, body: &str, timeout_ms: u32) -> Option<(Answer, Option<Duration>)> {
    let controller = AbortController::new().ok()?;
    let signal = controller.signal();
    let _timer = Timeout::new(timeout_ms, move || controller.abort()); // dropping it cancels
    let request = request(url, body, &signal).ok()?;
    let response = Request::from(request).send().await.ok()?;
    let status = response.status();
    let text = response.text().await;
    let answer = match status {
        // A 2xx means on disk, if it is the proxy's own: a login page in between answers 200, too.
        200..=299 if !is_json(&response) => Answer::Failed(status),
        200..=299 => {
            let out = text.ok().and_then(|text| json::parse(&text));
            Answer::Accepted(out.map_or_else(String::new, |out| json::text(&out, "id")))
        }
        422 => {
            let out = text.ok().and_then(|text| json::parse(&text));
            match out.map_or_else(Vec::new, |out| json::errors(&out)) {
                // Nothing to show at a field: said as a failure, never passed over in silence.
                errors if errors.is_empty() => Answer::Failed(status),
                errors => Answer::Refused(errors),
            }
        }
        409 => Answer::Conflict,
        400..=499 if status != 408 && status != 429 => {
            // For the page's developer: the proxy says in words what to change.
            if let Some(problem) = text.ok().and_then(|text| json::parse(&text)) {
                let sentence = ["leadgate: ", &json::text(&problem, "detail")].concat();
                web_sys::console::warn_1(&JsValue::from_str(&sentence));
            }
            Answer::Forbidden(status)
        }
        _ => Answer::Failed(status),
    };
    let asked_for = response
        .headers()
        .get("retry-after")
        .and_then(|value| value.parse().ok());
    Some((answer, asked_for.map(Duration::from_secs)))
}

/// The browser's own request: gloo's builder would bring queries and their formatting along.
fn request(url: &str, body: &str, signal: &AbortSignal) -> Result<web_sys::Request, JsValue> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_credentials(RequestCredentials::Omit);
    init.set_redirect(RequestRedirect::Error);
    init.set_signal(Some(signal));
    init.set_body(&JsValue::from_str(body));
    let request = web_sys::Request::new_with_str_and_init(url, &init)?;
    let headers = request.headers();
    headers.set("accept", "application/json")?;
    headers.set(
        "content-type",
        "application/x-www-form-urlencoded;charset=UTF-8",
    )?;
    Ok(request)
}

fn is_json(response: &Response) -> bool {
    let media_type = response.headers().get("content-type");
    media_type.is_some_and(|media_type| media_type.starts_with("application/json"))
}

/// Passes a while. It begins now, and not when somebody waits for it: of two as long the first asked for ends first.
pub(super) fn sleep(duration: Duration) -> impl Future<Output = ()> {
    let milliseconds = i32::try_from(duration.as_millis()).unwrap_or(i32::MAX);
    let passed = Promise::new(&mut |passed, _| {
        if let Some(window) = web_sys::window() {
            let set = Window::set_timeout_with_callback_and_timeout_and_arguments_0;
            drop(set(&window, &passed, milliseconds));
        }
    });
    let passed = JsFuture::from(passed);
    async move { drop(passed.await) }
}
