//! How fast a connector is tried: so many attempts a second, evenly, and not at all for as long as the
//! CRM asks to be left alone. Pure, as the breaker is.

use std::time::Duration;

/// The longest that one `Retry-After` holds up all leads. The lead that was answered so waits for
/// what was asked, up to [`leadgate_store::RETRY_AFTER_MAX`]; the others wait for this long at
/// most, so that a mistaken header does not keep every visitor from being called.
pub(super) const COOL_DOWN_MAX: Duration = Duration::from_secs(5 * 60);

/// What is tried at once after a pause, in attempts that a second allows: a tenth.
const BURST: f64 = 0.1;

/// A connector's rate limiter.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct RateLimiter {
    /// Attempts in a second; `None`: no limit.
    per_second: Option<f64>,
    /// How many attempts may begin now, as of `at`; never negative.
    tokens: f64,
    at: Duration,
    /// The CRM asked to be left alone until then.
    cool_down_until: Duration,
}

impl RateLimiter {
    pub(super) fn new(per_second: Option<f64>) -> Self {
        Self {
            per_second,
            tokens: per_second.map_or(0.0, most),
            at: Duration::ZERO,
            cool_down_until: Duration::ZERO,
        }
    }

    /// Whether the CRM's wish to be left alone holds.
    pub(super) fn is_cooling_down(&self, now: Duration) -> bool {
        now < self.cool_down_until
    }

    /// How many of `wanted` attempts may begin now.
    ///
    /// # Errors
    ///
    /// None may: when to ask again.
    pub(super) fn available(&mut self, wanted: usize, now: Duration) -> Result<usize, Duration> {
        if self.is_cooling_down(now) {
            return Err(self.cool_down_until);
        }
        let Some(per_second) = self.per_second else {
            return Ok(wanted);
        };
        let passed = now.saturating_sub(self.at).as_secs_f64();
        self.tokens = per_second
            .mul_add(passed, self.tokens)
            .min(most(per_second));
        self.at = now;
        let whole = self.tokens.floor().min(wanted as f64) as usize;
        if whole == 0 {
            let wait = Duration::from_secs_f64((1.0 - self.tokens) / per_second);
            // A little later, or rounding could have it ask too early.
            return Err(now + wait + Duration::from_millis(1));
        }
        Ok(whole)
    }

    /// An attempt has begun.
    pub(super) const fn begun(&mut self) {
        self.tokens = (self.tokens - 1.0).max(0.0);
    }

    /// The CRM asks to be left alone for this long.
    pub(super) fn cool_down(&mut self, asked: Duration, now: Duration) {
        self.cool_down_until = self.cool_down_until.max(now + asked.min(COOL_DOWN_MAX));
    }
}

/// The most attempts that begin at one moment.
fn most(per_second: f64) -> f64 {
    (per_second * BURST).max(1.0)
}

#[cfg(test)]
mod tests;
