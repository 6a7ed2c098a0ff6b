//! The parts of a day that a visitor can choose without a date, for forms that must not age.

use crate::time::civil::Weekday;
use crate::time::hours::{OpeningHours, SPAN_MIN_MINUTES};

/// A part of the day. It means what the opening hours leave of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DayPart {
    /// 09:00 to 12:00.
    Morning,
    /// 12:00 to 17:00.
    Afternoon,
    /// 17:00 to 20:00.
    Evening,
}

impl DayPart {
    /// All of them, the earliest first.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
        }
    }

    /// The part of that name.
    ///
    /// ```
    /// use leadgate_rules::time::DayPart;
    ///
    /// assert_eq!(DayPart::parse("evening"), Some(DayPart::Evening));
    /// assert_eq!(DayPart::parse("night"), None);
    /// ```
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }

    /// Its bounds in minutes since midnight, before any opening hours.
    #[must_use]
    pub const fn window(self) -> (u16, u16) {
        match self {
            Self::Morning => (9 * 60, 12 * 60),
            Self::Afternoon => (12 * 60, 17 * 60),
            Self::Evening => (17 * 60, 20 * 60),
        }
    }

    /// The parts that are open on some weekday, for at least [`SPAN_MIN_MINUTES`].
    ///
    /// ```
    /// use leadgate_rules::time::{DayPart, OpeningHours};
    ///
    /// let mornings = OpeningHours::parse("sat 10:00-12:00").unwrap();
    /// assert!(DayPart::offered(&mornings).eq([DayPart::Morning]));
    /// ```
    pub fn offered(hours: &OpeningHours) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|part| {
            Weekday::ALL.into_iter().any(|day| {
                let span = hours.on_weekday(day).map(|span| part.within(span));
                span.is_some_and(|(from, until)| until >= from + SPAN_MIN_MINUTES)
            })
        })
    }

    /// What a span of minutes leaves of this part; nothing if it ends before it begins.
    pub(super) fn within(self, (open, close): (u16, u16)) -> (u16, u16) {
        let (from, until) = self.window();
        (open.max(from), close.min(until))
    }
}
