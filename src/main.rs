//! Trunk's entry: the demo comparison site in `index.html`. The form on it comes from the proxy, as
//! on any partner's page, and is not part of this program.

#[cfg(any(target_arch = "wasm32", test))]
mod demo;

/// Brings the page to life in a browser; on the host there is no page, so nothing happens.
fn main() {
    #[cfg(target_arch = "wasm32")]
    demo::page::start();
}
