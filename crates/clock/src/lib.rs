//! Time as an argument: what the clock says, and how much time has passed. The two differ where somebody
//! sets the clock.

use std::sync::LazyLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;

mod rfc3339;

pub use rfc3339::rfc3339;

/// The time of day, and time that passes.
#[async_trait]
pub trait Clock: Send + Sync {
    /// What the clock says, in the store's unit: milliseconds since 1970 (UTC). May jump.
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

/// A duration in milliseconds, the store's unit of time.
#[must_use]
pub fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX / 4)
}
