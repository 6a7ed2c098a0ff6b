//! Dates, the clock of Brussels, Belgian holidays, opening hours and call-back slots.
//! Nothing here reads a clock: "now" is an argument, in seconds since 1970 (UTC).

pub mod brussels;
pub mod civil;
mod digits;
pub mod holidays;
pub mod hours;
pub mod moment;
pub mod slot;

pub use civil::{Date, DateTime, Weekday};
pub use hours::{HoursError, OpeningHours};
pub use slot::{CallSlot, DayPart, SlotChoice};
