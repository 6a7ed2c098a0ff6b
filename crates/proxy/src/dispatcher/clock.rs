//! Time as an argument: what the clock says, and waiting for it to say more.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;

/// The time, in the outbox's unit: milliseconds since 1970 (UTC).
#[async_trait]
pub trait Clock: Send + Sync {
    /// What the clock says.
    fn now_ms(&self) -> i64;

    /// Waits until the clock says at least this.
    async fn sleep_until(&self, at_ms: i64);
}

/// The host's clock.
#[derive(Clone, Copy, Default, Debug)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        // Before 1970 the host's clock is not set; leases then hold relative to 1970.
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, millis)
    }

    async fn sleep_until(&self, at_ms: i64) {
        let wait = u64::try_from(at_ms - self.now_ms()).unwrap_or(0);
        tokio::time::sleep(Duration::from_millis(wait)).await;
    }
}

/// A duration in the outbox's unit.
pub(super) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX / 4)
}
