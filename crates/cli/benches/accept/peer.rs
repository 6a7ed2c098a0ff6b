//! The real binary beside its peer: the server in `bench/accept`, which is what one would write in an
//! afternoon with Fastify and `SQLite`. The same leads, posted by the same tool (wrk), in turns.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use leadgate_store::prelude::*;
use leadgate_store_sqlite::SqliteStore;
use rustix::process::{Pid, Signal, kill_process};
use serde::Deserialize;

use crate::CONNECTIONS;
use crate::binary::Binary;
use crate::crm::Crm;
use crate::report::median;

/// At least so many times the peer's leads per second.
const LIMIT: f64 = 1.0;

/// Both at one number of connections, over all rounds.
struct Both {
    connections: usize,
    ours: Vec<Posted>,
    peers: Vec<Posted>,
}

/// What wrk says of a run, in the words of `bench/accept/leads.lua`.
#[derive(Deserialize)]
struct Posted {
    answered: u64,
    /// Answers that were no success.
    refused: u64,
    /// Requests that were not answered.
    broken: u64,
    seconds: f64,
    p50_us: u64,
    p99_us: u64,
}

impl Posted {
    const fn acknowledged(&self) -> u64 {
        self.answered - self.refused
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of some seconds")]
    fn per_second(&self) -> f64 {
        self.acknowledged() as f64 / self.seconds
    }
}

/// All that was measured.
pub(crate) struct BesidePeer(Vec<Both>);

/// Measures in a folder with the files of a folder such as `bench/accept`, its packages installed.
pub(crate) fn measure(
    folder: &Path,
    files: &Path,
    rounds: usize,
    length: Duration,
) -> Result<BesidePeer> {
    let crm = Crm::start()?;
    // The peer delivers nothing either.
    crm.set_down(true);
    let mut all = Vec::new();
    for connections in CONNECTIONS {
        let (mut ours, mut peers) = (Vec::new(), Vec::new());
        for round in 0..rounds {
            eprintln!(
                "{connections} connections, round {} of {rounds}: beside Fastify",
                round + 1
            );
            let place = tempfile::tempdir_in(folder)?;
            peers.push(of_peer(place.path(), files, connections, length)?);
            let place = tempfile::tempdir_in(folder)?;
            ours.push(of_ours(place.path(), &crm, files, connections, length)?);
        }
        all.push(Both {
            connections,
            ours,
            peers,
        });
    }
    Ok(BesidePeer(all))
}

fn of_ours(
    folder: &Path,
    crm: &Crm,
    files: &Path,
    connections: usize,
    length: Duration,
) -> Result<Posted> {
    let proxy = Binary::start(folder, crm.address(), 64)?;
    let url = format!("http://{}", proxy.address());
    let posted = post(&url, files, connections, length)?;
    proxy.stop()?;
    let stored = stored_in(folder)?;
    posted.ensure_stored(stored)?;
    Ok(posted)
}

/// How many deliveries the store in a folder has; one for each of these leads.
fn stored_in(folder: &Path) -> Result<u64> {
    let url = format!("sqlite:{}", folder.join("leadgate.db").display());
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let store = SqliteStore::open_existing(&url).await?;
        let counts = store.counts().await?;
        store.close().await;
        ensure!(counts.reconcile(), "the store holds {counts:?}");
        Ok(counts.created)
    })
}

fn of_peer(folder: &Path, files: &Path, connections: usize, length: Duration) -> Result<Posted> {
    let peer = Peer::start(folder, files)?;
    let posted = post(&peer.url, files, connections, length)?;
    let stored = peer.stop()?;
    posted.ensure_stored(stored)?;
    Ok(posted)
}

impl Posted {
    /// A figure for leads that were lost would be worth nothing.
    fn ensure_stored(&self, stored: u64) -> Result<()> {
        let acknowledged = self.acknowledged();
        ensure!(
            stored >= acknowledged,
            "{acknowledged} leads were acknowledged, and {stored} are stored"
        );
        ensure!(self.broken == 0, "{} requests broke", self.broken);
        Ok(())
    }
}

/// Posts as fast as the server answers.
fn post(url: &str, files: &Path, connections: usize, length: Duration) -> Result<Posted> {
    let output = Command::new("wrk")
        .args(["--threads", "1", "--timeout", "10s"])
        .args(["--connections", &connections.to_string()])
        .args(["--duration", &format!("{}s", length.as_secs().max(1))])
        .arg("--script")
        .arg(files.join("leads.lua"))
        .arg(url)
        .output()
        .context("wrk cannot be started: install it, on Debian by `apt-get install wrk`")?;
    let text = String::from_utf8(output.stdout)?;
    let Some(line) = text.lines().rfind(|line| line.starts_with('{')) else {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("wrk ended with {}: {complaint}", output.status);
    };
    Ok(serde_json::from_str(line)?)
}

/// A running peer.
struct Peer {
    child: Child,
    said: BufReader<ChildStdout>,
    url: String,
}

impl Peer {
    fn start(folder: &Path, files: &Path) -> Result<Self> {
        let mut child = Command::new("node")
            .arg(files.join("server.mjs"))
            .arg(folder)
            .env("NODE_ENV", "production")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("Node cannot be started")?;
        let said = child.stdout.take().context("it says nothing")?;
        let mut peer = Self {
            child,
            said: BufReader::new(said),
            url: String::new(),
        };
        let ready = peer.line()?;
        peer.url = (ready.strip_prefix("ready "))
            .context("the peer did not start")?
            .to_owned();
        Ok(peer)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.said.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }

    /// Stops it; how many leads it has stored.
    fn stop(mut self) -> Result<u64> {
        kill_process(Pid::from_child(&self.child), Signal::TERM)?;
        let line = self.line()?;
        let stored = line.split(' ').nth(1).context("the peer counted nothing")?;
        Ok(stored.parse()?)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It may have ended before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl BesidePeer {
    /// The section as Markdown.
    pub(crate) fn text(&self) -> String {
        let mut text = "The real binary beside the server in [bench/accept](../bench/accept/README.md), which one would write in an \
            afternoon with Fastify and better-sqlite3: the same leads, posted by wrk, in turns.\n\n\
            | connections | server | leads per second | of Fastify | at least | p50 | p99 | refused |\n\
            |--:|---|--:|--:|--:|--:|--:|--:|\n"
            .to_owned();
        for both in &self.0 {
            let ratio = rate(&both.ours) / rate(&both.peers);
            for (name, posted, ratio, limit) in [
                ("Fastify, better-sqlite3", &both.peers, 1.0, String::new()),
                ("Leadgate, SQLite", &both.ours, ratio, format!("{LIMIT:.1}")),
            ] {
                // Writing to a string does not fail.
                let _ = writeln!(
                    text,
                    "| {} | {name} | {:.0} | {ratio:.2} | {limit} | {:.2} ms | {:.2} ms | {} |",
                    both.connections,
                    rate(posted),
                    milliseconds(posted, |posted| posted.p50_us),
                    milliseconds(posted, |posted| posted.p99_us),
                    posted.iter().map(|posted| posted.refused).sum::<u64>(),
                );
            }
        }
        text
    }
}

/// The median of the rounds.
fn rate(posted: &[Posted]) -> f64 {
    median(&posted.iter().map(Posted::per_second).collect::<Vec<_>>())
}

#[expect(clippy::cast_precision_loss, reason = "microseconds of some seconds")]
fn milliseconds(posted: &[Posted], micros: impl Fn(&Posted) -> u64) -> f64 {
    let figures: Vec<f64> = posted.iter().map(|it| micros(it) as f64 / 1000.0).collect();
    median(&figures)
}
