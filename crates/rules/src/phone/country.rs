//! The countries whose numbering plans are known. The plans themselves are in the table.

use super::plan::Plan;
use super::table::PLANS;

/// A country whose numbering plan is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Country {
    /// Belgium.
    Be,
    /// The Netherlands.
    Nl,
    /// France.
    Fr,
    /// Germany.
    De,
    /// Luxembourg.
    Lu,
    /// Sweden.
    Se,
    /// Hungary.
    Hu,
    /// Russia.
    Ru,
}

impl Country {
    /// Every country.
    pub const ALL: [Self; 8] = [
        Self::Be,
        Self::Nl,
        Self::Fr,
        Self::De,
        Self::Lu,
        Self::Se,
        Self::Hu,
        Self::Ru,
    ];

    /// The country of an ISO 3166-1 code of two letters, in either case.
    ///
    /// ```
    /// use leadgate_rules::phone::Country;
    /// assert_eq!(Country::from_code("be"), Some(Country::Be));
    /// assert_eq!(Country::from_code("US"), None);
    /// ```
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|country| country.code().eq_ignore_ascii_case(code))
    }

    /// The ISO 3166-1 code of two letters, in upper case.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.plan().code
    }

    /// The country calling code, without the plus sign.
    #[must_use]
    pub fn calling_code(self) -> &'static str {
        self.plan().calling_code
    }

    /// The country of digits that begin with a calling code, and the digits after that code.
    pub(super) fn of_international(digits: &str) -> Option<(Self, &str)> {
        Self::ALL
            .into_iter()
            .find_map(|country| Some((country, digits.strip_prefix(country.calling_code())?)))
    }

    pub(super) fn plan(self) -> &'static Plan {
        &PLANS[self as usize]
    }
}
