//! The days of the week, Monday first. Their names in a visitor's language are the texts'.

/// A day of the week.
///
/// ```
/// use leadgate_rules::time::Weekday;
///
/// assert_eq!(Weekday::ALL[6], Weekday::Sunday);
/// assert_eq!(Weekday::Sunday.number(), 7);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Weekday {
    /// The first day of the week (ISO 8601).
    Monday,
    /// The second.
    Tuesday,
    /// The third.
    Wednesday,
    /// The fourth.
    Thursday,
    /// The fifth.
    Friday,
    /// The sixth.
    Saturday,
    /// The seventh.
    Sunday,
}

impl Weekday {
    /// All seven, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// Its number by ISO 8601: Monday is 1, Sunday is 7.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }
}
