//! The components. They show the state and report events; rules, texts and requests live
//! elsewhere. Their nodes are the same on the host and in the browser, whatever the state holds
//! at the start.
#![expect(
    unreachable_pub,
    reason = "the component macro makes every component's function public"
)]

mod boxes;
mod field;
mod form;
mod group;
mod hint;
mod listen;
mod outcome;
mod slot;
mod summary;
mod typing;

pub use form::LeadForm;
#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
pub(crate) use listen::reveal;
#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
pub(crate) use outcome::OUTCOME_ID;
#[cfg(feature = "ssr")]
pub(crate) use outcome::facts;
#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
pub(crate) use summary::SUMMARY_ID;
