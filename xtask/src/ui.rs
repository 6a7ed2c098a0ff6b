//! What the commands print: chatter to standard error, results to standard output.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

/// One line of chatter, on standard error. Nothing is done about a closed stream.
pub(crate) fn say(message: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}

/// One line of result, on standard output.
pub(crate) fn print(message: impl Display) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{message}");
    let _ = out.flush();
}

/// Overwrites the current line of the terminal.
pub(crate) fn rewrite(message: impl Display) {
    let mut err = io::stderr().lock();
    let _ = write!(err, "\r\x1b[2K{message}");
    let _ = err.flush();
}

/// Whether somebody watches standard error.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// `0.4 s`, `12 s`, `3 min 07 s`.
pub(crate) fn elapsed(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else if seconds >= 10 {
        format!("{seconds} s")
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elapsed_time_reads_like_a_clock() {
        assert_eq!(elapsed(Duration::from_millis(420)), "0.4 s");
        assert_eq!(elapsed(Duration::from_secs(12)), "12 s");
        assert_eq!(elapsed(Duration::from_secs(187)), "3 min 07 s");
    }
}
