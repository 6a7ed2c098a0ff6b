//! Where the page goes, without going there: see `page.js`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/tests/component/page.js")]
extern "C" {
    /// Forgets where the page went before.
    #[wasm_bindgen(js_name = forgetVisits)]
    pub(crate) fn start();
    #[wasm_bindgen(js_name = visits)]
    fn opened() -> js_sys::Array;
}

/// The addresses that the page was to open.
pub(crate) fn addresses() -> Vec<String> {
    opened()
        .iter()
        .filter_map(|address| address.as_string())
        .collect()
}
