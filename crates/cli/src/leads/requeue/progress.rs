//! How far a requeue is, on standard error: a line that is renewed for a person, lines some thousands
//! of deliveries apart for a file.

use std::io::{IsTerminal as _, Write as _, stderr};

/// How many deliveries apart the lines for a file are.
const APART: u64 = 5_000;

/// Counts what was done and tells how far it is.
pub(super) struct Progress {
    /// What is done: "requeued".
    word: &'static str,
    done: u64,
    /// How many there were at the beginning; others may come or go meanwhile.
    found: u64,
    told: u64,
    is_for_a_person: bool,
}

impl Progress {
    pub(super) fn of(word: &'static str, found: u64) -> Self {
        Self {
            word,
            done: 0,
            found,
            told: 0,
            is_for_a_person: stderr().is_terminal(),
        }
    }

    /// How many were done so far.
    pub(super) const fn done(&self) -> u64 {
        self.done
    }

    /// Counts one step.
    pub(super) fn add(&mut self, deliveries: u64) {
        self.done += deliveries;
        let line = format!("{} of {} {}", self.done, self.found, self.word);
        if self.is_for_a_person {
            eprint!("\r{line}\x1b[K");
            // The line is for now; where it cannot be written, nothing depends on it.
            let _ = stderr().flush();
        } else if self.done - self.told >= APART {
            self.told = self.done;
            eprintln!("{line}");
        }
    }

    /// Ends the line, and says how many were done.
    pub(super) fn end(self) -> u64 {
        if self.is_for_a_person {
            eprint!("\r\x1b[K");
        }
        self.done
    }
}
