//! Hands stored deliveries to their connectors and writes down what came of it.
//!
//! Due deliveries are claimed from the outbox in batches, each batch under a name of its own, so
//! that what of it cannot be tried now (its connector is paused, unknown or overrun) is given back
//! without counting as a try. No transaction is open while a connector works. When to try again is
//! [`leadgate_outbox::RetryPolicy`]'s to say, how to talk to a CRM the connector's, what is due the
//! outbox's.
//!
//! A crash between a CRM's answer and our record of it delivers a lead twice; nothing here loses
//! one.

mod attempt;
mod batch;
mod clock;
mod lane;
mod record;
mod settings;
mod status;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use leadgate_connectors::Connector;
use leadgate_outbox::{Outbox, StoreError};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

pub use clock::{Clock, SystemClock};
pub(crate) use settings::GRACE;
pub use settings::{DispatcherError, DispatcherParts, DispatcherSettings, Jitter};
pub use status::{ConnectorState, ConnectorStatus, DispatcherStatus};

use clock::millis;
use lane::Lane;

/// How many deliveries one claim takes: few enough that a batch is through well within its lease.
const BATCH_MAX: u32 = 32;

/// The shortest pause between two looks at the store, should it call something due and not give
/// it (another process was faster).
const LOOK_AGAIN_MS: i64 = 20;

/// The delivering half of the proxy. Shared: one task runs it, others ask for its status.
pub struct Dispatcher {
    run: String,
    outbox: Arc<dyn Outbox>,
    lanes: BTreeMap<String, Lane>,
    wake: Arc<Notify>,
    clock: Arc<dyn Clock>,
    jitter: Jitter,
    settings: DispatcherSettings,
    /// Numbers the batches of this run.
    batches: AtomicU64,
    /// The names of batches that may still hold claims.
    held: Mutex<BTreeSet<String>>,
    /// Names of connectors that deliveries asked for and nobody configured.
    unknown: Mutex<BTreeSet<String>>,
}

impl Dispatcher {
    /// A dispatcher that does nothing yet.
    ///
    /// # Errors
    ///
    /// When settings and connectors cannot work together; see [`DispatcherError`].
    pub fn new(parts: DispatcherParts) -> Result<Arc<Self>, DispatcherError> {
        parts.check()?;
        let concurrency = parts.settings.concurrency;
        let lane = |connector: Arc<dyn Connector>| {
            let name = connector.name().to_owned();
            (name, Lane::new(connector, concurrency))
        };
        Ok(Arc::new(Self {
            run: parts.run,
            outbox: parts.outbox,
            lanes: parts.connectors.into_iter().map(lane).collect(),
            wake: parts.wake,
            clock: parts.clock,
            jitter: parts.jitter,
            settings: parts.settings,
            batches: AtomicU64::new(0),
            held: Mutex::default(),
            unknown: Mutex::default(),
        }))
    }

    /// Delivers until told to stop, then finishes what is under way and gives back the rest.
    pub async fn run(self: Arc<Self>, shutdown: CancellationToken) {
        let mut batches = JoinSet::new();
        while !shutdown.is_cancelled() {
            let may_be_more = self.start_batch(&mut batches, &shutdown).await;
            while batches.try_join_next().is_some() {}
            if may_be_more {
                continue;
            }
            let next_look = self.next_look().await;
            tokio::select! {
                () = shutdown.cancelled() => {}
                () = self.wake.notified() => {}
                () = self.outbox.woken() => {}
                () = self.clock.sleep_until(next_look) => {}
            }
        }
        self.drain(batches).await;
    }

    /// Claims what is due and sets it to work. Whether there may be more than one batch of it.
    async fn start_batch(
        self: &Arc<Self>,
        batches: &mut JoinSet<()>,
        shutdown: &CancellationToken,
    ) -> bool {
        let mut may_be_more = false;
        match self.outbox.waiting().await {
            Ok(waiting) => {
                for one in waiting {
                    may_be_more |= self.start_batch_of(&one.connector, batches, shutdown).await;
                }
            }
            Err(error) => error!(%error, "what waits could not be read"),
        }
        may_be_more
    }

    /// The same for one connector, configured or not.
    async fn start_batch_of(
        self: &Arc<Self>,
        connector: &str,
        batches: &mut JoinSet<()>,
        shutdown: &CancellationToken,
    ) -> bool {
        let number = self.batches.fetch_add(1, Ordering::Relaxed);
        let worker = format!("{}/{number}", self.run);
        let now = self.clock.now_ms();
        let lease_ms = millis(self.settings.lease);
        let claimed = (self.outbox)
            .claim(connector, now, lease_ms, BATCH_MAX, &worker)
            .await;
        match claimed {
            Ok(claims) if claims.is_empty() => false,
            Ok(claims) => {
                let is_full = claims.len() == BATCH_MAX as usize;
                lock(&self.held).insert(worker.clone());
                let batch = batch::Batch {
                    worker,
                    lease_until: now + lease_ms,
                    shutdown: shutdown.clone(),
                };
                batches.spawn(batch.work(Arc::clone(self), claims));
                is_full
            }
            Err(error) => {
                error!(%error, "deliveries could not be claimed");
                false
            }
        }
    }

    /// When to look at the store again unless something happens before.
    async fn next_look(&self) -> i64 {
        let now = self.clock.now_ms();
        let latest = now + millis(self.settings.poll).max(LOOK_AGAIN_MS);
        match self.first_due(now).await {
            Ok(Some(due)) => due.clamp(now + LOOK_AGAIN_MS, latest),
            Ok(None) => latest,
            Err(error) => {
                error!(%error, "the next due delivery could not be read");
                latest
            }
        }
    }

    async fn first_due(&self, now: i64) -> Result<Option<i64>, StoreError> {
        let mut first = None;
        for one in self.outbox.waiting().await? {
            let due = self.outbox.next_due(&one.connector, now).await?;
            first = first.into_iter().chain(due).min();
        }
        Ok(first)
    }

    /// Waits for what is under way, within bounds, and gives back what is still held then.
    async fn drain(&self, mut batches: JoinSet<()>) {
        let deadline = self.clock.now_ms() + millis(self.settings.drain);
        let finished = async { while batches.join_next().await.is_some() {} };
        tokio::select! {
            () = finished => {}
            () = self.clock.sleep_until(deadline) => {
                warn!("tries still under way are cut off by the shutdown and will be repeated");
            }
        }
        batches.shutdown().await;
        let held: Vec<String> = lock(&self.held).iter().cloned().collect();
        for worker in held {
            self.give_back(&worker).await;
        }
        info!("deliveries stopped");
    }

    /// Gives back what a batch still holds: due at once, not counted as a try.
    async fn give_back(&self, worker: &str) {
        match self.outbox.release(worker, self.clock.now_ms()).await {
            Ok(_) => {
                lock(&self.held).remove(worker);
            }
            // The lease ends by itself: later than it should, and counted as a try.
            Err(error) => error!(%error, worker, "claims could not be given back"),
        }
    }
}

impl fmt::Debug for Dispatcher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Dispatcher")
            .field("run", &self.run)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

/// The lock, also after a panic elsewhere: every change under these locks is a single step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
