//! A form's browser half: listens to the nodes, syncs them with the state, sends the lead, tells the page what
//! happened. How the nodes come to be there is said in `hydrate` for `<leadgate-form>`, whose element
//! (`www/embed/element.js`) calls `mount` and nothing else, and in `app` for applications made with Leptos.

#[cfg(feature = "app")]
pub(crate) mod app;
mod click_out;
mod controls;
mod event;
#[cfg(feature = "hydrate")]
mod hydrate;
mod json;
mod listen;
mod mounted;
mod offers;
mod outcome;
mod page;
mod phase;
mod platform;
mod reply;
mod request;
mod submit;
mod sync;
mod typing;

#[cfg(feature = "hydrate")]
pub use self::hydrate::mount;
pub use self::mounted::Mounted;
