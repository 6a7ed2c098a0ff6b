//! What partners embed: the prerendered form, the loader that brings it, the snippet that is pasted.
//! The browser half itself is in `leadgate-assets`.

mod fragment;
mod html;
mod loader;
mod snippet;

pub use fragment::{fragment, options, page_url, shadow};
pub use html::{escape, integrity, onward};
pub use loader::{Filling, fill_in, loader};
pub use snippet::{EmbedMode, SnippetError, SnippetOptions, SnippetOut, snippet};
