//! From when until when to call.

use crate::time::civil::DateTime;
use core::fmt;

/// How many days ahead a dated slot may be.
pub const SLOT_DAYS_AHEAD: u32 = 14;

/// From when until when to call, on Brussels' clocks. Only [`SlotChoice::resolve`](super::SlotChoice::resolve) says that it
/// is one to promise.
///
/// ```
/// use leadgate_rules::time::CallSlot;
///
/// let text = "2026-11-23 09:00:00/2026-11-23 11:00:00";
/// assert_eq!(CallSlot::parse(text).unwrap().to_string(), text);
/// assert_eq!(CallSlot::parse("2026-11-23 09:00:00"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CallSlot {
    /// The earliest time to call: the CRM's `call_at`.
    pub from: DateTime,
    /// The latest: the CRM's `call_until`.
    pub until: DateTime,
}

impl CallSlot {
    /// Reads exactly `YYYY-MM-DD HH:MM:SS/YYYY-MM-DD HH:MM:SS`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (from, until) = text.split_once('/')?;
        Some(Self {
            from: DateTime::parse(from)?,
            until: DateTime::parse(until)?,
        })
    }
}

impl CallSlot {
    /// The slot's text: `2026-11-24 14:00:00/2026-11-24 16:00:00`.
    #[must_use]
    pub fn text(&self) -> String {
        [self.from.text(), self.until.text()].join("/")
    }
}

impl fmt::Display for CallSlot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text())
    }
}
