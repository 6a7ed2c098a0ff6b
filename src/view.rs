//! The components. They show the state and report events; rules, texts and requests live
//! elsewhere. Their nodes are the same on the host and in the browser, whatever the state holds
//! at the start.
#![expect(
    unreachable_pub,
    reason = "the component macro makes every component's function public"
)]

mod fixed;
mod form;
mod ids;
mod listen;
mod outcome;
mod summary;
mod typing;

pub use form::LeadForm;
#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
pub(crate) use ids::{error_id, hint_id};
#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
pub(crate) use listen::reveal;
#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
pub(crate) use outcome::OUTCOME_ID;
#[cfg(feature = "ssr")]
pub(crate) use outcome::facts;
#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
pub(crate) use summary::SUMMARY_ID;
