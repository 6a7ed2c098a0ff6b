//! The circuit breaker: decides when a connector is left alone, from what its attempts came to.
//!
//! Closed, attempts run. Open, none does: the CRM seems to be down, or does not know us. After a while
//! one delivery is tried, the probe, and what comes of it closes the breaker or leaves it open. Pure:
//! time is an argument, as the time since the process began, which no clock's jump changes.

use std::time::Duration;

/// The first time that an open breaker waits before a probe; doubled with each probe that fails. A
/// CRM that restarts is back within seconds, and a visitor waits by the phone.
const FIRST_WAIT: Duration = Duration::from_secs(5);

/// When a breaker opens and probes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct BreakerSettings {
    /// How many failures in a row mean that the CRM is down.
    pub(super) failures: u32,
    /// The longest wait before a probe.
    pub(super) probe_every: Duration,
}

/// What an attempt says about the CRM, whatever it says about the lead.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum HealthSignal {
    /// It answered as itself.
    Up,
    /// It did not, or said that it cannot.
    Down,
    /// It does not know us.
    WrongCredentials,
}

/// Why a connector is left alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Cause {
    /// Too many failures in a row.
    Down,
    /// Our credentials are refused.
    WrongCredentials,
}

/// How many attempts may begin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Admission {
    /// As many as the worker and its rate limiter allow.
    Any,
    /// One, to see whether the CRM is back.
    Probe,
    /// None before this time.
    NotBefore(Duration),
    /// None until the probe that is under way has ended.
    AfterProbe,
}

/// What an operator should hear about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Transition {
    /// No attempts from now on.
    Opened(Cause),
    /// Attempts go on.
    Closed(Cause),
}

/// Which state a connector's breaker is in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Breaker {
    settings: BreakerSettings,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Closed { failures: u32 },
    Open(Opened, Duration),
    Probing(Opened),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Opened {
    cause: Cause,
    /// How long it waited, or waits, for the probe.
    wait: Duration,
}

impl Breaker {
    pub(super) const fn new(settings: BreakerSettings) -> Self {
        Self {
            settings,
            state: State::Closed { failures: 0 },
        }
    }

    /// Why the connector is left alone; `None` while attempts run.
    pub(super) const fn cause(&self) -> Option<Cause> {
        match self.state {
            State::Closed { .. } => None,
            State::Open(opened, _) | State::Probing(opened) => Some(opened.cause),
        }
    }

    /// How many attempts may begin now.
    pub(super) fn admission(&self, now: Duration) -> Admission {
        match self.state {
            State::Closed { .. } => Admission::Any,
            State::Open(_, until) if now >= until => Admission::Probe,
            State::Open(_, until) => Admission::NotBefore(until),
            State::Probing(_) => Admission::AfterProbe,
        }
    }

    /// An attempt has begun. Whether it is the probe; to be said when it ends.
    pub(super) const fn begun(&mut self) -> bool {
        match self.state {
            State::Open(opened, _) => {
                self.state = State::Probing(opened);
                true
            }
            State::Closed { .. } | State::Probing(_) => false,
        }
    }

    /// An attempt has ended.
    pub(super) fn ended(
        &mut self,
        signal: HealthSignal,
        was_probe: bool,
        now: Duration,
    ) -> Option<Transition> {
        let is_open = self.cause();
        match (signal, is_open) {
            // Also of an attempt that began before: the CRM is there.
            (HealthSignal::Up, cause) => {
                self.state = State::Closed { failures: 0 };
                cause.map(Transition::Closed)
            }
            (HealthSignal::WrongCredentials, None) => self.open(Cause::WrongCredentials, now),
            (HealthSignal::Down, None) => self.count(now),
            // The others only say what is known already.
            (_, Some(_)) if !was_probe => None,
            (HealthSignal::WrongCredentials, Some(cause)) => {
                let news = self.stay_open(Cause::WrongCredentials, now);
                (cause != Cause::WrongCredentials).then_some(news)
            }
            // It may have gone down while it did not know us. Whether it does is not known then.
            (HealthSignal::Down, Some(cause)) => {
                self.stay_open(cause, now);
                None
            }
        }
    }

    /// The probe has ended and said nothing about the CRM: there may be another at once.
    pub(super) const fn undecided(&mut self) {
        if let State::Probing(opened) = self.state {
            self.state = State::Open(opened, Duration::ZERO);
        }
    }

    /// The CRM, or the way to it, is not what it was: there may be a probe at once.
    pub(super) const fn ask_at_once(&mut self) {
        if let State::Open(opened, _) = self.state {
            self.state = State::Open(opened, Duration::ZERO);
        }
    }

    fn count(&mut self, now: Duration) -> Option<Transition> {
        let State::Closed { failures } = &mut self.state else {
            return None;
        };
        *failures += 1;
        if *failures < self.settings.failures {
            return None;
        }
        self.open(Cause::Down, now)
    }

    fn open(&mut self, cause: Cause, now: Duration) -> Option<Transition> {
        let wait = match cause {
            Cause::Down => FIRST_WAIT.min(self.settings.probe_every),
            // Somebody has to correct them, which takes longer than a restart.
            Cause::WrongCredentials => self.settings.probe_every,
        };
        self.state = State::Open(Opened { cause, wait }, now + wait);
        Some(Transition::Opened(cause))
    }

    fn stay_open(&mut self, cause: Cause, now: Duration) -> Transition {
        let (State::Open(Opened { wait, .. }, _) | State::Probing(Opened { wait, .. })) =
            self.state
        else {
            return Transition::Opened(cause);
        };
        let wait = (wait * 2).min(self.settings.probe_every);
        self.state = State::Open(Opened { cause, wait }, now + wait);
        Transition::Opened(cause)
    }
}

#[cfg(test)]
mod tests;
