//! Time as an argument: what the clock on the wall says, and how much time has passed, which are not
//! the same where somebody puts the clock right.

use std::sync::{LazyLock, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;

use super::lock;

/// The time of day, and time that passes.
#[async_trait]
pub trait Clock: Send + Sync {
    /// What the clock says, in the outbox's unit: milliseconds since 1970 (UTC). May jump.
    fn now_ms(&self) -> i64;

    /// How much time has passed since some moment; never jumps. For every deadline and every pause
    /// inside the process.
    fn uptime(&self) -> Duration;

    /// Waits until so much time has passed.
    async fn sleep(&self, pause: Duration);
}

/// The host's clock.
#[derive(Clone, Copy, Default, Debug)]
pub struct SystemClock;

static BEGINNING: LazyLock<Instant> = LazyLock::new(Instant::now);

#[async_trait]
impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        // Before 1970 the host's clock is not set; leases then hold relative to 1970.
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, millis)
    }

    fn uptime(&self) -> Duration {
        BEGINNING.elapsed()
    }

    async fn sleep(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }
}

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

/// A duration in the outbox's unit.
pub(super) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX / 4)
}
