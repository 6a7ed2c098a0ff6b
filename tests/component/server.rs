//! What the proxy answers, what it received, and how fast time passes: see `server.js`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/tests/component/server.js")]
extern "C" {
    /// A new server that knows no answers yet, and the real clock.
    pub(crate) fn start();
    /// The next answer; the last one serves every further request.
    pub(crate) fn answer(status: u16, body: &str);
    /// The next answer is a page of something that stands in between.
    #[wasm_bindgen(js_name = answerPage)]
    pub(crate) fn answer_page(status: u16, body: &str);
    /// An answer that says after how many seconds to come back.
    #[wasm_bindgen(js_name = answerLater)]
    pub(crate) fn answer_later(status: u16, seconds: &str);
    /// The connection breaks.
    #[wasm_bindgen(js_name = breakOff)]
    pub(crate) fn break_off();
    /// No answer, until it is released or the page gives up.
    pub(crate) fn hold();
    /// The answer to everything that is held.
    pub(crate) fn release(status: u16, body: &str);
    /// How many requests arrived.
    pub(crate) fn received() -> usize;
    /// A hundred seconds pass in one.
    pub(crate) fn hurry();
    /// Time stands still until some of it passes.
    #[wasm_bindgen(js_name = stopClock)]
    pub(crate) fn stop_clock();
    /// Ends every wait of at most so many milliseconds, whenever it began.
    pub(crate) fn pass(milliseconds: f64);
    #[wasm_bindgen(js_name = parts)]
    fn parts_of(part: &str) -> js_sys::Array;
    #[wasm_bindgen(js_name = beaconParts)]
    fn beacon_parts_of(part: &str) -> js_sys::Array;
    #[wasm_bindgen(js_name = pausesAskedFor)]
    fn pauses() -> js_sys::Array;
    /// A moment for the browser to do what is due, on the real clock.
    pub(crate) fn moment() -> js_sys::Promise;
}

/// The proxy's answer to a lead that it stored.
pub(crate) const ACCEPTED: &str =
    r#"{"id":"00000000-0000-7000-8000-00005eed1234","status":"accepted"}"#;

/// One part of each request: `body`, `url`, …
pub(crate) fn parts(part: &str) -> Vec<String> {
    texts(&parts_of(part))
}

/// One part of each beacon, which outlives its page: `body`, `url`.
pub(crate) fn beacon_parts(part: &str) -> Vec<String> {
    texts(&beacon_parts_of(part))
}

fn texts(values: &js_sys::Array) -> Vec<String> {
    values
        .iter()
        .filter_map(|value| value.as_string())
        .collect()
}

/// Whether a pause of so many milliseconds was asked for since [`hurry`] or [`stop_clock`].
pub(crate) fn waited(milliseconds: f64) -> bool {
    pauses()
        .iter()
        .any(|pause| pause.as_f64() == Some(milliseconds))
}
