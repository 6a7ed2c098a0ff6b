//! The element ids that join a control with its label, help, hint and error.

/// The element id of the summary of errors, which takes the focus.
#[cfg(any(feature = "ssr", all(feature = "browser", target_arch = "wasm32")))]
pub(crate) const SUMMARY_ID: &str = "leadgate-summary";

/// The element id of a field's control; of its first one, where it has several.
#[cfg(any(feature = "ssr", all(feature = "browser", target_arch = "wasm32")))]
pub(crate) fn control_id(name: &str) -> String {
    ["leadgate-", name].concat()
}

/// The element id of a field's error.
#[cfg(any(feature = "ssr", all(feature = "browser", target_arch = "wasm32")))]
pub(crate) fn error_id(name: &str) -> String {
    ["leadgate-", name, "-error"].concat()
}

/// The element id of a field's help.
#[cfg(any(feature = "ssr", all(feature = "app", target_arch = "wasm32")))]
pub(super) fn help_id(name: &str) -> String {
    ["leadgate-", name, "-help"].concat()
}

/// The element id of a field's hint.
#[cfg(any(feature = "ssr", all(feature = "browser", target_arch = "wasm32")))]
pub(crate) fn hint_id(name: &str) -> String {
    ["leadgate-", name, "-hint"].concat()
}
