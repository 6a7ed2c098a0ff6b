//! One country's numbering plan: which digits are a number of it. What is wrong with others is the
//! business of `nearest`, which digits were typed that of `typed`; the plans themselves are in `table`.

use super::kind::PhoneType;
use super::pattern;

/// A numbering plan, as patterns over a number's digits.
pub(super) struct Plan {
    /// The country's ISO code.
    pub(super) code: &'static str,
    /// What stands after the plus sign.
    pub(super) calling_code: &'static str,
    /// What is dialled to leave the country.
    pub(super) exit_code: &'static str,
    /// What stands before a number inside the country.
    pub(super) trunk: &'static str,
    /// What is dropped before a number: the trunk prefix, or a code that chooses a carrier.
    pub(super) skipped: &'static str,
    /// What every number matches, before its type is asked.
    pub(super) general: &'static str,
    /// The types in order of precedence.
    pub(super) types: &'static [(PhoneType, &'static str)],
}

impl Plan {
    /// The type of a national number, if the plan has it.
    pub(super) fn kind(&self, national: &str) -> Option<PhoneType> {
        self.kind_where(national, |_| true)
    }

    /// The type, among those that are wanted.
    pub(super) fn kind_where(
        &self,
        national: &str,
        wanted: fn(PhoneType) -> bool,
    ) -> Option<PhoneType> {
        if !pattern::matches(self.general, national) {
            return None;
        }
        self.types
            .iter()
            .find(|(kind, pattern)| wanted(*kind) && pattern::matches(pattern, national))
            .map(|(kind, _)| *kind)
    }

    /// The national number in digits that may begin with the trunk prefix.
    pub(super) fn without_trunk<'a>(&self, digits: &'a str) -> &'a str {
        let shorter = self.after_skipped(digits);
        // A number that begins like the trunk prefix keeps its first digits (Russian 8…).
        let is_whole = pattern::matches(self.general, digits);
        if is_whole && !pattern::matches(self.general, shorter) {
            digits
        } else {
            shorter
        }
    }

    /// The digits without what is dropped before a number.
    pub(super) fn after_skipped<'a>(&self, digits: &'a str) -> &'a str {
        let skipped = pattern::longest_prefix(self.skipped, digits);
        digits.get(skipped..).unwrap_or_default()
    }

    /// The digits without the country's own calling code, where only that makes them a number:
    /// some visitors type the code and no plus sign.
    pub(super) fn without_calling_code<'a>(&self, digits: &'a str) -> &'a str {
        match digits.strip_prefix(self.calling_code) {
            Some(rest)
                if !pattern::matches(self.general, digits)
                    && pattern::matches(self.general, self.without_trunk(rest)) =>
            {
                rest
            }
            _ => digits,
        }
    }
}
