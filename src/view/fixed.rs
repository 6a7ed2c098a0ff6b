//! The nodes of a form, made on the host as plain HTML. In the browser they are left as they are
//! found, and `browser::step` keeps them in step with the state: views of them would be downloaded
//! by every visitor, only to find the nodes that are there already.

#[cfg(feature = "ssr")]
mod boxes;
#[cfg(feature = "ssr")]
mod failure;
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
mod summary;

#[cfg(feature = "ssr")]
pub(super) use parts::form;

/// Nothing: the nodes are there.
#[cfg(not(feature = "ssr"))]
pub(super) const fn form(_state: crate::FormState, _hidden: &leadgate_model::Draft) -> String {
    String::new()
}
