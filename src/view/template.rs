//! The nodes of a form, made on the host as plain HTML. In the browser they are left as they are
//! found, and `browser::sync` syncs them with the state: views of them would be downloaded
//! by every visitor, only to find the nodes that are there already. A Leptos application makes them
//! itself.

#[cfg(any(feature = "ssr", all(feature = "app", target_arch = "wasm32")))]
mod boxes;
#[cfg(any(feature = "ssr", all(feature = "app", target_arch = "wasm32")))]
mod failure;
#[cfg(any(feature = "ssr", all(feature = "app", target_arch = "wasm32")))]
mod field;
#[cfg(any(feature = "ssr", all(feature = "app", target_arch = "wasm32")))]
mod field_error_text;
#[cfg(any(feature = "ssr", all(feature = "app", target_arch = "wasm32")))]
mod group;
#[cfg(any(feature = "ssr", all(feature = "app", target_arch = "wasm32")))]
mod hint;
#[cfg(any(feature = "ssr", all(feature = "app", target_arch = "wasm32")))]
mod optional;
#[cfg(any(feature = "ssr", all(feature = "app", target_arch = "wasm32")))]
mod parts;
#[cfg(any(feature = "ssr", all(feature = "app", target_arch = "wasm32")))]
mod slot;
#[cfg(any(feature = "ssr", all(feature = "app", target_arch = "wasm32")))]
mod summary;

#[cfg(feature = "ssr")]
pub(super) use parts::html;
#[cfg(all(feature = "app", target_arch = "wasm32"))]
pub(super) use parts::nodes;

/// Nothing: the nodes are there.
#[cfg(not(any(feature = "ssr", all(feature = "app", target_arch = "wasm32"))))]
pub(super) const fn html(_state: crate::FormState, _hidden: &leadgate_model::Draft) -> String {
    String::new()
}
