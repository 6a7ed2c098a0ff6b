//! Trunk's entry: the demo comparison site's behaviour: language, colours and look, the way from an offer
//! to its supplier or to a call, the lead's journey, and the page on which a form is made ready to paste.
//!
//! The comparison is complete without it (`index.html`), and the forms on it come from the proxy, as on
//! any partner's page. What can be decided without a browser is in modules of its own, which the host
//! tests.

#![cfg_attr(
    not(any(target_arch = "wasm32", test)),
    expect(
        dead_code,
        reason = "there is no page on the host: only tests call these modules there"
    )
)]

mod appearance;
mod install;
mod journey;
mod numbers;
#[cfg(test)]
mod page_as_written;
mod texts;

#[cfg(target_arch = "wasm32")]
mod address;
#[cfg(target_arch = "wasm32")]
mod choice;
#[cfg(target_arch = "wasm32")]
mod delivery;
#[cfg(target_arch = "wasm32")]
mod dom;
#[cfg(target_arch = "wasm32")]
mod links;
#[cfg(target_arch = "wasm32")]
mod offer;
#[cfg(target_arch = "wasm32")]
mod onward;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod strip;
#[cfg(target_arch = "wasm32")]
mod translation;

/// Brings the page to life in a browser; on the host there is no page, so nothing happens.
fn main() {
    #[cfg(target_arch = "wasm32")]
    page::start();
}
