//! Forms and sentences of Leadgate: what a lead is, in one place for browser and proxy. The rules of single
//! values are in `leadgate-rules`.
//!
//! A [`Draft`] (what was typed) goes in, a [`ValidLead`] or a list of [`FieldError`]s comes out of
//! [`validate`]. No I/O, no clock, no randomness: the time and the opening hours are arguments
//! ([`Rules`]). Everything here is downloaded by every visitor, so it depends on next to nothing.

mod asked;
mod condition;
mod consent;
mod draft;
mod error;
mod form;
mod lang;
mod lead;
mod page_attributes;
mod spec;
pub mod text;
pub mod wire;

pub use asked::Asked;
pub use condition::Condition;
pub use consent::{ConsentGiven, ConsentText};
pub use draft::Draft;
pub use error::FieldError;
pub use form::Form;
pub use lang::Lang;
pub use lead::{Rules, ValidLead, Value, canonical, check_field, validate};
pub use page_attributes::{PAGE_ATTRIBUTES, PageAttribute};
pub use spec::{COUNTRIES, Choice, FieldKind, FieldSpec, FormSpec, PhoneUse};
