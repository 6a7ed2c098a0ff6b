//! Hands stored deliveries to their connectors and writes down what came of it.
//!
//! Due deliveries are claimed from the outbox in batches, each batch under a name of its own, so
//! that what of it cannot be tried now (its connector is paused, unknown or overrun) is given back
//! without counting as a try. No transaction is open while a connector works. When to try again is
//! [`RetryPolicy`]'s to say, how to talk to a CRM the connector's, what is due the outbox's.
//!
//! A crash between a CRM's answer and our record of it delivers a lead twice; nothing here loses
//! one.

mod attempt;
mod batch;
mod clock;
mod lane;
mod record;
mod status;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use leadgate_connectors::Connector;
use leadgate_outbox::{Outbox, RetryPolicy};
use thiserror::Error;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

pub use clock::{Clock, SystemClock};
pub use status::{ConnectorState, ConnectorStatus, DispatcherStatus};

use clock::millis;
use lane::Lane;

/// How many deliveries one claim takes: few enough that a batch is through well within its lease.
const BATCH_MAX: u32 = 32;

/// How far a connector may outstay its own limit before its call is dropped.
const GRACE: Duration = Duration::from_secs(5);

/// The shortest pause between two looks at the store, should it call something due and not give
/// it (another process was faster).
const LOOK_AGAIN_MS: i64 = 20;

/// Where jitter comes from: any `u32`, spread over all values.
pub type Jitter = Arc<dyn Fn() -> u32 + Send + Sync>;

/// How deliveries are worked through.
#[derive(Clone, Debug)]
pub struct DispatcherSettings {
    /// How long a claim holds. Longer than any connector's longest try.
    pub lease: Duration,
    /// How many tries run at once for each connector.
    pub concurrency: usize,
    /// When a failed delivery is tried again, and when it is dead.
    pub policy: RetryPolicy,
    /// How often one delivery is tried while the CRM refuses our credentials.
    pub probe_every: Duration,
    /// The longest time between two looks at the store: another process may have filled it.
    pub poll: Duration,
    /// How long a shutdown waits for what is under way.
    pub drain: Duration,
}

impl Default for DispatcherSettings {
    fn default() -> Self {
        Self {
            lease: Duration::from_secs(60),
            concurrency: 4,
            policy: RetryPolicy::default(),
            probe_every: Duration::from_secs(30),
            poll: Duration::from_secs(1),
            drain: Duration::from_secs(10),
        }
    }
}

/// What a dispatcher works with.
pub struct DispatcherParts {
    /// Names this run of this process; never used before, or it would give back another's claims.
    pub run: String,
    /// The store.
    pub outbox: Arc<dyn Outbox>,
    /// Every configured connector.
    pub connectors: Vec<Arc<dyn Connector>>,
    /// Notified when a lead was stored, so that it is delivered at once.
    pub wake: Arc<Notify>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance, for spreading retries.
    pub jitter: Jitter,
    /// The numbers.
    pub settings: DispatcherSettings,
}

/// Settings that cannot work together; refused at start.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum DispatcherError {
    /// A try may outlast its claim, so that a second one starts beside it.
    #[error(
        "the lease of {lease:?} must be longer than a try of connector `{connector}` takes: {needed:?}"
    )]
    LeaseTooShort {
        /// The connector's name.
        connector: String,
        /// The configured lease.
        lease: Duration,
        /// What its longest try takes, grace included.
        needed: Duration,
    },
    /// No try could ever run.
    #[error("the number of tries at once must be at least 1")]
    NoConcurrency,
    /// Deliveries are bound to connectors by name.
    #[error("two connectors are called `{0}`")]
    SameName(String),
}

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
        let settings = parts.settings;
        if settings.concurrency == 0 {
            return Err(DispatcherError::NoConcurrency);
        }
        let mut lanes = BTreeMap::new();
        for connector in parts.connectors {
            let name = connector.name().to_owned();
            let needed = connector.longest() + GRACE;
            if settings.lease <= needed {
                return Err(DispatcherError::LeaseTooShort {
                    connector: name,
                    lease: settings.lease,
                    needed,
                });
            }
            let lane = Lane::new(connector, settings.concurrency);
            if lanes.insert(name.clone(), lane).is_some() {
                return Err(DispatcherError::SameName(name));
            }
        }
        Ok(Arc::new(Self {
            run: parts.run,
            outbox: parts.outbox,
            lanes,
            wake: parts.wake,
            clock: parts.clock,
            jitter: parts.jitter,
            settings,
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
        let number = self.batches.fetch_add(1, Ordering::Relaxed);
        let worker = format!("{}/{number}", self.run);
        let now = self.clock.now_ms();
        let lease_ms = millis(self.settings.lease);
        match self.outbox.claim(now, lease_ms, BATCH_MAX, &worker).await {
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
        match self.outbox.next_due(now).await {
            Ok(Some(due)) => due.clamp(now + LOOK_AGAIN_MS, latest),
            Ok(None) => latest,
            Err(error) => {
                error!(%error, "the next due delivery could not be read");
                latest
            }
        }
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
