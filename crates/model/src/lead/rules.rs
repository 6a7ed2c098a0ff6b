//! What the rules need to know beside the values.

use crate::{Asked, ConsentText, Draft, Form};
use leadgate_rules::phone::Country;
use leadgate_rules::time::OpeningHours;
use leadgate_rules::url::TargetParts;

/// What the rules need to know beside the values: the moment, the opening hours, what this
/// partner's form has.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The moment of the check, in seconds since 1970 (UTC).
    pub now: i64,
    /// When somebody is there to call.
    pub hours: &'a OpeningHours,
    /// The country of a phone number that names none.
    pub country: Country,
    /// The consents that the form asks for.
    pub consents: &'a [ConsentText],
    /// The names of fields that this partner's form does not have.
    pub left_out: &'a [String],
    /// The hosts that a click-out may lead to, in lower case.
    pub hosts: &'a [String],
    /// Takes an address apart with the platform's parser (WHATWG); `None` where it is none.
    pub parse_url: fn(&str) -> Option<TargetParts>,
}

impl<'a> Rules<'a> {
    /// Rules for a Belgian form with every field, without consents, whose clicks lead nowhere.
    #[must_use]
    pub fn new(now: i64, hours: &'a OpeningHours) -> Self {
        Self {
            now,
            hours,
            country: Country::Be,
            consents: &[],
            left_out: &[],
            hosts: &[],
            parse_url: |_| None,
        }
    }

    /// The form as it stands with what was typed.
    #[must_use]
    pub const fn asked(&self, form: Form, draft: &'a Draft) -> Asked<'a> {
        Asked {
            spec: form.spec(),
            draft,
            left_out: self.left_out,
        }
    }
}
