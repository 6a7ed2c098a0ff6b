//! Whether a dated slot can be promised. It came from a page that may be hours old, or from
//! anybody who can write a date.

use super::call_slot::{CallSlot, SLOT_DAYS_AHEAD};
use crate::problem::FieldProblem;
use crate::time::brussels::{to_local, to_unix};
use crate::time::civil::DateTime;
use crate::time::hours::OpeningHours;

/// How long ago a dated slot may have begun: it was in the future when it was chosen, then the
/// form took its time, or the network did.
pub const SLOT_GRACE_SECONDS: i64 = 10 * 60;
/// What must remain of a dated slot that has begun, so that a call can still keep the promise.
pub const SLOT_GRACE_LEFT_SECONDS: i64 = 30 * 60;

/// The same slot, if it can be promised.
pub(super) fn dated(
    slot: CallSlot,
    now: i64,
    hours: &OpeningHours,
) -> Result<CallSlot, FieldProblem> {
    let date = slot.from.date();
    // In autumn's repeated hour the visitor gets the benefit of the doubt: the later moment.
    let (Some(from), Some(until)) = (to_unix(slot.from).last(), to_unix(slot.until).last()) else {
        return Err(FieldProblem::SlotUnknown);
    };
    if date != slot.until.date() || slot.from >= slot.until {
        return Err(FieldProblem::SlotUnknown);
    }
    let late = now.saturating_sub(from);
    let left = until.saturating_sub(now);
    if late > SLOT_GRACE_SECONDS || (late > 0 && left < SLOT_GRACE_LEFT_SECONDS) {
        return Err(FieldProblem::SlotPast);
    }
    if date > to_local(now).date().add_days(i64::from(SLOT_DAYS_AHEAD)) {
        return Err(FieldProblem::SlotTooFar {
            days: SLOT_DAYS_AHEAD,
        });
    }
    let (open, close) = hours.on(date).ok_or(FieldProblem::SlotClosed)?;
    if slot.from < DateTime::at_minute(date, open) || slot.until > DateTime::at_minute(date, close)
    {
        return Err(FieldProblem::SlotClosed);
    }
    Ok(slot)
}
