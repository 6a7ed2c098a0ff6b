//! What runs of chaos have in common: a seed that decides, a CRM that fails in every way it knows,
//! and what has to be true in the end.
//!
//! The seed is printed and decides the moments and the failures; the machine decides the rest.
//! `LEADGATE_CHAOS_SEED` and `LEADGATE_CHAOS_KILLS` change the runs.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use axum::http::StatusCode;
use crm_simulator::FaultMode;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

use crate::fixture::Fixture;
use crate::visitors::{Met, Visitors};

/// How many visitors post at the same time.
pub(crate) const VISITORS: usize = 8;

/// How often a proxy is killed unless somebody says otherwise.
const KILLS: u64 = 100;

/// Longer than any of the waits between two attempts in the stage's settings.
const PATIENCE: Duration = Duration::from_secs(120);

/// A run of chaos.
pub(crate) struct Chaos {
    pub(crate) random: StdRng,
    pub(crate) kills: u64,
}

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

impl Chaos {
    /// A run with `percent` of the kills that were asked for.
    pub(crate) fn begin(percent: u64) -> Self {
        let seed = from_environment("LEADGATE_CHAOS_SEED").unwrap_or_else(rand::random);
        let kills = from_environment("LEADGATE_CHAOS_KILLS").unwrap_or(KILLS);
        println!("LEADGATE_CHAOS_SEED={seed} LEADGATE_CHAOS_KILLS={kills}");
        Self {
            random: StdRng::seed_from_u64(seed),
            kills: (kills * percent).div_ceil(100),
        }
    }

    /// One time in four the CRM fails the next requests.
    pub(crate) fn inject_crm_fault(&mut self, fixture: &Fixture) {
        if !self.random.random_ratio(1, 4) {
            return;
        }
        let mode = match self.random.random_range(0..4) {
            0 => FaultMode::Status(StatusCode::SERVICE_UNAVAILABLE),
            1 => FaultMode::Stall(Duration::from_millis(500)),
            2 => FaultMode::Drop,
            _ => FaultMode::Garbage,
        };
        fixture.fail(mode, self.random.random_range(1..4));
    }

    /// Lets a random time pass.
    pub(crate) async fn pause(&mut self, millis: Range<u64>) {
        let pause = Duration::from_millis(self.random.random_range(millis));
        tokio::time::sleep(pause).await;
    }

    /// Says from time to time how far it is.
    pub(crate) fn killed(&self, kill: u64, visitors: &Visitors) {
        if kill % 10 == 9 {
            let acknowledged = visitors.acknowledged();
            println!("{} kills, {acknowledged} leads acknowledged", kill + 1);
        }
    }

    /// Lets the proxies that run finish, with a CRM that works; then all has to be there.
    pub(crate) async fn assert_all_delivered(&self, fixture: &Fixture, met: &Met) {
        fixture.clear_faults();
        fixture.until_delivered(PATIENCE).await;
        let stored = fixture.stored().await;
        let counts = fixture.counts().await;
        // So nothing is claimed either: a claim is about what is pending.
        assert_eq!(
            counts.delivered, counts.created,
            "all of it is delivered: {counts:?}"
        );
        let mut arrivals: BTreeMap<String, u32> = BTreeMap::new();
        for id in fixture.received() {
            *arrivals.entry(id).or_default() += 1;
        }
        for id in &met.acknowledged {
            assert!(
                stored.contains(id),
                "{id} was acknowledged and is not stored"
            );
            assert!(
                arrivals.contains_key(id),
                "{id} was acknowledged and never arrived"
            );
        }

        // The run is worth something only if it met what it was made for.
        let twice = arrivals.values().filter(|&&times| times > 1).count();
        println!(
            "{} leads acknowledged, {} requests cut off, {} refused for a moment; {twice} leads arrived more than once",
            met.acknowledged.len(),
            met.cut_off,
            met.refused,
        );
        assert!(
            met.acknowledged.len() as u64 > self.kills,
            "hardly anything was posted"
        );
        assert!(met.cut_off > self.kills / 4, "hardly a request was cut off");
    }
}
