//! Progress of one long step: ticks each second on a terminal, says a line every 30 seconds elsewhere.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::ui;

const QUIET_INTERVAL: Duration = Duration::from_secs(30);

/// A running step. Dropping it ends the ticking and prints how long the step took.
pub(crate) struct Progress {
    label: String,
    began: Instant,
    watched: bool,
    done: Option<Sender<()>>,
    ticker: Option<JoinHandle<()>>,
}

impl Progress {
    /// Prints the label and begins to tick.
    pub(crate) fn begin(label: String) -> Self {
        let began = Instant::now();
        let watched = ui::is_watched();
        if !watched {
            ui::say(&label);
        }
        let (done, ended) = mpsc::channel::<()>();
        let text = label.clone();
        let interval = if watched {
            Duration::from_secs(1)
        } else {
            QUIET_INTERVAL
        };
        let ticker = thread::spawn(move || {
            loop {
                if watched {
                    ui::rewrite(format_args!("{text} {}", ui::elapsed(began.elapsed())));
                }
                if ended.recv_timeout(interval) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
                if !watched {
                    ui::say(format_args!(
                        "{text} still at it after {}",
                        ui::elapsed(began.elapsed())
                    ));
                }
            }
        });
        Self {
            label,
            began,
            watched,
            done: Some(done),
            ticker: Some(ticker),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(ticker) = self.ticker.take() {
            let _ = ticker.join();
        }
        let took = ui::elapsed(self.began.elapsed());
        if self.watched {
            ui::rewrite(format_args!("{} {took}\n", self.label));
        } else {
            ui::say(format_args!("{} took {took}", self.label));
        }
    }
}
