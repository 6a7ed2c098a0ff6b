//! When a person's second lead is a duplicate, and whether a CRM gets it.

use serde::Deserialize;

/// When a person's second lead is a duplicate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duplicates {
    /// How long after a person's first lead another one for the same form and product is a
    /// duplicate; 0: none is looked for.
    pub window_days: u32,
}

impl Duplicates {
    /// The same, in milliseconds; `None`: none is looked for.
    #[must_use]
    pub fn window_ms(self) -> Option<i64> {
        const DAY_MS: i64 = 24 * 3_600_000;
        (self.window_days > 0).then(|| i64::from(self.window_days) * DAY_MS)
    }
}

/// Whether a CRM gets duplicates.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OfDuplicates {
    /// It does: it may tell them by itself, or want to count them.
    #[default]
    Deliver,
    /// It does not, where it got the first lead or is about to.
    Skip,
}
