//! What a store holds, as numbers and a hash that two stores have in common only if all is the same.

use std::fmt;

use anyhow::Result;
use leadgate_store::StoreTransfer;
use sha2::{Digest as _, Sha256};

use super::progress::Progress;

/// How many leads are read at once.
const PAGE: u32 = 1000;

/// All leads of a store, in the order of acceptance.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Digest {
    pub(super) leads: u64,
    pub(super) deliveries: u64,
    /// Of all records as JSON, one a line.
    pub(super) sha256: String,
}

impl Digest {
    /// Reads the whole store; `what` is told while it takes time.
    pub(super) async fn of(store: &dyn StoreTransfer, what: &'static str) -> Result<Self> {
        let mut progress = Progress::of(what);
        let (mut leads, mut deliveries, mut hash) = (0, 0, Sha256::new());
        let mut after = None;
        loop {
            let page = store.export_records(after, PAGE).await?;
            for lead in &page.leads {
                leads += 1;
                deliveries += lead.deliveries.len() as u64;
                hash.update(serde_json::to_vec(lead)?);
                hash.update(b"\n");
            }
            progress.count(page.leads.len());
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        Ok(Self {
            leads,
            deliveries,
            sha256: hex::encode(hash.finalize()),
        })
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            leads,
            deliveries,
            sha256,
        } = self;
        write!(f, "{leads} leads, {deliveries} deliveries, sha256 {sha256}")
    }
}
