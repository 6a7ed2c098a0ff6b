//! One connector's share of the work: how many tries run at once, and whether it is paused because
//! the CRM refuses our credentials.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use leadgate_connectors::Connector;
use tokio::sync::{Semaphore, SemaphorePermit, watch};

use super::clock::millis;
use super::{ConnectorState, ConnectorStatus, lock};

/// How many deliveries wait in memory for their turn. What comes beyond is given back to the store
/// for a moment, so that one slow CRM does not keep the others' deliveries from being claimed.
const WAITING_MAX: usize = 64;

/// A connector and its turns.
pub(super) struct Lane {
    pub(super) connector: Arc<dyn Connector>,
    concurrency: usize,
    places: Semaphore,
    turns: Semaphore,
    /// Whether somebody was sent away because all places were taken.
    overrun: AtomicBool,
    pause: Mutex<Option<Pause>>,
    /// Changes when what was sent away may come back.
    again: watch::Sender<()>,
}

/// The CRM refuses our credentials.
#[derive(Clone, Copy)]
struct Pause {
    since_ms: i64,
    probe_at_ms: i64,
}

/// The right to run one try. Ends when dropped.
pub(super) struct Turn<'a> {
    _place: SemaphorePermit<'a>,
    _turn: SemaphorePermit<'a>,
}

impl Lane {
    pub(super) fn new(connector: Arc<dyn Connector>, concurrency: usize) -> Self {
        Self {
            connector,
            concurrency,
            places: Semaphore::new(concurrency + WAITING_MAX),
            turns: Semaphore::new(concurrency),
            overrun: AtomicBool::new(false),
            pause: Mutex::default(),
            again: watch::Sender::new(()),
        }
    }

    /// Changes, from now on, when it makes sense to come back before the time that was named.
    pub(super) fn again(&self) -> watch::Receiver<()> {
        self.again.subscribe()
    }

    /// Waits for a turn; `None` at once where too many wait already.
    pub(super) async fn turn(&self) -> Option<Turn<'_>> {
        let Ok(place) = self.places.try_acquire() else {
            self.overrun.store(true, Ordering::SeqCst);
            return None;
        };
        let turn = self.turns.acquire().await.ok()?;
        let nobody_waits = self.places.available_permits() >= WAITING_MAX;
        if nobody_waits && self.overrun.swap(false, Ordering::SeqCst) {
            self.again.send_replace(());
        }
        Some(Turn {
            _place: place,
            _turn: turn,
        })
    }

    /// Whether a try may be made now. While paused, one in every `probe_every` may.
    ///
    /// # Errors
    ///
    /// When to ask again.
    pub(super) fn admit(&self, now_ms: i64, probe_every: Duration) -> Result<(), i64> {
        match &mut *lock(&self.pause) {
            None => Ok(()),
            Some(pause) if now_ms >= pause.probe_at_ms => {
                pause.probe_at_ms = now_ms + millis(probe_every);
                Ok(())
            }
            Some(pause) => Err(pause.probe_at_ms),
        }
    }

    /// The CRM refused our credentials: when to ask again, and whether this is news.
    pub(super) fn pause(&self, now_ms: i64, probe_every: Duration) -> (i64, bool) {
        let mut pause = lock(&self.pause);
        let since_ms = pause.map_or(now_ms, |pause| pause.since_ms);
        let probe_at_ms = now_ms + millis(probe_every);
        let is_news = pause
            .replace(Pause {
                since_ms,
                probe_at_ms,
            })
            .is_none();
        (probe_at_ms, is_news)
    }

    /// The CRM knows us. Whether this is news.
    pub(super) fn resume(&self) -> bool {
        let was_paused = lock(&self.pause).take().is_some();
        if was_paused {
            self.again.send_replace(());
        }
        was_paused
    }

    pub(super) fn status(&self) -> ConnectorStatus {
        let pause = *lock(&self.pause);
        ConnectorStatus {
            kind: self.connector.kind(),
            state: pause.map_or(ConnectorState::Working, |pause| {
                ConnectorState::WrongCredentials {
                    since_ms: pause.since_ms,
                }
            }),
            under_way: self.concurrency - self.turns.available_permits(),
        }
    }
}
