//! What an entry of opening hours is made of: days by their names, and a span.

/// The shortest span, in minutes: in less, nobody is called back. Also what must remain of one.
pub const SPAN_MIN_MINUTES: u16 = 15;

/// Monday first.
pub(super) const DAY_NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
