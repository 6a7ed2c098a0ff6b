//! When a visitor wants to be called: what was chosen, and which slot that is now. How a slot
//! reads to a visitor is the texts'; how many calls fit in one is the call centre's.

mod call_slot;
mod check;
mod part;
mod windows;

pub use call_slot::{CallSlot, SLOT_DAYS_AHEAD};
pub use check::{SLOT_GRACE_LEFT_SECONDS, SLOT_GRACE_SECONDS};
pub use part::DayPart;
pub use windows::{OFFER_LEAD_SECONDS, offers};

use super::hours::OpeningHours;
use crate::problem::FieldProblem;
use core::fmt;

/// What a visitor chose; its text is the `slot` on the wire.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SlotChoice {
    /// As soon as possible: the empty text.
    Soon,
    /// The next such part of a day.
    Part(DayPart),
    /// That slot.
    Dated(CallSlot),
}

impl SlotChoice {
    /// Reads the wire's text; space around it does not count.
    ///
    /// ```
    /// use leadgate_rules::FieldProblem;
    /// use leadgate_rules::time::{DayPart, SlotChoice};
    ///
    /// assert_eq!(SlotChoice::parse(""), Ok(SlotChoice::Soon));
    /// assert_eq!(SlotChoice::parse("morning"), Ok(SlotChoice::Part(DayPart::Morning)));
    /// assert_eq!(SlotChoice::parse("at noon"), Err(FieldProblem::SlotUnknown));
    /// ```
    ///
    /// # Errors
    ///
    /// [`FieldProblem::SlotUnknown`] for any text but those three forms.
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let text = text.trim();
        if text.is_empty() {
            Ok(Self::Soon)
        } else if let Some(part) = DayPart::parse(text) {
            Ok(Self::Part(part))
        } else if let Some(slot) = CallSlot::parse(text) {
            Ok(Self::Dated(slot))
        } else {
            Err(FieldProblem::SlotUnknown)
        }
    }

    /// The slot that this choice means at a moment, in seconds since 1970 (UTC). A choice without
    /// a date becomes the next span that is open for at least
    /// [`SPAN_MIN_MINUTES`](super::hours::SPAN_MIN_MINUTES); what has begun of it is left out. A
    /// dated slot stays as it is, or is refused.
    ///
    /// ```
    /// use leadgate_rules::FieldProblem;
    /// use leadgate_rules::time::{OpeningHours, SlotChoice};
    ///
    /// let hours = OpeningHours::default(); // mon-fri 09:00-18:00
    /// let saturday = 1_795_258_800; // 2026-11-21 12:00:00 in Brussels
    /// let resolve = |text| SlotChoice::parse(text)?.resolve(saturday, &hours);
    ///
    /// let monday = resolve("").unwrap();
    /// assert_eq!(monday.to_string(), "2026-11-23 09:00:00/2026-11-23 18:00:00");
    /// let sunday = resolve("2026-11-22 10:00:00/2026-11-22 12:00:00");
    /// assert_eq!(sunday, Err(FieldProblem::SlotClosed));
    /// ```
    ///
    /// # Errors
    ///
    /// For a dated slot: [`FieldProblem::SlotUnknown`] if it spans days, ends before it begins, or
    /// names a time that clocks leave out; [`FieldProblem::SlotPast`] if it has begun, but for
    /// [`SLOT_GRACE_SECONDS`] when [`SLOT_GRACE_LEFT_SECONDS`] of it are left;
    /// [`FieldProblem::SlotTooFar`] beyond [`SLOT_DAYS_AHEAD`]; [`FieldProblem::SlotClosed`] if it is not
    /// within the opening hours of its date. For the others: [`FieldProblem::SlotClosed`] if no
    /// day is open then.
    pub fn resolve(self, now_unix: i64, hours: &OpeningHours) -> Result<CallSlot, FieldProblem> {
        match self {
            Self::Soon => windows::next(now_unix, hours, None),
            Self::Part(part) => windows::next(now_unix, hours, Some(part)),
            Self::Dated(slot) => check::dated(slot, now_unix, hours),
        }
    }
}

impl fmt::Display for SlotChoice {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Soon => Ok(()),
            Self::Part(part) => out.write_str(part.name()),
            Self::Dated(slot) => slot.fmt(out),
        }
    }
}
