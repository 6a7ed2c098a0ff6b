//! Which fields the form has as it stands: the specification's conditions, evaluated by the model.

use leadgate_model::{Asked, FieldSpec};
use leptos::prelude::*;

use super::{FormState, Shown};

impl FormState {
    /// Whether this partner's form has the field, whatever was typed.
    #[must_use]
    pub fn has(self, field: &FieldSpec) -> bool {
        self.asked(&self.shown.read_value(), |asked| asked.has(field))
    }

    /// Whether the field is shown now.
    #[must_use]
    pub fn shows(self, field: &FieldSpec) -> bool {
        self.asked(&self.shown.read_value(), |asked| asked.shows(field))
    }

    /// Whether the field is required now.
    #[must_use]
    pub fn requires(self, field: &FieldSpec) -> bool {
        self.asked(&self.shown.read_value(), |asked| asked.requires(field))
    }

    /// The labels of the fields that are required as the form stands.
    pub(super) fn required_now(self, shown: &Shown) -> Vec<&'static str> {
        self.asked(shown, |asked| {
            let fields = asked.spec.fields.iter();
            fields
                .filter(|field| asked.requires(field))
                .map(|field| self.translation(field.label))
                .collect()
        })
    }

    pub(super) fn asked<T>(self, shown: &Shown, read: impl FnOnce(&Asked<'_>) -> T) -> T {
        self.with_options(|options| {
            read(&Asked {
                spec: self.spec(),
                draft: &shown.draft,
                left_out: &options.left_out,
            })
        })
    }
}
