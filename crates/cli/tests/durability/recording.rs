//! The binary's system calls, recorded by strace: what it did to the store's files, and when it
//! thanked for which lead.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use rustix::process::{Pid, Signal, kill_process};

use crate::fixture::Fixture;
use crate::proxy::Proxy;

/// The calls that change files, and those that answer visitors.
const CALLS: &str =
    "trace=openat,close,pwrite64,fsync,fdatasync,ftruncate,unlink,sendto,write,writev";

/// Something that happened, in this order.
pub(crate) enum Event {
    Open { fd: i32, name: &'static str },
    Close { fd: i32 },
    Write { fd: i32, at: usize, bytes: Vec<u8> },
    Truncate { fd: i32, length: usize },
    Sync { fd: i32 },
    Unlink { name: &'static str },
    Thanked { id: String },
}

/// The binary, recorded.
pub(crate) struct Recording {
    strace: Proxy,
    log: PathBuf,
}

impl Recording {
    /// Whether the system allows it: some containers do not.
    ///
    /// # Panics
    ///
    /// When strace is not installed: `cargo xtask setup` does.
    pub(crate) fn is_possible() -> bool {
        let ran = Command::new("strace")
            .args(["-o", "/dev/null", "true"])
            .output();
        ran.expect("strace is installed by `cargo xtask setup`")
            .status
            .success()
    }

    pub(crate) fn start(fixture: &Fixture) -> Self {
        let log = fixture.file("recording");
        let mut strace = Command::new("strace");
        strace
            // Every thread, texts as numbers and whole.
            .args([
                "-f",
                "-qq",
                "-xx",
                "-s",
                "10000000",
                "-e",
                "signal=none",
                "-e",
                CALLS,
                "-o",
            ])
            .arg(&log)
            .arg("--");
        Self {
            strace: fixture.run(strace),
            log,
        }
    }

    /// Stops the binary and reads what it did.
    pub(crate) fn stop(mut self) -> Vec<Event> {
        let strace = self.strace.pid().as_raw_pid();
        let children = format!("/proc/{strace}/task/{strace}/children");
        let recorded = std::fs::read_to_string(children).unwrap();
        let recorded = Pid::from_raw(recorded.trim().parse().unwrap()).unwrap();
        kill_process(recorded, Signal::TERM).unwrap();
        self.strace.wait();
        read(&std::fs::read_to_string(self.log).unwrap())
    }
}

/// A call that another thread's call interrupts stands on two lines. An answer counts from its
/// first, everything else from its last: neither does that flatter the store.
fn read(log: &str) -> Vec<Event> {
    let mut begun: BTreeMap<&str, String> = BTreeMap::new();
    let mut events = Vec::new();
    for line in log.lines() {
        let (thread, call) = line.trim_start().split_once(' ').unwrap();
        let call = call.trim_start();
        if let Some(first) = call.strip_suffix(" <unfinished ...>") {
            events.extend(thanked(first));
            begun.insert(thread, first.to_owned());
        } else if let Some(rest) = call.strip_prefix("<... ") {
            let (_, rest) = rest.split_once("resumed>").unwrap();
            let call = begun.remove(thread).unwrap() + rest;
            events.extend(done(&call));
        } else {
            events.extend(thanked(call));
            events.extend(done(call));
        }
    }
    events
}

/// The answer that a lead was stored, if the call begins to send one.
fn thanked(call: &str) -> Option<Event> {
    // "HTTP/1.1 202"
    const ACCEPTED: &str = r"\x48\x54\x54\x50\x2f\x31\x2e\x31\x20\x32\x30\x32";
    // "id":"
    const ID: &str = r"\x22\x69\x64\x22\x3a\x22";
    let (_, answer) = call.split_once(ACCEPTED)?;
    let (_, id) = answer.split_once(ID)?;
    // Each byte of a UUID's 36 is written as four.
    let id = String::from_utf8(bytes(&id[..36 * 4])).unwrap();
    Some(Event::Thanked { id })
}

/// What a call did to a file, if it did.
fn done(call: &str) -> Option<Event> {
    let (call, result) = call.rsplit_once(" = ")?;
    let result: i64 = result.split_whitespace().next()?.parse().ok()?;
    if result < 0 {
        return None;
    }
    let (name, arguments) = call.split_once('(')?;
    let arguments: Vec<&str> = arguments
        .trim_end()
        .trim_end_matches(')')
        .split(", ")
        .collect();
    let fd = || arguments[0].parse().unwrap();
    Some(match name {
        "openat" => Event::Open {
            fd: result.try_into().unwrap(),
            name: store_file(arguments[1])?,
        },
        "close" => Event::Close { fd: fd() },
        "pwrite64" => Event::Write {
            fd: fd(),
            at: arguments[3].parse().unwrap(),
            bytes: bytes(arguments[1]),
        },
        "ftruncate" => Event::Truncate {
            fd: fd(),
            length: arguments[1].parse().unwrap(),
        },
        "fsync" | "fdatasync" => Event::Sync { fd: fd() },
        "unlink" => Event::Unlink {
            name: store_file(arguments[0])?,
        },
        _ => return None,
    })
}

/// One of the store's files, by its name alone: it is opened by several paths. The store's shared
/// memory is nothing that a disk keeps.
fn store_file(argument: &str) -> Option<&'static str> {
    let path = bytes(argument);
    let is_it = |name: &&str| path.ends_with(name.as_bytes());
    ["leadgate.db", "leadgate.db-wal"].into_iter().find(is_it)
}

/// A text as strace writes it, `"\x61\x62"`.
fn bytes(text: &str) -> Vec<u8> {
    text.trim_matches('"')
        .split("\\x")
        .skip(1)
        .map(|hex| u8::from_str_radix(hex, 16).unwrap())
        .collect()
}
