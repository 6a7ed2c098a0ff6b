//! The moment of a call that was agreed on: one point in time on Brussels' clocks.

use super::brussels::{self, Local};
use super::civil::DateTime;
use super::slot::SLOT_GRACE_SECONDS;
use crate::problem::FieldProblem;

/// From when until when people may be called at all, in minutes since midnight: 09:00 to 20:00
/// (consumer agreement for electricity and gas).
const CALLING_HOURS: (u16, u16) = (9 * 60, 20 * 60);

/// Reads `YYYY-MM-DD HH:MM:SS`; the seconds may be missing, and a `T` may stand for the space, as
/// browsers send it.
///
/// ```
/// use leadgate_rules::FieldProblem;
/// use leadgate_rules::time::moment;
/// let now = 1_795_000_000; // 2026-11-18 12:06:40 in Brussels
/// let text = |typed| moment::parse(typed, now).map(|moment| moment.to_string());
/// assert_eq!(text("2026-11-19T15:30"), Ok("2026-11-19 15:30:00".to_owned()));
/// assert_eq!(text("2026-11-18 12:00"), Ok("2026-11-18 12:00:00".to_owned())); // a little ago
/// assert_eq!(text("2026-11-18 11:00"), Err(FieldProblem::SlotPast));
/// assert_eq!(text("2026-11-19 21:00"), Err(FieldProblem::CallingHours));
/// assert_eq!(text("2027-03-28 02:30"), Err(FieldProblem::MomentUnreadable)); // no clock shows it
/// assert_eq!(text("tomorrow"), Err(FieldProblem::MomentUnreadable));
/// ```
///
/// # Errors
/// `MomentUnreadable` for another form or a time that clocks leave out, `SlotPast` for one more
/// than [`SLOT_GRACE_SECONDS`] ago, `CallingHours` outside of 09:00 to 20:00.
pub fn parse(typed: &str, now_unix: i64) -> Result<DateTime, FieldProblem> {
    let mut text = typed.trim().replacen('T', " ", 1);
    if text.len() == "YYYY-MM-DD HH:MM".len() {
        text.push_str(":00");
    }
    let moment = DateTime::parse(&text).ok_or(FieldProblem::MomentUnreadable)?;
    let unix = match brussels::to_unix(moment) {
        Local::Once(unix) | Local::Twice { second: unix, .. } => unix,
        Local::Never => return Err(FieldProblem::MomentUnreadable),
    };
    let (from, until) = CALLING_HOURS;
    if unix < now_unix - SLOT_GRACE_SECONDS {
        Err(FieldProblem::SlotPast)
    } else if !(from..=until).contains(&moment.minute_of_day()) {
        Err(FieldProblem::CallingHours)
    } else {
        Ok(moment)
    }
}
