//! The install page: form, partner, language and theme are chosen, and what is pasted is shown ready to
//! copy, with the form itself beside it.
//!
//! The choices live in the page's address. The snippet is made by the proxy, by the code behind
//! `leadgate snippet`; the code for frameworks is that of the npm package's own README.

pub(super) mod choices;
mod framework;
#[cfg(test)]
mod page_as_written;

#[cfg(target_arch = "wasm32")]
mod controls;
#[cfg(target_arch = "wasm32")]
mod copying;
#[cfg(target_arch = "wasm32")]
pub(super) mod page;
#[cfg(target_arch = "wasm32")]
mod snippet;
