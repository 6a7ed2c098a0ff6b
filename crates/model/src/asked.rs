//! What a form asks for, with what was typed: the one evaluator of conditions, which browser and
//! proxy share.

use crate::{Condition, Draft, FieldKind, FieldSpec, FormSpec};
use leadgate_rules::flag::is_ticked;

/// A form as it stands with what was typed: which fields there are now, and which are required.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The form's specification.
    pub spec: &'static FormSpec,
    /// What was typed.
    pub draft: &'a Draft,
    /// The names of fields that this partner's form does not have.
    pub left_out: &'a [String],
}

impl Asked<'_> {
    /// Whether the form has the field at all, whatever was typed.
    #[must_use]
    pub fn has(&self, field: &FieldSpec) -> bool {
        self.left_out.iter().all(|name| name != field.name)
    }

    /// Whether the field is shown. One that is not is neither checked nor sent; what was typed in
    /// it stays, and counts again when it comes back.
    #[must_use]
    pub fn shows(&self, field: &FieldSpec) -> bool {
        self.has(field) && self.holds(field.shown)
    }

    /// Whether the field is shown and must not be empty.
    #[must_use]
    pub fn requires(&self, field: &FieldSpec) -> bool {
        self.shows(field) && self.holds(field.required)
    }

    fn holds(&self, condition: Condition) -> bool {
        let fills = |name: &&str| self.fills(name);
        match condition {
            Condition::Always => true,
            Condition::Never => false,
            Condition::Any(names) => names.iter().any(fills),
            Condition::NoneOf(names) => !names.iter().any(fills),
        }
    }

    /// Whether a field counts as filled in: what is not shown does not, nor does a box that says no.
    fn fills(&self, name: &str) -> bool {
        self.spec.field(name).is_some_and(|field| {
            self.shows(field)
                && match field.kind {
                    FieldKind::Flag => is_ticked(self.draft.get(name)),
                    _ => self.draft.is_filled(name),
                }
        })
    }
}
