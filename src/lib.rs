//! Leadgate's widget: templates of lead forms, made on the host, and the DOM runtime that hydrates them.
//!
//! **An application made with Leptos** turns the feature `app` on and uses `LeadForm`: one component, rendered and run by
//! the application's own WebAssembly.
#![cfg_attr(feature = "app", doc = include_str!("app/example.md"))]
//!
//! **Everything else** is for `<leadgate-form>` on other people's pages. One set of nodes ([`FormNodes`]) serves two
//! builds: with the feature `ssr` (host only) the host prerenders a form as HTML (`prerender`); with `hydrate` (browser
//! only) the same code hydrates exactly those nodes (`browser`). What a field is, and what is wrong with a value, is
//! decided by `leadgate-model` on all sides.

#[cfg(all(feature = "ssr", target_arch = "wasm32"))]
compile_error!("`ssr` on wasm would silently drop every event handler: use `hydrate` there");

#[cfg(feature = "app")]
mod app;
#[cfg(all(feature = "browser", target_arch = "wasm32"))]
mod browser;
pub mod element_api;
#[cfg(feature = "ssr")]
pub mod prerender;
/// The standard library's allocator is four times as large; a form needs no fast one.
#[cfg(all(feature = "published", target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: lol_alloc::LockedAllocator<lol_alloc::FreeListAllocator> =
    lol_alloc::LockedAllocator::new(lol_alloc::FreeListAllocator::new());

mod state;
#[cfg(any(feature = "ssr", all(feature = "app", target_arch = "wasm32")))]
mod style;
mod theme;
mod view;

#[cfg(feature = "app")]
pub use app::{FormHandle, LeadForm, Product, remember_arrival};
#[cfg(all(feature = "browser", target_arch = "wasm32"))]
pub use browser::Mounted;
#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
pub use browser::mount;
#[cfg(feature = "app")]
pub use leadgate_model::{Draft, Form, Lang};
pub use state::{FormState, Help, InvalidField, Phase, Platform, Sent};
pub use theme::Theme;
pub use view::FormNodes;
