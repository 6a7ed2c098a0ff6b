//! Children and how they end: each in a process group of its own, all of them ended by a signal to us.
//!
//! A group, because a child has children: Trunk starts Cargo, Cargo starts rustc, a test starts Chromium.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{self, Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{
    Pid, Signal, WaitOptions, kill_process_group, test_kill_process_group, waitpid,
};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::ui;

const GRACE: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(20);

static GROUPS: Mutex<Vec<Pid>> = Mutex::new(Vec::new());
static ENDING: AtomicBool = AtomicBool::new(false);

/// From now on SIGINT, SIGTERM and SIGHUP end every child's group and then this process.
///
/// # Errors
///
/// When the signals cannot be watched.
pub(crate) fn end_all_on_signals() -> Result<()> {
    let mut signals =
        Signals::new([SIGINT, SIGTERM, SIGHUP]).context("signals cannot be watched")?;
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            ENDING.store(true, Ordering::SeqCst);
            let groups = std::mem::take(&mut *groups());
            let name = match signal {
                SIGINT => "Ctrl-C",
                SIGTERM => "SIGTERM",
                _ => "SIGHUP",
            };
            ui::say(format_args!("\n{name}: ending what runs"));
            end_groups(&groups);
            process::exit(128 + signal);
        }
    });
    Ok(())
}

/// Sleeps for ever while a signal is ending this process, so that nothing else is said or started.
pub(crate) fn wait_if_ending() {
    while ENDING.load(Ordering::SeqCst) {
        thread::park();
    }
}

/// A child that runs; dropping it ends its process group.
pub(crate) struct Running {
    /// What messages call it.
    pub(crate) name: String,
    child: Child,
    group: Pid,
}

impl Running {
    /// Starts `command` in a process group of its own, without standard input.
    ///
    /// # Errors
    ///
    /// When the program cannot be started; the message names it.
    pub(crate) fn start(name: &str, command: &mut Command) -> Result<Self> {
        wait_if_ending();
        // The list is locked while spawning, so that a signal cannot come between a child and its entry.
        let mut groups = groups();
        let child = command
            .process_group(0)
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| {
                format!(
                    "{name} cannot be started ({})",
                    command.get_program().display()
                )
            })?;
        let group = Pid::from_child(&child);
        groups.push(group);
        Ok(Self {
            name: name.to_owned(),
            child,
            group,
        })
    }

    /// How it ended, if it has.
    ///
    /// # Errors
    ///
    /// When the system cannot tell.
    pub(crate) fn ended(&mut self) -> io::Result<Option<ExitStatus>> {
        let status = self.child.try_wait()?;
        if status.is_some() {
            wait_if_ending();
        }
        Ok(status)
    }

    /// Waits for its end.
    ///
    /// # Errors
    ///
    /// When the system cannot tell.
    pub(crate) fn wait(&mut self) -> io::Result<ExitStatus> {
        let status = self.child.wait();
        wait_if_ending();
        status
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Reaped first, or the dead leader would keep its group alive for the whole grace.
        if let Ok(None) = self.child.try_wait() {
            let _ = kill_process_group(self.group, Signal::TERM);
            let deadline = Instant::now() + GRACE;
            while let Ok(None) = self.child.try_wait() {
                if Instant::now() > deadline {
                    let _ = kill_process_group(self.group, Signal::KILL);
                }
                thread::sleep(POLL);
            }
        }
        // What the leader left behind in its group.
        if test_kill_process_group(self.group).is_ok() {
            let _ = kill_process_group(self.group, Signal::KILL);
        }
        groups().retain(|group| *group != self.group);
    }
}

/// Runs `command` to its end, with our own output streams.
///
/// # Errors
///
/// When it cannot be started or does not succeed; the message has `name` and the command.
pub(crate) fn run(name: &str, command: &mut Command) -> Result<()> {
    let status = Running::start(name, command)?.wait()?;
    if !status.success() {
        bail!("{name} failed ({status}): {}", shown(command));
    }
    Ok(())
}

/// The command as one would type it.
pub(crate) fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| {
        let word = word.to_string_lossy();
        if word.contains(' ') {
            format!("'{word}'")
        } else {
            word.into_owned()
        }
    }));
    words.join(" ")
}

fn groups() -> MutexGuard<'static, Vec<Pid>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn end_groups(groups: &[Pid]) {
    for group in groups {
        let _ = kill_process_group(*group, Signal::TERM);
    }
    let deadline = Instant::now() + GRACE;
    while Instant::now() < deadline && groups.iter().any(|group| is_alive(*group)) {
        for group in groups {
            // A leader that ended still counts as alive until somebody asks how. Whoever else does gets an error, and parks.
            let _ = waitpid(Some(*group), WaitOptions::NOHANG);
        }
        thread::sleep(POLL);
    }
    for group in groups {
        let _ = kill_process_group(*group, Signal::KILL);
    }
}

fn is_alive(group: Pid) -> bool {
    test_kill_process_group(group).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command() {
        let error = run("the check", Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the check failed (exit status: 3): sh -c 'exit 3'"
        );
    }

    #[test]
    fn dropping_ends_the_whole_group() {
        let running =
            Running::start("two", Command::new("sh").args(["-c", "sleep 600 & wait"])).unwrap();
        let group = running.group;
        drop(running);
        let deadline = Instant::now() + GRACE;
        while is_alive(group) {
            assert!(Instant::now() < deadline, "the group still runs");
            thread::yield_now();
        }
    }
}
