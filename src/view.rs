//! The template of a form and the component around it. The DOM runtime (`browser`) changes the
//! nodes afterwards; rules, texts and requests are elsewhere. Its nodes are the same on the host
//! and in the browser, whatever the state holds at the start.
#![expect(
    unreachable_pub,
    reason = "the component macro makes every component's function public"
)]

#[cfg(any(feature = "ssr", all(feature = "browser", target_arch = "wasm32")))]
mod facts;
mod form;
mod ids;
mod template;

#[cfg(any(feature = "ssr", all(feature = "browser", target_arch = "wasm32")))]
pub(crate) use facts::facts;
pub use form::FormNodes;
#[cfg(all(feature = "browser", target_arch = "wasm32"))]
pub(crate) use form::OUTCOME_ID;
#[cfg(all(feature = "browser", target_arch = "wasm32"))]
pub(crate) use ids::{SUMMARY_ID, control_id, error_id, hint_id};
