//! The HTTP interface in process: the whole router over a real store in a file, with a clock that
//! is moved by hand. What each route answers, word for word where others rely on it.

#![expect(
    clippy::unwrap_used,
    reason = "a test, its stage included, stops where it fails"
)]

#[path = "http/accepting.rs"]
mod accepting;
#[path = "http/assets.rs"]
mod assets;
#[path = "http/click_out.rs"]
mod click_out;
#[path = "http/conditions.rs"]
mod conditions;
#[path = "http/consent.rs"]
mod consent;
#[path = "http/embedding.rs"]
mod embedding;
#[path = "http/failing_store.rs"]
mod failing_store;
#[path = "http/form_pages.rs"]
mod form_pages;
#[path = "http/forms.rs"]
mod forms;
#[path = "http/identity.rs"]
mod identity;
#[path = "http/interface.rs"]
mod interface;
#[path = "http/lead.rs"]
mod lead;
#[path = "http/log_privacy.rs"]
mod log_privacy;
#[path = "http/moody_store.rs"]
mod moody_store;
#[path = "http/never_held_up.rs"]
mod never_held_up;
#[path = "http/operation.rs"]
mod operation;
#[path = "http/page.rs"]
mod page;
#[path = "http/pages.rs"]
mod pages;
#[path = "http/refusing.rs"]
mod refusing;
#[path = "http/reloading.rs"]
mod reloading;
#[path = "http/retention.rs"]
mod retention;
#[path = "http/rolling_back.rs"]
mod rolling_back;
#[path = "http/second_lead.rs"]
mod second_lead;
#[path = "http/snippets.rs"]
mod snippets;
#[path = "http/stage.rs"]
mod stage;
#[path = "http/targets.rs"]
mod targets;
