//! The store behind its keys: keeps every promise of a store, and says nothing to who has no key.

#![expect(
    clippy::unwrap_used,
    reason = "a test, its stage included, stops where it fails"
)]

#[path = "sealed/opening.rs"]
mod opening;
#[path = "sealed/rekeying.rs"]
mod rekeying;
#[path = "sealed/switching.rs"]
mod switching;
#[path = "sealed/vault.rs"]
mod vault;

/// The suite that every store passes, through the seal.
mod contract {
    use std::sync::Arc;

    use leadgate_outbox::Outbox;

    use crate::vault::{Vault, ring};

    async fn make_store() -> (Arc<dyn Outbox>, Vault) {
        let vault = Vault::new();
        (vault.sealed(&ring(&[1])).await, vault)
    }

    leadgate_outbox::contract_tests!(make_store);
}
