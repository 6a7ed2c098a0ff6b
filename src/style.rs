//! The styles of a form; they belong beside it, inside the same shadow root.

/// The style sheet, as small as it travels.
#[cfg_attr(
    not(feature = "ssr"),
    expect(unreachable_pub, reason = "public as a part of `prerender`")
)]
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/form.css"));
