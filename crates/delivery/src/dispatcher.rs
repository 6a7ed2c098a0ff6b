//! Hands stored deliveries to their connectors and writes down what came of it.
//!
//! Each connector has a worker of its own. It claims for itself, and only as many deliveries as it can
//! try at once now, so that a CRM that is slow, down, rate-limited or paused holds up nobody else's leads
//! and holds nothing that others could deliver. No transaction is open while a connector works. When
//! to try again is [`leadgate_store::RetryPolicy`]'s to say, how to talk to a CRM the connector's,
//! what is due and in which order the store's.
//!
//! A crash between a CRM's answer and our record of it delivers a lead twice; nothing here loses
//! one.

mod attempt;
mod breaker;
mod classification;
mod due_time;
mod rate_limiter;
mod record;
mod settings;
mod status;
mod work;
mod worker;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use leadgate_clock::Clock;
use leadgate_connectors::Connector;
use leadgate_store::{DeliveryQueue, StoreError};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use crate::DeliveryMetrics;

pub use settings::{DispatcherError, DispatcherParts, DispatcherSettings, Jitter, WorkerSettings};
pub use status::{ConnectorState, ConnectorStatus};

use due_time::DueTime;
use worker::ConnectorWorker;

/// The delivering half of the proxy. Shared: one task runs it, others ask for its status.
pub struct Dispatcher {
    run: String,
    store: Arc<dyn DeliveryQueue>,
    workers: BTreeMap<String, Arc<ConnectorWorker>>,
    wake: Arc<Notify>,
    clock: Arc<dyn Clock>,
    due_time: DueTime,
    jitter: Jitter,
    settings: DispatcherSettings,
    metrics: DeliveryMetrics,
}

impl Dispatcher {
    /// A dispatcher that does nothing yet.
    ///
    /// # Errors
    ///
    /// When settings and connectors cannot work together; see [`DispatcherError`].
    pub fn new(parts: DispatcherParts) -> Result<Arc<Self>, DispatcherError> {
        parts.check()?;
        let settings = parts.settings;
        let workers = parts.connectors.into_iter().map(|(connector, worker)| {
            let name = connector.name().to_owned();
            (
                name,
                Arc::new(ConnectorWorker::new(connector, worker, &settings)),
            )
        });
        Ok(Arc::new(Self {
            run: parts.run,
            store: parts.store,
            workers: workers.collect(),
            wake: parts.wake,
            clock: parts.clock,
            due_time: DueTime::default(),
            jitter: parts.jitter,
            settings,
            metrics: parts.metrics,
        }))
    }

    /// Delivers until told to stop, then finishes what is under way and gives back the rest.
    pub async fn run(self: Arc<Self>, shutdown: CancellationToken) {
        self.report_unconfigured().await;
        let mut workers = JoinSet::new();
        for worker in self.workers.values() {
            let work = Arc::clone(&self).work(Arc::clone(worker), shutdown.clone());
            workers.spawn(work);
        }
        loop {
            tokio::select! {
                () = shutdown.cancelled() => break,
                () = self.wake.notified() => self.wake_workers(),
                () = self.store.woken() => self.wake_workers(),
                // Workers never return. One that did panicked: propagate it.
                Some(Err(ended)) = workers.join_next() => std::panic::resume_unwind(ended.into_panic()),
            }
        }
        workers.join_all().await;
        info!("deliveries stopped");
    }

    /// Puts connectors in the place of those of their names, such as with other credentials; all of
    /// them or none. Attempts under way end with the connector that they began with. A CRM that is
    /// down, or refused the former credentials, is asked at once.
    ///
    /// # Errors
    ///
    /// When one has no former one, or cannot work with this dispatcher's settings.
    pub fn replace(&self, connectors: Vec<Arc<dyn Connector>>) -> Result<(), DispatcherError> {
        let mut replaced = Vec::new();
        for connector in connectors {
            settings::fits(&*connector, self.settings.lease)?;
            let worker = self.workers.get(connector.name());
            let worker =
                worker.ok_or_else(|| DispatcherError::NotThere(connector.name().to_owned()))?;
            replaced.push((worker, connector));
        }
        for (worker, connector) in replaced {
            worker.replace(connector);
        }
        Ok(())
    }

    fn wake_workers(&self) {
        for worker in self.workers.values() {
            worker.wake.notify_one();
        }
    }

    /// The connectors that pending deliveries name and the configuration lacks. Their deliveries stay pending,
    /// uncounted, until the connector is configured.
    ///
    /// # Errors
    ///
    /// The store's own.
    pub async fn unconfigured(&self) -> Result<Vec<String>, StoreError> {
        let waiting = self.store.waiting().await?.into_iter();
        Ok(waiting
            .map(|waiting| waiting.connector)
            .filter(|name| !self.workers.contains_key(name))
            .collect())
    }

    async fn report_unconfigured(&self) {
        match self.unconfigured().await {
            Ok(names) => {
                for connector in names {
                    warn!(
                        connector,
                        "deliveries name a connector that is not configured: they wait"
                    );
                }
            }
            Err(error) => error!(%error, "what waits could not be read"),
        }
    }

    /// Now, as due times are written.
    fn now_ms(&self) -> i64 {
        self.due_time.now_ms(&*self.clock)
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
