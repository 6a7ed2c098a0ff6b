//! A clock for due times that never goes back.

use std::sync::Mutex;
use std::time::Duration;

use leadgate_clock::{Clock, millis};

use super::lock;

/// The time that due times are written and compared in: the clock's, but it never goes back. Where
/// the clock is put back by an hour, what is due now would otherwise be due in an hour.
#[derive(Default)]
pub(super) struct DueTime {
    /// The last answer, and when it was given.
    last: Mutex<Option<(i64, Duration)>>,
}

impl DueTime {
    pub(super) fn now_ms(&self, clock: &dyn Clock) -> i64 {
        let (says, uptime) = (clock.now_ms(), clock.uptime());
        let mut last = lock(&self.last);
        let now = match *last {
            Some((last_ms, at)) => says.max(last_ms + millis(uptime.saturating_sub(at))),
            None => says,
        };
        *last = Some((now, uptime));
        now
    }
}
