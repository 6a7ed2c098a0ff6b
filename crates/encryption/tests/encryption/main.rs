//! The store behind its keys: keeps every promise of a store, and says nothing to who has no key.

#![expect(
    clippy::unwrap_used,
    reason = "a test, its stage included, stops where it fails"
)]

mod opening;
mod rekeying;
mod switching;
mod vault;

/// The suite that every store passes, through the seal.
mod contract {
    use std::sync::Arc;

    use leadgate_store::prelude::*;

    use crate::vault::{Vault, ring};

    async fn make_store() -> (Arc<dyn Store>, Vault) {
        let vault = Vault::new();
        (vault.sealed(&ring(&[1])).await, vault)
    }

    leadgate_store_contract::contract_tests!(make_store);
}
