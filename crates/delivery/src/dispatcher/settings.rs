//! What a dispatcher is given, and which settings are refused because they cannot work together.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use leadgate_connectors::{Connector, GRACE};
use leadgate_store::{DeliveryQueue, RetryPolicy};
use thiserror::Error;
use tokio::sync::Notify;

use crate::DeliveryMetrics;
use leadgate_clock::Clock;

/// Where jitter comes from: any `u32`, spread over all values.
pub type Jitter = Arc<dyn Fn() -> u32 + Send + Sync>;

/// How deliveries are worked through.
#[derive(Clone, Debug)]
pub struct DispatcherSettings {
    /// How long a claim holds. Longer than any connector's longest attempt.
    pub lease: Duration,
    /// When a failed delivery is tried again, and when it is dead.
    pub policy: RetryPolicy,
    /// How many failures in a row mean that a CRM is down.
    pub breaker_failures: u32,
    /// The longest time between two probes while a CRM is down or refuses our credentials.
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
            policy: RetryPolicy::default(),
            breaker_failures: 5,
            probe_every: Duration::from_secs(30),
            poll: Duration::from_secs(1),
            drain: Duration::from_secs(10),
        }
    }
}

/// How one connector's deliveries are worked through.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct WorkerSettings {
    /// How many attempts run at once.
    pub concurrency: usize,
    /// How many attempts begin in a second; `None`: no limit.
    pub per_second: Option<f64>,
}

impl Default for WorkerSettings {
    fn default() -> Self {
        Self {
            concurrency: 4,
            per_second: None,
        }
    }
}

/// What a dispatcher works with.
pub struct DispatcherParts {
    /// Names this run of this process; never used before, or it would give back another's claims.
    pub run: String,
    /// The store.
    pub store: Arc<dyn DeliveryQueue>,
    /// Every configured connector.
    pub connectors: Vec<(Arc<dyn Connector>, WorkerSettings)>,
    /// Notified when a lead was stored, so that it is delivered at once.
    pub wake: Arc<Notify>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance, for spreading retries.
    pub jitter: Jitter,
    /// The numbers.
    pub settings: DispatcherSettings,
    /// Where attempts and their results are counted.
    pub metrics: DeliveryMetrics,
}

/// Settings that cannot work together; refused at start.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum DispatcherError {
    /// An attempt may outlast its claim, so that a second one starts beside it.
    #[error(
        "the lease of {lease:?} must be longer than an attempt of connector `{connector}` takes: {needed:?}"
    )]
    LeaseTooShort {
        /// The connector's name.
        connector: String,
        /// The configured lease.
        lease: Duration,
        /// What its longest attempt takes, grace included.
        needed: Duration,
    },
    /// No attempt could ever run.
    #[error(
        "connector `{0}` must be allowed at least 1 attempt at once, and more than 0 in a second"
    )]
    NoAttempts(String),
    /// A CRM would be down before it was tried.
    #[error("the number of failures that open a breaker must be at least 1")]
    NoFailures,
    /// A connector without a worker cannot replace another one.
    #[error("there is no connector `{0}` to replace")]
    NotThere(String),
    /// Deliveries are bound to connectors by name.
    #[error("two connectors are called `{0}`")]
    SameName(String),
}

impl DispatcherParts {
    /// Refuses what cannot work together.
    pub(super) fn check(&self) -> Result<(), DispatcherError> {
        if self.settings.breaker_failures == 0 {
            return Err(DispatcherError::NoFailures);
        }
        let mut names = BTreeSet::new();
        for (connector, worker) in &self.connectors {
            let name = connector.name();
            let has_rate = worker.per_second.is_none_or(|per_second| per_second > 0.0);
            if worker.concurrency == 0 || !has_rate {
                return Err(DispatcherError::NoAttempts(name.to_owned()));
            }
            fits(&**connector, self.settings.lease)?;
            if !names.insert(name) {
                return Err(DispatcherError::SameName(name.to_owned()));
            }
        }
        Ok(())
    }
}

/// Whether an attempt always ends before its claim does.
pub(super) fn fits(connector: &dyn Connector, lease: Duration) -> Result<(), DispatcherError> {
    let needed = connector.longest() + GRACE;
    if lease <= needed {
        return Err(DispatcherError::LeaseTooShort {
            connector: connector.name().to_owned(),
            lease,
            needed,
        });
    }
    Ok(())
}
