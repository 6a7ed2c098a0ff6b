//! How fast a connector is tried: so many tries a second, evenly, and not at all for as long as the
//! CRM asks to be left alone. Pure, as the breaker is.

use std::time::Duration;

/// The longest that one `Retry-After` holds up all leads. The lead that was answered so waits for
/// what was asked, up to [`leadgate_store::RETRY_AFTER_MAX`]; the others wait for this long at
/// most, so that a mistaken header does not keep every visitor from being called.
pub(super) const HOLD_MAX: Duration = Duration::from_secs(5 * 60);

/// What is tried at once after a pause, in tries that a second allows: a tenth.
const BURST: f64 = 0.1;

/// A connector's pace.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Pace {
    /// Tries in a second; `None`: as many as there are turns.
    per_second: Option<f64>,
    /// How many tries may begin now, as of `at`; never negative.
    room: f64,
    at: Duration,
    /// The CRM asked to be left alone until then.
    held_until: Duration,
}

impl Pace {
    pub(super) fn new(per_second: Option<f64>) -> Self {
        Self {
            per_second,
            room: per_second.map_or(0.0, most),
            at: Duration::ZERO,
            held_until: Duration::ZERO,
        }
    }

    /// Whether the CRM's wish to be left alone holds.
    pub(super) fn is_held(&self, now: Duration) -> bool {
        now < self.held_until
    }

    /// How many of `wanted` tries may begin now.
    ///
    /// # Errors
    ///
    /// None may: when to ask again.
    pub(super) fn room(&mut self, wanted: usize, now: Duration) -> Result<usize, Duration> {
        if self.is_held(now) {
            return Err(self.held_until);
        }
        let Some(per_second) = self.per_second else {
            return Ok(wanted);
        };
        let passed = now.saturating_sub(self.at).as_secs_f64();
        self.room = per_second.mul_add(passed, self.room).min(most(per_second));
        self.at = now;
        let whole = self.room.floor().min(wanted as f64) as usize;
        if whole == 0 {
            let wait = Duration::from_secs_f64((1.0 - self.room) / per_second);
            // A little later, or rounding could have it ask too early.
            return Err(now + wait + Duration::from_millis(1));
        }
        Ok(whole)
    }

    /// A try has begun.
    pub(super) const fn begun(&mut self) {
        self.room = (self.room - 1.0).max(0.0);
    }

    /// The CRM asks to be left alone for this long.
    pub(super) fn hold(&mut self, asked: Duration, now: Duration) {
        self.held_until = self.held_until.max(now + asked.min(HOLD_MAX));
    }
}

/// The most tries that begin at one moment.
fn most(per_second: f64) -> f64 {
    (per_second * BURST).max(1.0)
}

#[cfg(test)]
mod tests;
