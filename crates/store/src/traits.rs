//! What a store promises, cut by who asks for it; how it is kept is a back end's business.

mod admin;
mod erasure;
mod intake;
mod keys;
mod monitoring;
mod notifications;
mod queue;
mod reader;
mod rotation;

use async_trait::async_trait;

pub use admin::LeadAdmin;
pub use erasure::LeadErasure;
pub use intake::LeadIntake;
pub use keys::KeyRegistry;
pub use monitoring::Monitoring;
pub use notifications::Notifications;
pub use queue::DeliveryQueue;
pub use reader::LeadReader;
pub use rotation::KeyRotation;

/// A durable store of leads and their deliveries: all that a proxy asks of it.
///
/// Every method that changes something returns only once the change is on disk, and leaves nothing
/// half done: not on an error, nor when the caller stops waiting. Times come from the caller.
///
/// # Errors
///
/// Every method fails with a [`StoreError`](crate::StoreError) when the store itself fails, and with nothing else:
/// everything that the caller decides on is in the returned value.
#[async_trait]
pub trait Store:
    LeadIntake + DeliveryQueue + Notifications + LeadAdmin + LeadErasure + KeyRegistry
{
    /// Finishes what is under way and lets go of the store; later calls fail.
    async fn close(&self);
}

/// A store as it is kept, below the encryption: what is read there may be encrypted.
pub trait BackEnd: Store + KeyRotation {}

impl<B: Store + KeyRotation + ?Sized> BackEnd for B {}
