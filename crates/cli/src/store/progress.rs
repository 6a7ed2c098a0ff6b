//! How far a command is that goes through the whole store, on standard error: a line that is renewed for a person, a line now and then
//! for a file.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::time::{Duration, Instant};

/// How often a person sees it move.
const RENEWED_EVERY: Duration = Duration::from_secs(1);

/// How often a file gets a line.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// Counts leads and tells about it.
pub(super) struct Progress {
    what: &'static str,
    leads: usize,
    told: Instant,
    is_for_a_person: bool,
}

impl Progress {
    pub(super) fn of(what: &'static str) -> Self {
        Self {
            what,
            leads: 0,
            told: Instant::now(),
            is_for_a_person: stderr().is_terminal(),
        }
    }

    pub(super) fn count(&mut self, leads: usize) {
        self.leads += leads;
        let every = match self.is_for_a_person {
            true => RENEWED_EVERY,
            false => LINE_EVERY,
        };
        if self.told.elapsed() < every {
            return;
        }
        self.told = Instant::now();
        let line = format!("{} leads {}", self.leads, self.what);
        if self.is_for_a_person {
            eprint!("\r{line}\x1b[K");
            // The line is for now; where it cannot be written, nothing depends on it.
            let _ = stderr().flush();
        } else {
            eprintln!("{line}");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_for_a_person {
            eprint!("\r\x1b[K");
        }
    }
}
