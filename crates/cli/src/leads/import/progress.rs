//! How far an import is, on standard error: a line that is renewed each second for a person, a line
//! every thousand rows for a file. Counts only, nothing from the rows.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::intake::Fate;

/// How often the line for a person is renewed.
const RENEWED_EVERY: Duration = Duration::from_secs(1);

/// How many rows apart the lines for a file are.
const ROWS_APART: u64 = 1000;

/// What became of the rows so far.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Counts {
    /// Rows that were read.
    pub(super) rows: u64,
    /// New leads; those that would be new, if nothing is stored.
    pub(super) stored: u64,
    /// Leads that the store had.
    pub(super) already_there: u64,
    /// Rows that repeat an earlier row of the same file.
    pub(super) repeated: u64,
    /// Rows with something wrong.
    pub(super) rejected: u64,
}

/// Counts rows and tells how far an import is.
pub(super) struct Progress {
    /// What became of the rows so far.
    pub(super) counts: Counts,
    total: u64,
    begun: Instant,
    told: Instant,
    is_for_a_person: bool,
}

impl Progress {
    pub(super) fn of(total: u64) -> Self {
        let now = Instant::now();
        Self {
            counts: Counts::default(),
            total,
            begun: now,
            told: now,
            is_for_a_person: stderr().is_terminal(),
        }
    }

    /// Counts a row.
    pub(super) fn count(&mut self, fate: &Fate) {
        let counts = &mut self.counts;
        counts.rows += 1;
        *match fate {
            Fate::Stored => &mut counts.stored,
            Fate::AlreadyThere => &mut counts.already_there,
            Fate::Repeated => &mut counts.repeated,
            Fate::Rejected(_) => &mut counts.rejected,
        } += 1;
        if self.is_for_a_person {
            if self.told.elapsed() >= RENEWED_EVERY {
                self.told = Instant::now();
                eprint!("\r{}\x1b[K", self.line());
                // The line is for now; where it cannot be written, nothing depends on it.
                let _ = stderr().flush();
            }
        } else if counts.rows.is_multiple_of(ROWS_APART) && counts.rows < self.total {
            eprintln!("{}", self.line());
        }
    }

    /// Says how it ended.
    pub(super) fn end(&self, summary: &str) {
        if self.is_for_a_person {
            eprint!("\r\x1b[K");
        }
        eprintln!("{summary} ({})", self.pace());
    }

    fn line(&self) -> String {
        let Counts { rows, rejected, .. } = self.counts;
        let total = self.total;
        format!(
            "{rows} of {total} rows, {rejected} rejected ({})",
            self.pace()
        )
    }

    fn pace(&self) -> String {
        let seconds = self.begun.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a speed to look at")]
        let rows_a_second = self.counts.rows as f64 / seconds.max(0.001);
        format!("{seconds:.1} s, {rows_a_second:.0} rows/s")
    }
}
