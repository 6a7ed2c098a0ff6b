//! What can be wrong with configured opening hours. Visitors never see these sentences; whoever
//! writes the configuration does.

use super::entry::{DAY_NAMES, SPAN_MIN_MINUTES};
use crate::time::civil::Weekday;
use core::fmt;

/// Why a text is not opening hours. Entries stand between commas and are numbered from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HoursError {
    /// No entry at all.
    Empty,
    /// An entry that is not days, a space and a span.
    Form {
        /// Which entry.
        entry: usize,
    },
    /// A day that is not one of `mon tue wed thu fri sat sun`.
    Day {
        /// Which entry.
        entry: usize,
    },
    /// A range whose last day comes before its first.
    DaysBackwards {
        /// Which entry.
        entry: usize,
    },
    /// A time that is not `HH:MM`, from 00:00 to 23:59.
    Time {
        /// Which entry.
        entry: usize,
    },
    /// A span that ends before it begins, or has less than [`SPAN_MIN_MINUTES`].
    TooShort {
        /// Which entry.
        entry: usize,
    },
    /// A day in two entries.
    DayTwice {
        /// Which day.
        day: Weekday,
    },
}

impl fmt::Display for HoursError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => out.write_str("no opening hours are given"),
            Self::Form { entry } => {
                write!(out, "entry {entry} is not like \"mon-fri 09:00-18:00\"")
            }
            Self::Day { entry } => {
                write!(out, "entry {entry} names a day that is not one of")?;
                DAY_NAMES.iter().try_for_each(|name| write!(out, " {name}"))
            }
            Self::DaysBackwards { entry } => {
                write!(
                    out,
                    "the days of entry {entry} run backwards: mon is first, sun last"
                )
            }
            Self::Time { entry } => {
                write!(
                    out,
                    "entry {entry} has a time that is not from 00:00 to 23:59"
                )
            }
            Self::TooShort { entry } => write!(
                out,
                "entry {entry} ends less than {SPAN_MIN_MINUTES} minutes after it begins"
            ),
            Self::DayTwice { day } => {
                let name = DAY_NAMES[*day as usize];
                write!(out, "{name} is in two entries")
            }
        }
    }
}

impl core::error::Error for HoursError {}
