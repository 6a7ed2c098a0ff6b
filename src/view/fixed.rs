//! What is the same for as long as the form is there: hidden inputs, title, fields, consents, note.
//! Made on the host as plain HTML. In the browser these nodes are left as they are found, and
//! `browser::step` keeps their attributes in step with the state: views of every field would be
//! downloaded by every visitor, only to find the nodes that are there already.

#[cfg(feature = "ssr")]
mod boxes;
#[cfg(feature = "ssr")]
mod field;
#[cfg(feature = "ssr")]
mod group;
#[cfg(feature = "ssr")]
mod hint;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod slot;

#[cfg(feature = "ssr")]
pub(super) use parts::{fields, head};

/// Nothing: the nodes are there.
#[cfg(not(feature = "ssr"))]
pub(super) const fn head(_state: crate::FormState, _hidden: &leadgate_model::Draft) -> String {
    String::new()
}

/// Nothing: the nodes are there.
#[cfg(not(feature = "ssr"))]
pub(super) const fn fields(_state: crate::FormState) -> String {
    String::new()
}
