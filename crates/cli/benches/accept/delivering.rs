//! What delivering does to accepting: the real binary with a CRM that answers at once, with a backlog
//! and without, and its memory over a million leads.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use crate::binary::Binary;
use crate::crm::Crm;
use crate::load::{self, Request};
use crate::report::median;

const CONNECTIONS: usize = 64;

/// Attempts at the same time (`delivery.concurrency`) with which a backlog is delivered; the last one also
/// delivers the leads of the long run.
const ATTEMPTS: [usize; 2] = [64, 256];
const MOST_ATTEMPTS: usize = ATTEMPTS[ATTEMPTS.len() - 1];

/// How long a proxy may take to deliver all that it has.
const PATIENCE: Duration = Duration::from_secs(900);

/// How much is measured.
pub(crate) struct Extent {
    pub(crate) rounds: usize,
    pub(crate) length: Duration,
    /// Leads that wait when the proxy starts.
    pub(crate) backlog: u64,
    /// Leads over which the memory is watched.
    pub(crate) leads: u64,
}

/// All that was measured.
pub(crate) struct Delivering {
    extent: Extent,
    /// Leads accepted per second without a backlog, with the CRM down.
    alone: Vec<f64>,
    /// The same beside a backlog that is being delivered, with each of `TRIES`.
    beside: [Beside; ATTEMPTS.len()],
    memory: Vec<Memory>,
    /// Leads accepted per second on the way to the last of them, and how long after it the CRM had
    /// all.
    accepted: f64,
    behind: Duration,
}

/// What accepting and delivering leave each other.
#[derive(Default)]
struct Beside {
    /// Leads accepted per second.
    accepted: Vec<f64>,
    /// Leads delivered per second meanwhile.
    delivered: Vec<f64>,
}

/// What a proxy holds after so many leads.
struct Memory {
    leads: u64,
    mebibytes: u64,
}

/// Measures in a folder, which gets as large as the leads are.
pub(crate) fn measure(folder: &Path, extent: Extent) -> Result<Delivering> {
    let crm = Crm::start()?;
    let backlog = folder.join("backlog");
    let empty = folder.join("empty");
    std::fs::create_dir_all(&empty)?;
    eprintln!("a backlog of {} leads", extent.backlog);
    fill(&backlog, &crm, extent.backlog)?;
    let mut alone = Vec::new();
    let mut beside: [Beside; ATTEMPTS.len()] = Default::default();
    for round in 0..extent.rounds {
        eprintln!("backlog, round {} of {}", round + 1, extent.rounds);
        // The same file in all, so that only delivering makes the difference.
        crm.set_down(true);
        let (rate, _) = accept(folder, &backlog, &crm, MOST_ATTEMPTS, extent.length)?;
        alone.push(rate);
        for (attempts, beside) in ATTEMPTS.into_iter().zip(&mut beside) {
            crm.set_down(false);
            let (accepted, delivered) = accept(folder, &backlog, &crm, attempts, extent.length)?;
            beside.accepted.push(accepted);
            beside.delivered.push(delivered);
        }
    }
    eprintln!("{} leads in one run", extent.leads);
    let (memory, accepted, behind) = watch_memory(&empty, &crm, extent.leads)?;
    Ok(Delivering {
        extent,
        alone,
        beside,
        memory,
        accepted,
        behind,
    })
}

/// Makes a store with so many leads that wait: accepted while the CRM was down.
fn fill(folder: &Path, crm: &Crm, leads: u64) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    crm.set_down(true);
    let proxy = Binary::start(folder, crm.address(), MOST_ATTEMPTS)?;
    let mut accepted = 0;
    while accepted < leads {
        let load = post(&proxy, Duration::from_secs(1))?;
        accepted += load.accepted;
    }
    proxy.stop()
}

fn post(proxy: &Binary, length: Duration) -> Result<load::Load> {
    load::run(proxy.address(), Request::Lead, CONNECTIONS, length)
}

