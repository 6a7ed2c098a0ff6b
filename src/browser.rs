//! A form's browser half: listens to the nodes, keeps them in step with the state, sends the lead, tells the page what
//! happened. How the nodes come to be there is said in [`take_over`] for `<leadgate-form>`, whose element
//! (`www/embed/element.js`) calls `mount` and nothing else, and in [`app`] for applications made with Leptos.

#[cfg(feature = "app")]
pub(crate) mod app;
mod click_out;
mod controls;
mod event;
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
mod step;
mod submit;
#[cfg(feature = "hydrate")]
mod take_over;
mod typing;

pub use self::mounted::Mounted;
#[cfg(feature = "hydrate")]
pub use self::take_over::mount;
