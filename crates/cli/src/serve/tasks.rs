//! Tasks beside taking and delivering leads. A mistake in one of them must not end it silently, and
//! must not keep visitors away either: it is said, counted, and the task begins again.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tracing::error;

use leadgate_clock::Clock;
use leadgate_proxy::metrics::Metrics;

/// How long after its end a task begins again: a mistake that comes at once must not fill the log.
const AGAIN_AFTER: Duration = Duration::from_secs(10);

/// What every such task is watched with.
#[derive(Clone)]
pub(super) struct Watch {
    pub(super) metrics: Metrics,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) stop: CancellationToken,
}

impl Watch {
    /// Runs what `begin` makes, which ends at the stop that it is given or by itself; again whenever
    /// it panics.
    pub(super) fn over<Work>(
        &self,
        task: &'static str,
        begin: impl Fn(CancellationToken) -> Work + Send + 'static,
    ) -> JoinHandle<()>
    where
        Work: Future<Output = ()> + Send + 'static,
    {
        let Self {
            metrics,
            clock,
            stop,
        } = self.clone();
        tokio::spawn(async move {
            // The panic's own words are on standard error; they may hold anything, so they are not
            // repeated.
            while tokio::spawn(begin(stop.clone()))
                .await
                .is_err_and(|end| end.is_panic())
            {
                metrics.panicked(task);
                error!(
                    task,
                    "a task ended by a mistake in the program: it begins again"
                );
                let pause = clock.sleep(AGAIN_AFTER);
                if stop.run_until_cancelled(pause).await.is_none() {
                    return;
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use async_trait::async_trait;

    use super::*;
    use leadgate_delivery::Snapshot;

    /// Pauses that are over at once, or never.
    enum Pauses {
        Skipped,
        Endless,
    }

    #[async_trait]
    impl Clock for Pauses {
        fn now_ms(&self) -> i64 {
            0
        }

        fn uptime(&self) -> Duration {
            Duration::ZERO
        }

        async fn sleep(&self, _: Duration) {
            if matches!(self, Self::Endless) {
                std::future::pending().await
            }
        }
    }

    fn watch(pauses: Pauses) -> Watch {
        Watch {
            metrics: Metrics::default(),
            clock: Arc::new(pauses),
            stop: CancellationToken::new(),
        }
    }

    #[tokio::test]
    async fn a_task_that_panics_is_counted_and_begins_again() {
        let watch = watch(Pauses::Skipped);
        let begun = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&begun);
        let task = watch.over("alerts", move |_| {
            let nth = counted.fetch_add(1, Ordering::SeqCst);
            async move {
                if nth < 2 {
                    std::panic::resume_unwind(Box::new("a mistake"));
                }
            }
        });
        task.await.unwrap();
        assert_eq!(begun.load(Ordering::SeqCst), 3);
        let shown = watch.metrics.render(&Snapshot::default());
        let line = "leadgate_task_panics_total{task=\"alerts\"} 2\n";
        assert!(shown.contains(line), "{shown}");
    }

    #[tokio::test]
    async fn a_stop_does_not_wait_for_a_task_that_panicked() {
        let watch = watch(Pauses::Endless);
        watch.stop.cancel();
        let task = watch.over("alerts", |_| async {
            std::panic::resume_unwind(Box::new("a mistake"))
        });
        task.await.unwrap();
    }
}
