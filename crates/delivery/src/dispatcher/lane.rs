//! One connector's share of the work: how many tries run at once, how fast, and whether any may.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use leadgate_connectors::Connector;
use tokio::sync::Notify;

use super::breaker::{Breaker, BreakerSettings, Cause, Change, Leave, Sign};
use super::pace::Pace;
use super::{ConnectorState, ConnectorStatus, DispatcherSettings, LaneSettings, lock};

/// A connector, and what its tries have come to so far.
pub(super) struct Lane {
    name: String,
    connector: Mutex<Arc<dyn Connector>>,
    pub(super) settings: LaneSettings,
    /// There may be something to deliver.
    pub(super) wake: Notify,
    under_way: AtomicUsize,
    gate: Mutex<Gate>,
}

/// What decides whether a try may begin.
struct Gate {
    breaker: Breaker,
    pace: Pace,
    /// When the breaker opened, as the clock said.
    open_since_ms: i64,
}

/// The right to run one try. Ends when dropped.
pub(super) struct Turn {
    pub(super) lane: Arc<Lane>,
    /// Whether this try has to find out if the CRM is back.
    is_probe: bool,
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.is_probe {
            // Cut off, or the lead could not be read: without this no other would be let through.
            lock(&self.lane.gate).breaker.undecided();
        }
        self.lane.under_way.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Lane {
    pub(super) fn new(
        connector: Arc<dyn Connector>,
        settings: LaneSettings,
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
                pace: Pace::new(settings.per_second),
                open_since_ms: 0,
            }),
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// What a try that begins now is made with.
    pub(super) fn connector(&self) -> Arc<dyn Connector> {
        Arc::clone(&lock(&self.connector))
    }

    /// Later tries are made with another connector. It may be let in where this one was not, so a
    /// breaker that is open asks at once.
    pub(super) fn replace(&self, connector: Arc<dyn Connector>) {
        *lock(&self.connector) = connector;
        lock(&self.gate).breaker.ask_at_once();
        self.wake.notify_one();
    }

    /// How many of `free` tries may begin now.
    ///
    /// # Errors
    ///
    /// None: not before a time, or not before a try has ended.
    pub(super) fn room(&self, free: usize, now: Duration) -> Result<usize, Option<Duration>> {
        let mut gate = lock(&self.gate);
        let allowed = match gate.breaker.leave(now) {
            Leave::Any => free,
            Leave::Probe => 1,
            Leave::NotBefore(until) => return Err(Some(until)),
            Leave::AfterProbe => return Err(None),
        };
        gate.pace.room(allowed, now).map_err(Some)
    }

    /// Begins a try.
    pub(super) fn begin(self: &Arc<Self>) -> Turn {
        let mut gate = lock(&self.gate);
        gate.pace.begun();
        self.under_way.fetch_add(1, Ordering::SeqCst);
        Turn {
            lane: Arc::clone(self),
            is_probe: gate.breaker.begun(),
        }
    }

    /// A try has come to something. What an operator should hear of it.
    pub(super) fn ended(
        &self,
        turn: &mut Turn,
        sign: Sign,
        hold: Option<Duration>,
        (uptime, now_ms): (Duration, i64),
    ) -> Option<Change> {
        let was_probe = std::mem::take(&mut turn.is_probe);
        let mut gate = lock(&self.gate);
        if let Some(hold) = hold {
            gate.pace.hold(hold, uptime);
        }
        let change = gate.breaker.ended(sign, was_probe, uptime);
        if let Some(Change::Opened(_)) = change {
            gate.open_since_ms = now_ms;
        }
        change
    }

    pub(super) fn status(&self, now: Duration) -> ConnectorStatus {
        let gate = lock(&self.gate);
        let since_ms = gate.open_since_ms;
        ConnectorStatus {
            kind: self.connector().kind(),
            state: match gate.breaker.cause() {
                Some(Cause::WrongCredentials) => ConnectorState::WrongCredentials { since_ms },
                Some(Cause::Down) => ConnectorState::Down { since_ms },
                None if gate.pace.is_held(now) => ConnectorState::AskedToWait,
                None => ConnectorState::Working,
            },
            under_way: self.under_way.load(Ordering::SeqCst),
        }
    }
}
