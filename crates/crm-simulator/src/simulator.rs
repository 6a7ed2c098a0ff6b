//! The simulator's state: what was received, which faults are due, and who is watching. HTTP is
//! left to `control`, `gate` and `events`; what a CRM accepts is left to `crm`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use serde_json::Value;
use tokio::sync::broadcast;

use crate::crm::{self, Crm};
use crate::events::{Change, Entry, Snapshot};
use crate::fault::{Fault, FaultMode, FaultQueue};
use crate::received::Received;
use crate::{control, gate};

/// Changes that a slow page may lag behind before it has to start again from a snapshot.
const CHANGES_BUFFERED: usize = 1024;

/// A handle on one simulator; clones share the same state.
#[derive(Clone)]
pub struct Simulator {
    shared: Arc<Shared>,
}

struct Shared {
    crms: Vec<Arc<dyn Crm>>,
    state: Mutex<State>,
    changes: broadcast::Sender<Change>,
}

#[derive(Default)]
struct State {
    entries: Vec<Arc<Entry>>,
    faults: FaultQueue,
}

/// A fault names a CRM that the simulator does not play.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownCrm {
    /// The name that was given.
    pub name: String,
    /// The names that exist.
    pub known: Vec<&'static str>,
}

impl Simulator {
    /// A simulator of every CRM, with nothing received and no fault due.
    #[must_use]
    pub fn new() -> Self {
        let (changes, _) = broadcast::channel(CHANGES_BUFFERED);
        Self {
            shared: Arc::new(Shared {
                crms: crm::all(),
                state: Mutex::default(),
                changes,
            }),
        }
    }

    /// The HTTP interface: the CRMs under their names, the live page, the list and the faults.
    pub fn router(&self) -> Router {
        self.shared
            .crms
            .iter()
            .fold(control::router(self.clone()), |router, crm| {
                router.merge(gate::router(self.clone(), Arc::clone(crm)))
            })
    }

    /// Every request read so far, oldest first.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        let state = self.state();
        state
            .entries
            .iter()
            .map(|entry| entry.received.clone())
            .collect()
    }

    /// Forgets every request and tells how many there were.
    pub fn clear(&self) -> usize {
        let mut state = self.state();
        let removed = std::mem::take(&mut state.entries).len();
        self.tell(Change::Emptied);
        removed
    }

    /// Makes the next requests to a CRM fail, after those faults that are already due.
    ///
    /// # Errors
    /// When the fault names a CRM that the simulator does not play.
    pub fn inject(&self, fault: Fault) -> Result<(), UnknownCrm> {
        let known: Vec<_> = self.crm_names().collect();
        if !known.contains(&fault.crm.as_str()) {
            return Err(UnknownCrm {
                name: fault.crm,
                known,
            });
        }
        let mut state = self.state();
        state.faults.add(fault);
        self.tell(Change::Faults(state.faults.due()));
        Ok(())
    }

    /// Cancels every fault that is still due and tells how many requests it would have hit.
    pub fn cancel_faults(&self) -> u64 {
        let mut state = self.state();
        let cancelled = state.faults.clear();
        self.tell(Change::Faults(Vec::new()));
        cancelled
    }

    pub(crate) fn crm_names(&self) -> impl Iterator<Item = &'static str> {
        self.shared.crms.iter().map(|crm| crm.name())
    }

    pub(crate) fn next_fault(&self, crm: &str) -> Option<FaultMode> {
        let mut state = self.state();
        let mode = state.faults.take(crm)?;
        self.tell(Change::Faults(state.faults.due()));
        Some(mode)
    }

    pub(crate) fn record(&self, received: Received, answer: Option<Value>) {
        let entry = Arc::new(Entry { received, answer });
        let mut state = self.state();
        state.entries.push(Arc::clone(&entry));
        self.tell(Change::Received(entry));
    }

    /// What a page shows first, and everything that changes after exactly that moment.
    pub(crate) fn watch(&self) -> (Snapshot, broadcast::Receiver<Change>) {
        let state = self.state();
        let snapshot = Snapshot::new(
            self.crm_names().collect(),
            &state.entries,
            state.faults.due(),
        );
        (snapshot, self.shared.changes.subscribe())
    }

    /// Called with the state locked, so that changes are told in the order in which they happen.
    fn tell(&self, change: Change) {
        // An error only says that nobody is watching.
        drop(self.shared.changes.send(change));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The state is whole after every statement, so a panic elsewhere does not spoil it.
        self.shared
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Simulator {
    fn default() -> Self {
        Self::new()
    }
}
