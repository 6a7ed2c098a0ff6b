//! The form in a real browser: hydrates what the host prerendered, is filled in, sends.
//!
//! Runs headless through `wasm-bindgen-test-runner` (`cargo xtask test` calls it); on the host
//! there is nothing to run. The proxy is a stand-in for `fetch`; the whole of loader, proxy and
//! form is tested end to end elsewhere.

#![cfg(all(target_arch = "wasm32", feature = "hydrate"))]
#![expect(
    clippy::unwrap_used,
    reason = "in a test; the lint knows those of the host only"
)]

mod asked;
mod boxes;
mod click_out;
mod clocks;
mod conditions;
mod errors;
mod filled_in;
mod groups;
mod hiding;
mod hints;
mod hydrating;
mod hydrating_each_form;
mod keyboard;
mod leaving;
mod page;
mod refusals;
mod retrying;
mod sending;
mod server;
mod slots;
mod summary;
mod time_zones;
mod typing;
mod values;
mod visits;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
