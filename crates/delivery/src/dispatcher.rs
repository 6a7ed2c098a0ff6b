//! Hands stored deliveries to their connectors and writes down what came of it.
//!
//! Each connector is a lane of its own. It claims for itself, and only as many deliveries as it can
//! try at once now, so that a CRM that is slow, down, paced or paused holds up nobody else's leads
//! and holds nothing that others could deliver. No transaction is open while a connector works. When
//! to try again is [`leadgate_store::RetryPolicy`]'s to say, how to talk to a CRM the connector's,
//! what is due and in which order the outbox's.
//!
//! A crash between a CRM's answer and our record of it delivers a lead twice; nothing here loses
//! one.

mod attempt;
mod breaker;
mod due_time;
mod lane;
mod pace;
mod record;
mod settings;
mod status;
mod verdict;
mod work;

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

pub use settings::{DispatcherError, DispatcherParts, DispatcherSettings, Jitter, LaneSettings};
pub use status::{ConnectorState, ConnectorStatus};

use due_time::DueTime;
use lane::Lane;

/// The delivering half of the proxy. Shared: one task runs it, others ask for its status.
pub struct Dispatcher {
    run: String,
    outbox: Arc<dyn DeliveryQueue>,
    lanes: BTreeMap<String, Arc<Lane>>,
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
        let lanes = parts.connectors.into_iter().map(|(connector, lane)| {
            let name = connector.name().to_owned();
            (name, Arc::new(Lane::new(connector, lane, &settings)))
        });
        Ok(Arc::new(Self {
            run: parts.run,
            outbox: parts.outbox,
            lanes: lanes.collect(),
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
        let mut lanes = JoinSet::new();
        for lane in self.lanes.values() {
            let work = Arc::clone(&self).work(Arc::clone(lane), shutdown.clone());
            lanes.spawn(work);
        }
        loop {
            tokio::select! {
                () = shutdown.cancelled() => break,
                () = self.wake.notified() => self.wake_lanes(),
                () = self.outbox.woken() => self.wake_lanes(),
                // None ends by itself: what did so had a mistake in it, and the proxy stops with it.
                Some(Err(ended)) = lanes.join_next() => std::panic::resume_unwind(ended.into_panic()),
            }
        }
        lanes.join_all().await;
        info!("deliveries stopped");
    }

    /// Puts connectors in the place of those of their names, such as with other credentials; all of
    /// them or none. Tries under way end with the connector that they began with. A CRM that is
    /// down, or refused the former credentials, is asked at once.
    ///
    /// # Errors
    ///
    /// When one has no former one, or cannot work with this dispatcher's settings.
    pub fn replace(&self, connectors: Vec<Arc<dyn Connector>>) -> Result<(), DispatcherError> {
        let mut replaced = Vec::new();
        for connector in connectors {
            settings::fits(&*connector, self.settings.lease)?;
            let lane = self.lanes.get(connector.name());
            let lane =
                lane.ok_or_else(|| DispatcherError::NotThere(connector.name().to_owned()))?;
            replaced.push((lane, connector));
        }
        for (lane, connector) in replaced {
            lane.replace(connector);
        }
        Ok(())
    }

    fn wake_lanes(&self) {
        for lane in self.lanes.values() {
            lane.wake.notify_one();
        }
    }

    /// The connectors that pending deliveries name and the configuration lacks. Their deliveries
    /// wait, uncounted, until somebody configures them.
    ///
    /// # Errors
    ///
    /// The store's own.
    pub async fn unconfigured(&self) -> Result<Vec<String>, StoreError> {
        let waiting = self.outbox.waiting().await?.into_iter();
        Ok(waiting
            .map(|waiting| waiting.connector)
            .filter(|name| !self.lanes.contains_key(name))
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
