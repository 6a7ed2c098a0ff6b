//! The HTTP interface in process: the whole router over a real store in a file, with a clock that
//! is moved by hand. What each route answers, word for word where others rely on it.

#![expect(
    clippy::unwrap_used,
    reason = "a test, its stage included, stops where it fails"
)]

mod accepting;
mod assets;
mod click_out;
mod conditions;
mod consent;
mod embedding;
mod failing_store;
mod faulty_store;
mod fixture;
mod form_pages;
mod forms;
mod identity;
mod interface;
mod lead;
mod log_privacy;
mod never_held_up;
mod operation;
mod page;
mod pages;
mod refusing;
mod reloading;
mod retention;
mod rolling_back;
mod second_lead;
mod snippets;
mod targets;
