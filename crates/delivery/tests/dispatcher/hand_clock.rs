//! Time in the hands of a test: it passes when told, and the clock may be wrong about it.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use leadgate_clock::Clock;
use tokio::sync::watch;

/// A clock that stands still until it is moved.
pub(crate) struct HandClock {
    uptime: watch::Sender<Duration>,
    /// What the clock says beyond the time that has passed.
    says_more_ms: AtomicI64,
}

/// What the clock says at first.
const START_MS: i64 = 1_795_000_000_000;

impl HandClock {
    pub(crate) fn new() -> Self {
        Self {
            uptime: watch::Sender::new(Duration::ZERO),
            says_more_ms: AtomicI64::new(START_MS),
        }
    }

    /// Lets time pass.
    pub(crate) fn advance(&self, by: Duration) {
        self.uptime.send_modify(|now| *now += by);
    }

    /// Puts the clock forward or back; no time passes.
    pub(crate) fn jump(&self, by_ms: i64) {
        self.says_more_ms.fetch_add(by_ms, Ordering::SeqCst);
    }
}

#[async_trait]
impl Clock for HandClock {
    fn now_ms(&self) -> i64 {
        let passed = i64::try_from(self.uptime().as_millis()).unwrap();
        passed + self.says_more_ms.load(Ordering::SeqCst)
    }

    fn uptime(&self) -> Duration {
        *self.uptime.borrow()
    }

    async fn sleep(&self, pause: Duration) {
        let until = self.uptime() + pause;
        let _ = self.uptime.subscribe().wait_for(|now| *now >= until).await;
    }
}
