//! Background tasks that go on after the visitor was answered. A shutdown waits for them; retries then make their last attempt at once.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The most leads that wait for the store at once; a lead takes some kilobytes.
const WAITING_MAX: usize = 1000;

/// The tasks still under way. A clone is the same.
#[derive(Clone, Debug)]
pub struct BackgroundTasks {
    tasks: TaskTracker,
    shutdown: CancellationToken,
    permits: Arc<Semaphore>,
}

impl Default for BackgroundTasks {
    fn default() -> Self {
        Self {
            tasks: TaskTracker::new(),
            shutdown: CancellationToken::new(),
            permits: Arc::new(Semaphore::new(WAITING_MAX)),
        }
    }
}

impl BackgroundTasks {
    /// A permit for one more task; `None` while all are taken.
    pub(super) fn permit(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.permits).try_acquire_owned().ok()
    }

    pub(super) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(work);
    }

    /// Until a stop is under way: whoever pauses then goes on at once, for the last time.
    pub(super) async fn shutdown_begun(&self) {
        self.shutdown.cancelled().await;
    }

    pub(super) fn is_shutting_down(&self) -> bool {
        self.shutdown.is_cancelled()
    }

    /// Signals the shutdown, and waits until the tasks are done.
    pub async fn finish(&self) {
        self.shutdown.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}
