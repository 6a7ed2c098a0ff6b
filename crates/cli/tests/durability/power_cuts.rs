//! A killed process leaves its writes to the system; a power cut does not. So every write and every
//! sync of the real binary is recorded, a disk is rebuilt from the record as it would be found after
//! a cut at some moment, and the store is opened on it: what was not yet synced is gone, wholly or
//! in part, and every lead that a visitor had been thanked for by then has to be there.
//!
//! strace records. Taken for granted, as by every database: a sync that returned has reached the
//! disk, and a new file whose contents were synced is still found by its name.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

use crate::disk::Disk;
use crate::fixture::{self, Fixture};
use crate::recording::{Event, Recording};
use crate::visitors::Visitors;

/// How many leads are acknowledged at least: enough for the write-ahead log to be folded into the
/// file and begun anew.
const LEADS: u64 = 400;

/// How many moments are cut at.
const CUTS: usize = 100;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_lead_that_was_thanked_for_survives_a_power_cut_at_any_moment() {
    if !Recording::is_possible() {
        println!("NOT CHECKED: this system does not let strace record another process");
        return;
    }
    let seed = rand::random();
    println!("seed {seed}");
    let mut random = StdRng::seed_from_u64(seed);

    let fixture = Fixture::new().await;
    let recording = Recording::start(&fixture);
    let visitors = Visitors::start(8, fixture.proxy_urls());
    while visitors.acknowledged() < LEADS {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let met = visitors.stop().await;
    let events = recording.stop();

    let thanks: Vec<usize> = (0..events.len())
        .filter(|&at| matches!(events[at], Event::Thanked { .. }))
        .collect();
    assert_eq!(
        thanks.len(),
        met.acknowledged.len(),
        "all of it was recorded"
    );
    let cuts = cuts(&thanks, events.len(), &mut random);

    let mut disk = Disk::default();
    let mut thanked = BTreeSet::new();
    let mut lost_writes = 0;
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Thanked { id } => drop(thanked.insert(id.clone())),
            event => disk.apply(event),
        }
        if cuts.contains(&at) {
            lost_writes += disk.unsynced();
            for image in [disk.found(|| false), disk.found(|| random.random())] {
                let folder = tempfile::tempdir().unwrap();
                image.write_to(folder.path());
                check(folder.path(), &thanked, at).await;
            }
        }
    }
    println!(
        "{} moments, {} leads, {lost_writes} writes were not synced at those moments",
        cuts.len(),
        thanked.len()
    );
    assert!(lost_writes > 0, "no cut met a write that was not synced");
}

/// Right behind thanks, where a lead would be lost that was thanked for too early, and anywhere.
fn cuts(thanks: &[usize], events: usize, random: &mut StdRng) -> BTreeSet<usize> {
    let mut cuts = BTreeSet::new();
    while cuts.len() < CUTS {
        let behind_thanks = thanks[random.random_range(0..thanks.len())];
        let anywhere = random.random_range(thanks[0]..events);
        cuts.extend([behind_thanks, anywhere]);
    }
    cuts
}

/// The store opens on what is left, is whole, and holds what was thanked for.
async fn check(folder: &Path, thanked: &BTreeSet<String>, at: usize) {
    let stored = fixture::stored_in(folder).await;
    let lost: Vec<&String> = thanked.difference(&stored).collect();
    assert!(lost.is_empty(), "a cut after event {at} lost {lost:?}");
}
