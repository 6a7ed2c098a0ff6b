//! Leadgate's widget: lead forms as Leptos components.
//!
//! One set of components ([`LeadForm`]) serves two builds. With the feature `ssr` (host only) the
//! proxy prerenders a form as HTML (`prerender`); with `hydrate` (browser only) the same components
//! take over exactly those nodes (`browser`). What a field is, and what is wrong with a value, is
//! decided by `leadgate-model` on both sides.

#[cfg(all(feature = "ssr", target_arch = "wasm32"))]
compile_error!("`ssr` on wasm would silently drop every event handler: use `hydrate` there");

#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
mod browser;
pub mod element;
#[cfg(feature = "ssr")]
pub mod prerender;
/// The standard library's allocator is four times as large; a form needs no fast one.
#[cfg(all(feature = "published", target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: lol_alloc::LockedAllocator<lol_alloc::FreeListAllocator> =
    lol_alloc::LockedAllocator::new(lol_alloc::FreeListAllocator::new());

mod state;
mod view;

#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
pub use browser::{Mounted, mount};
pub use state::{FormState, Help, Phase, Platform, Sent};
pub use view::LeadForm;
