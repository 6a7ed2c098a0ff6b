//! The slots that opening hours leave from now on: the next one, and those to choose from.

use super::call_slot::{CallSlot, SLOT_DAYS_AHEAD};
use super::part::DayPart;
use crate::problem::FieldProblem;
use crate::time::brussels::{to_local, to_unix};
use crate::time::civil::{Date, DateTime};
use crate::time::hours::{OpeningHours, SPAN_MIN_MINUTES, skip_gap};

/// How long after now an offered slot begins at the earliest.
pub const OFFER_LEAD_SECONDS: i64 = 30 * 60;
/// How far the next opening is searched. Who is open one day a week can meet holidays on it two
/// weeks in a row (Christmas and New Year), never three.
const SEARCH_DAYS: i64 = 28;
/// How long an offered slot is, in minutes.
const OFFER_MINUTES: u16 = 120;
/// What remains before closing time is a slot of its own from this many minutes on; less is
/// added to the slot before.
const OFFER_REST_MINUTES: u16 = 60;

/// The next time that is open, in that part of a day if one is wanted.
pub(super) fn next(
    now: i64,
    hours: &OpeningHours,
    part: Option<DayPart>,
) -> Result<CallSlot, FieldProblem> {
    // Rounded up as a moment, not on the clock: the next minute may be one that clocks leave out.
    let now = to_local(now.saturating_add(59).div_euclid(60) * 60);
    for ahead in 0..=SEARCH_DAYS {
        let date = now.date().add_days(ahead);
        let Some(span) = hours.on(date) else {
            continue;
        };
        let (mut from, until) = part.map_or(span, |part| part.within(span));
        if date == now.date() {
            from = from.max(now.minute_of_day());
        }
        if from + SPAN_MIN_MINUTES <= until {
            return Ok(slot(date, from, until));
        }
    }
    Err(FieldProblem::SlotClosed)
}

/// Slots of two hours to choose from, on the next days that have any: none has begun, none
/// begins within half an hour, none is further ahead than [`SLOT_DAYS_AHEAD`]. The last of a day
/// is an hour to three, as closing time has it.
///
/// ```
/// use leadgate_rules::time::{OpeningHours, slot::offers};
///
/// let hours = OpeningHours::parse("mon-fri 09:00-11:30").unwrap();
/// let saturday = 1_795_258_800; // 2026-11-21 12:00:00 in Brussels
/// let monday = offers(saturday, &hours, 1);
/// assert_eq!(monday.len(), 1);
/// assert_eq!(monday[0].to_string(), "2026-11-23 09:00:00/2026-11-23 11:30:00");
/// ```
#[must_use]
pub fn offers(now_unix: i64, hours: &OpeningHours, days: usize) -> Vec<CallSlot> {
    let today = to_local(now_unix).date();
    let earliest = now_unix.saturating_add(OFFER_LEAD_SECONDS);
    let mut slots = Vec::new();
    let mut days_left = days;
    for ahead in 0..=i64::from(SLOT_DAYS_AHEAD) {
        if days_left == 0 {
            break;
        }
        let date = today.add_days(ahead);
        let Some((mut from, close)) = hours.on(date) else {
            continue;
        };
        let before = slots.len();
        while from < close {
            let mut until = skip_gap(date, from + OFFER_MINUTES);
            if close < until + OFFER_REST_MINUTES {
                until = close;
            }
            let slot = slot(date, from, until);
            if to_unix(slot.from).last() >= Some(earliest) {
                slots.push(slot);
            }
            from = until;
        }
        days_left -= usize::from(slots.len() > before);
    }
    slots
}

fn slot(date: Date, from: u16, until: u16) -> CallSlot {
    CallSlot {
        from: DateTime::at_minute(date, from),
        until: DateTime::at_minute(date, until),
    }
}
