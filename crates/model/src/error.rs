//! A wrong field. Sentences are rendered from its problem in [`crate::text`].

use std::borrow::Cow;

use leadgate_rules::FieldProblem;

/// One wrong field and its problem.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldError {
    /// The field's name on the wire; `consent_<purpose>` for a consent.
    pub field: Cow<'static, str>,
    /// What is wrong with its value.
    pub problem: FieldProblem,
}