/// Leads accepted per second over a copy of a store, and leads delivered per second meanwhile.
fn accept(
    folder: &Path,
    store: &Path,
    crm: &Crm,
    attempts: usize,
    length: Duration,
) -> Result<(f64, f64)> {
    let copy = tempfile::tempdir_in(folder)?;
    for file in std::fs::read_dir(store)? {
        let file = file?;
        std::fs::copy(file.path(), copy.path().join(file.file_name()))?;
    }
    let proxy = Binary::start(copy.path(), crm.address(), attempts)?;
    let before = crm.received();
    let began = Instant::now();
    let load = post(&proxy, length)?;
    let delivered = per_second(crm.received() - before, began.elapsed());
    // A CRM that is down ends the attempts under way at once.
    crm.set_down(true);
    proxy.stop()?;
    Ok((per_second(load.answered, load.length), delivered))
}

#[expect(clippy::cast_precision_loss, reason = "counts of some seconds")]
fn per_second(count: u64, length: Duration) -> f64 {
    count as f64 / length.as_secs_f64()
}

/// Accepts leads until there are so many, delivers them all, and looks at the memory on the way.
fn watch_memory(folder: &Path, crm: &Crm, leads: u64) -> Result<(Vec<Memory>, f64, Duration)> {
    crm.set_down(false);
    let received_before = crm.received();
    let proxy = Binary::start(folder, crm.address(), MOST_ATTEMPTS)?;
    let mut memory = Vec::new();
    let mut accepted = 0;
    let began = Instant::now();
    let step = (leads / 10).max(1);
    while accepted < leads {
        accepted += post(&proxy, Duration::from_secs(1))?.accepted;
        if accepted / step > memory.len() as u64 {
            let mebibytes = proxy.memory()?;
            let leads = accepted;
            memory.push(Memory { leads, mebibytes });
        }
    }
    let rate = per_second(accepted, began.elapsed());
    let last = Instant::now();
    while crm.received() - received_before < accepted {
        ensure!(
            last.elapsed() < PATIENCE,
            "{} of {accepted} leads were delivered",
            crm.received() - received_before
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    let behind = last.elapsed();
    proxy.stop()?;
    Ok((memory, rate, behind))
}

impl Delivering {
    /// The section as Markdown.
    pub(crate) fn text(&self) -> Result<String> {
        let mut text = format!(
            "The real binary over SQLite with {CONNECTIONS} connections and a CRM on the same machine that \
            answers at once, for so many attempts at the same time (`concurrency`).\n\n\
            | what | leads accepted per second | of that without a backlog | leads delivered per second meanwhile |\n\
            |---|--:|--:|--:|\n"
        );
        let alone = median(&self.alone);
        let backlog = self.extent.backlog;
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "| {backlog} leads wait and the CRM is down | {alone:.0} | 1.00 | 0 |"
        );
        for (attempts, beside) in ATTEMPTS.into_iter().zip(&self.beside) {
            let accepted = median(&beside.accepted);
            let _ = writeln!(
                text,
                "| the same, and they are being delivered, {attempts} at a time | {accepted:.0} | {:.2} | {:.0} |",
                accepted / alone,
                median(&beside.delivered),
            );
        }
        let last = self.memory.last().context("nothing was measured")?;
        let _ = writeln!(
            text,
            "\nOne run of {} leads, {:.0} accepted per second while they were delivered, {MOST_ATTEMPTS} at a \
            time; the CRM had the last of them {:.1} s after it was accepted. Memory of the process on the \
            way:\n",
            last.leads,
            self.accepted,
            self.behind.as_secs_f64(),
        );
        text.push_str("| leads | MiB |\n|--:|--:|\n");
        for Memory { leads, mebibytes } in &self.memory {
            let _ = writeln!(text, "| {leads} | {mebibytes} |");
        }
        Ok(text)
    }
}
