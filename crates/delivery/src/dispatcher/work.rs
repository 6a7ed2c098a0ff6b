//! A worker at work: claim what can be tried now, start it, and wait for whatever happens first.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

use super::Dispatcher;
use super::worker::ConnectorWorker;
use leadgate_clock::millis;

/// The shortest pause between two looks at the store, should it call something due and not give
/// it (another process was faster).
const LOOK_AGAIN: Duration = Duration::from_millis(20);

impl Dispatcher {
    /// Runs one worker until told to stop, then waits for what is under way, within bounds.
    pub(super) async fn work(
        self: Arc<Self>,
        worker: Arc<ConnectorWorker>,
        shutdown: CancellationToken,
    ) {
        let mut attempts = JoinSet::new();
        while !shutdown.is_cancelled() {
            while attempts.try_join_next().is_some() {}
            let pause = self.begin(&worker, &mut attempts).await;
            tokio::select! {
                () = shutdown.cancelled() => {}
                Some(_) = attempts.join_next() => {}
                () = worker.wake.notified() => {}
                () = self.clock.sleep(pause) => {}
            }
        }
        self.drain(&worker, attempts).await;
    }

    /// Starts what is due and may be tried now. How long to wait, unless something happens before.
    async fn begin(
        self: &Arc<Self>,
        worker: &Arc<ConnectorWorker>,
        attempts: &mut JoinSet<()>,
    ) -> Duration {
        let free = worker.settings.concurrency - attempts.len();
        if free == 0 {
            return self.settings.poll;
        }
        let uptime = self.clock.uptime();
        let limit = match worker.available(free, uptime) {
            Ok(available) => available,
            Err(Some(not_before)) => return not_before.saturating_sub(uptime),
            Err(None) => return self.settings.poll,
        };
        let now = self.now_ms();
        // A look does not write; most wake-up calls are about another worker's leads.
        match self.store.next_due(worker.name(), now).await {
            Ok(Some(due)) if due <= now => {}
            Ok(due) => return self.until(due, now),
            Err(error) => {
                error!(%error, "the next due delivery could not be read");
                return self.settings.poll;
            }
        }
        let lease = self.settings.lease;
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        let claimed = (self.store)
            .claim(
                worker.name(),
                now,
                millis(lease),
                limit,
                &self.lease_holder(worker),
            )
            .await;
        match claimed {
            Ok(claims) => {
                let lease_until = uptime + lease;
                for claim in claims {
                    let permit = worker.begin();
                    attempts.spawn(Arc::clone(self).attempt(claim, permit, lease_until));
                }
                // There may be more; if this was all, the next look says so.
                LOOK_AGAIN
            }
            Err(error) => {
                error!(%error, "deliveries could not be claimed");
                self.settings.poll
            }
        }
    }

    /// How long until a due time, within bounds: another process may have stored a lead, and a
    /// clock may have been put right.
    fn until(&self, due: Option<i64>, now: i64) -> Duration {
        let wait = due.map_or(u64::MAX, |due| u64::try_from(due - now).unwrap_or(0));
        Duration::from_millis(wait).clamp(LOOK_AGAIN, self.settings.poll.max(LOOK_AGAIN))
    }

    /// Waits for what is under way, within bounds, and gives back what is still held then.
    async fn drain(&self, worker: &ConnectorWorker, mut attempts: JoinSet<()>) {
        let finished = async { while attempts.join_next().await.is_some() {} };
        tokio::select! {
            () = finished => {}
            () = self.clock.sleep(self.settings.drain) => warn!(
                connector = worker.name(),
                "attempts still under way are cut off by the shutdown and will be repeated"
            ),
        }
        attempts.shutdown().await;
        // What is left was not tried to its end: due at once, not counted.
        let returned = self
            .store
            .return_leases(&self.lease_holder(worker), self.now_ms())
            .await;
        if let Err(error) = returned {
            // The leases end by themselves: later than they should, and counted as attempts.
            error!(%error, connector = worker.name(), "claims could not be given back");
        }
    }

    /// The name under which a worker holds its claims.
    fn lease_holder(&self, worker: &ConnectorWorker) -> String {
        format!("{}/{}", self.run, worker.name())
    }
}
