//! Work that goes on after its visitor was answered. A stop waits for it, and hurries it.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The most leads that wait for the store at once; a lead takes some kilobytes.
const WAITING_MAX: usize = 1000;

/// What is still under way behind the answers. A clone is the same.
#[derive(Clone, Debug)]
pub struct Behind {
    tasks: TaskTracker,
    hurry: CancellationToken,
    places: Arc<Semaphore>,
}

impl Default for Behind {
    fn default() -> Self {
        Self {
            tasks: TaskTracker::new(),
            hurry: CancellationToken::new(),
            places: Arc::new(Semaphore::new(WAITING_MAX)),
        }
    }
}

impl Behind {
    /// A place for one more; `None` while all are taken.
    pub(super) fn place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.places).try_acquire_owned().ok()
    }

    pub(super) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(work);
    }

    /// Until a stop is under way: whoever pauses then goes on at once, for the last time.
    pub(super) async fn hurried(&self) {
        self.hurry.cancelled().await;
    }

    pub(super) fn is_hurried(&self) -> bool {
        self.hurry.is_cancelled()
    }

    /// Hurries what is under way, and waits until it is done.
    pub async fn finish(&self) {
        self.hurry.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}
