//! Where the visitor lives, by what the device's clock shows: see `server.js`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/tests/component/server.js")]
extern "C" {
    /// The device shows the time of a zone, such as `Asia/Tokyo`.
    #[wasm_bindgen(js_name = liveIn)]
    pub(crate) fn live_in(zone: &str);
}
