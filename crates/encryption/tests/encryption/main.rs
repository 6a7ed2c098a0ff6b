//! The store behind its keys: keeps every promise of a store, and says nothing to who has no key.

#![expect(
    clippy::unwrap_used,
    reason = "a test, its stage included, stops where it fails"
)]

mod encrypted_fixture;
mod opening;
mod rotating;
mod switching;

/// The suite that every store passes, through encryption.
mod contract {
    use std::sync::Arc;

    use leadgate_store::prelude::*;

    use crate::encrypted_fixture::{EncryptedFixture, ring};

    async fn make_store() -> (Arc<dyn Store>, EncryptedFixture) {
        let encrypted_fixture = EncryptedFixture::new();
        (
            encrypted_fixture.encrypted(&ring(&[1])).await,
            encrypted_fixture,
        )
    }

    leadgate_store_contract::contract_tests!(make_store);
}
