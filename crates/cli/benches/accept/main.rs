//! How fast leads are accepted durably, beside what bounds it: the server itself without a store,
//! the disk, and a store that writes each lead by itself. All of it in one run on one machine, in
//! turns, so that whatever disturbs the machine disturbs all alike. Then the real binary beside what one
//! would write instead, and what delivering does to it.
//!
//! `cargo xtask bench accept` calls it; `--quick` is for a look, not for figures.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the command line"
)]

mod binary;
mod crm;
mod delivering;
mod disk;
mod load;
mod peer;
mod report;
mod server;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::builder::PossibleValue;
use clap::{Parser, ValueEnum};
use leadgate_test_support::{Cluster, Syncing};

use crate::delivering::Extent;
use crate::disk::Disk;
use crate::load::{Load, Request};
use crate::report::{Report, Row};
use crate::server::{Server, StoreKind};

/// How many connections post at the same time, in the two runs.
const CONNECTIONS: [usize; 2] = [64, 512];

#[derive(Parser)]
struct Arguments {
    /// The folder whose disk is measured; a folder of the bench's own is made in it
    #[arg(long, default_value = "target")]
    on: PathBuf,
    /// Where the report goes: `performance.md`, its section on accepting, and the chart beside it
    #[arg(long)]
    into: Option<PathBuf>,
    /// The folder of the server that it is measured beside, `bench/accept`, its packages installed
    #[arg(long)]
    peer: Option<PathBuf>,
    /// One short round
    #[arg(long)]
    quick: bool,
    /// Only this, for a profiler
    #[arg(long)]
    only: Option<Part>,
    /// `cargo bench` says so
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let (rounds, length, backlog, leads) = if arguments.quick {
        (1, Duration::from_secs(1), 10_000, 20_000)
    } else {
        (3, Duration::from_secs(4), 100_000, 1_000_000)
    };
    let cluster = Cluster::start(Syncing::On);
    let folder = tempfile::tempdir_in(&arguments.on)
        .with_context(|| format!("no folder can be made in {}", arguments.on.display()))?;
    let before = disk::measure(folder.path())?;
    let mut rows: Vec<Row> = Vec::new();
    for connections in CONNECTIONS {
        for round in 0..rounds {
            for kind in Kind::ALL {
                if (arguments.only).is_some_and(|only| only != Part::Accepting(kind)) {
                    continue;
                }
                eprintln!(
                    "{connections} connections, round {} of {rounds}: {}",
                    round + 1,
                    kind.name()
                );
                let load = measure(kind, folder.path(), &cluster, connections, length)?;
                report::add(&mut rows, kind, connections, load);
            }
        }
    }
    let after = disk::measure(folder.path())?;
    let beside_peer = match (&arguments.peer, arguments.only) {
        (Some(files), None | Some(Part::BesidePeer)) => {
            Some(peer::measure(folder.path(), files, rounds, length)?)
        }
        _ => None,
    };
    let delivering = match arguments.only {
        Some(Part::Accepting(_) | Part::BesidePeer) => None,
        Some(Part::Delivering) | None => Some(delivering::measure(
            folder.path(),
            Extent {
                rounds,
                length,
                backlog,
                leads,
            },
        )?),
    };
    let report = Report {
        rows,
        disk: Disk::both(before, after),
        rounds,
        length,
        beside_peer,
        delivering,
    };
    println!("{}", report.text()?);
    if let Some(into) = arguments.into {
        report.write(&into)?;
    }
    Ok(())
}

/// A part of the benchmark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Accepting(Kind),
    BesidePeer,
    Delivering,
}

impl ValueEnum for Part {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self::Accepting(Kind::Nothing),
            Self::Accepting(Kind::Sqlite),
            Self::Accepting(Kind::Postgres),
            Self::Accepting(Kind::OneByOne),
            Self::BesidePeer,
            Self::Delivering,
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Accepting(kind) => return kind.to_possible_value(),
            Self::BesidePeer => PossibleValue::new("peer"),
            Self::Delivering => PossibleValue::new("delivering"),
        })
    }
}

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Kind {
    /// A route of the same server that does nothing.
    Nothing,
    /// A lead, durable before the answer, in `SQLite`.
    Sqlite,
    /// The same in `PostgreSQL`, on the same machine.
    Postgres,
    /// In `SQLite`, each lead in a transaction of its own.
    OneByOne,
}

impl Kind {
    pub(crate) const ALL: [Self; 4] = [Self::Nothing, Self::Sqlite, Self::Postgres, Self::OneByOne];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Nothing => "a route that does nothing",
            Self::Sqlite => "durable accept, SQLite",
            Self::Postgres => "durable accept, PostgreSQL",
            Self::OneByOne => "one transaction per lead, SQLite",
        }
    }

    /// Its bar's.
    pub(crate) const fn colour(self) -> &'static str {
        match self {
            Self::Nothing => "#9aa5b1",
            Self::Sqlite => "#1769aa",
            Self::Postgres => "#2a7f62",
            Self::OneByOne => "#c2571a",
        }
    }
}

fn measure(
    kind: Kind,
    folder: &std::path::Path,
    cluster: &Cluster,
    connections: usize,
    length: Duration,
) -> Result<Load> {
    let (store, request) = match kind {
        Kind::Nothing => (StoreKind::Grouped, Request::Nothing),
        Kind::Sqlite => (StoreKind::Grouped, Request::Lead),
        Kind::Postgres => (StoreKind::Postgres(cluster.database()), Request::Lead),
        Kind::OneByOne => (StoreKind::OneByOne, Request::Lead),
    };
    let server = Server::start(folder, &store)?;
    let load = load::run(server.address(), request, connections, length)?;
    server.stop(&load)?;
    Ok(load)
}
