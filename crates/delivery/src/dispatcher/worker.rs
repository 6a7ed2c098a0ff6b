//! A connector's worker: how many attempts run at once, how fast, and whether any may.
//! What it does in turn is in `work`.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use leadgate_connectors::Connector;
use tokio::sync::Notify;

use super::breaker::{Admission, Breaker, BreakerSettings, Cause, HealthSignal, Transition};
use super::rate_limiter::RateLimiter;
use super::{ConnectorState, ConnectorStatus, DispatcherSettings, WorkerSettings, lock};

/// A connector, and what its attempts have come to so far.
pub(super) struct ConnectorWorker {
    name: String,
    connector: Mutex<Arc<dyn Connector>>,
    pub(super) settings: WorkerSettings,
    /// There may be something to deliver.
    pub(super) wake: Notify,
    under_way: AtomicUsize,
    gate: Mutex<Gate>,
}

/// What decides whether an attempt may begin.
struct Gate {
    breaker: Breaker,
    rate_limiter: RateLimiter,
    /// When the breaker opened, as the clock said.
    open_since_ms: i64,
}

/// The right to run one attempt. Ends when dropped.
pub(super) struct Permit {
    pub(super) worker: Arc<ConnectorWorker>,
    /// Whether this attempt has to find out if the CRM is back.
    is_probe: bool,
}

impl Drop for Permit {
    fn drop(&mut self) {
        if self.is_probe {
            // Cut off, or the lead could not be read: without this no other would be let through.
            lock(&self.worker.gate).breaker.undecided();
        }
        self.worker.under_way.fetch_sub(1, Ordering::SeqCst);
    }
}

impl ConnectorWorker {
    pub(super) fn new(
        connector: Arc<dyn Connector>,
        settings: WorkerSettings,
        dispatcher: &DispatcherSettings,
    ) -> Self {
        let breaker = Breaker::new(BreakerSettings {
            failures: dispatcher.breaker_failures,
            probe_every: dispatcher.probe_every,
        });
        Self {
            name: connector.name().to_owned(),
            connector: Mutex::new(connector),
            settings,
            wake: Notify::new(),
            under_way: AtomicUsize::new(0),
            gate: Mutex::new(Gate {
                breaker,
                rate_limiter: RateLimiter::new(settings.per_second),
                open_since_ms: 0,
            }),
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// What an attempt that begins now is made with.
    pub(super) fn connector(&self) -> Arc<dyn Connector> {
        Arc::clone(&lock(&self.connector))
    }

    /// Later attempts are made with another connector. It may be let in where this one was not, so a
    /// breaker that is open asks at once.
    pub(super) fn replace(&self, connector: Arc<dyn Connector>) {
        *lock(&self.connector) = connector;
        lock(&self.gate).breaker.ask_at_once();
        self.wake.notify_one();
    }

    /// How many of `free` attempts may begin now.
    ///
    /// # Errors
    ///
    /// None: not before a time, or not before an attempt has ended.
    pub(super) fn available(&self, free: usize, now: Duration) -> Result<usize, Option<Duration>> {
        let mut gate = lock(&self.gate);
        let allowed = match gate.breaker.admission(now) {
            Admission::Any => free,
            Admission::Probe => 1,
            Admission::NotBefore(until) => return Err(Some(until)),
            Admission::AfterProbe => return Err(None),
        };
        gate.rate_limiter.available(allowed, now).map_err(Some)
    }

    /// Begins an attempt.
    pub(super) fn begin(self: &Arc<Self>) -> Permit {
        let mut gate = lock(&self.gate);
        gate.rate_limiter.begun();
        self.under_way.fetch_add(1, Ordering::SeqCst);
        Permit {
            worker: Arc::clone(self),
            is_probe: gate.breaker.begun(),
        }
    }

    /// An attempt has come to something. What an operator should hear of it.
    pub(super) fn ended(
        &self,
        permit: &mut Permit,
        signal: HealthSignal,
        cool_down: Option<Duration>,
        (uptime, now_ms): (Duration, i64),
    ) -> Option<Transition> {
        let was_probe = std::mem::take(&mut permit.is_probe);
        let mut gate = lock(&self.gate);
        if let Some(cool_down) = cool_down {
            gate.rate_limiter.cool_down(cool_down, uptime);
        }
        let transition = gate.breaker.ended(signal, was_probe, uptime);
        if let Some(Transition::Opened(_)) = transition {
            gate.open_since_ms = now_ms;
        }
        transition
    }

    pub(super) fn status(&self, now: Duration) -> ConnectorStatus {
        let gate = lock(&self.gate);
        let since_ms = gate.open_since_ms;
        ConnectorStatus {
            kind: self.connector().kind(),
            state: match gate.breaker.cause() {
                Some(Cause::WrongCredentials) => ConnectorState::WrongCredentials { since_ms },
                Some(Cause::Down) => ConnectorState::Down { since_ms },
                None if gate.rate_limiter.is_cooling_down(now) => ConnectorState::AskedToWait,
                None => ConnectorState::Working,
            },
            under_way: self.under_way.load(Ordering::SeqCst),
        }
    }
}
