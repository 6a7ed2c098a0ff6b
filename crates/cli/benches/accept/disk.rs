//! The limit that no store can beat: how long the disk takes to make one small write durable.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use hdrhistogram::Histogram;

/// How many writes are measured.
const WRITES: usize = 300;

/// What a page of the store takes.
const PAGE: [u8; 4096] = [1; 4096];

/// How long a sync takes, over all writes.
pub(crate) struct Disk {
    micros: Histogram<u64>,
}

impl Disk {
    pub(crate) fn both(mut one: Self, other: Self) -> Self {
        one.micros += other.micros;
        one
    }

    pub(crate) fn writes(&self) -> u64 {
        self.micros.len()
    }

    pub(crate) fn quantile(&self, quantile: f64) -> Duration {
        Duration::from_micros(self.micros.value_at_quantile(quantile))
    }
}

/// Appends pages to a file, each synced before the next, as a write-ahead log is.
pub(crate) fn measure(folder: &Path) -> Result<Disk> {
    let mut file = File::create(folder.join("sync"))?;
    let mut micros = Histogram::new(3)?;
    for _ in 0..WRITES {
        file.write_all(&PAGE)?;
        let begun = Instant::now();
        file.sync_data()?;
        micros.record(u64::try_from(begun.elapsed().as_micros())?)?;
    }
    Ok(Disk { micros })
}
