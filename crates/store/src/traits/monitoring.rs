//! How everything stands: for metrics, readiness and workers.

use async_trait::async_trait;

use crate::{Counts, StoreError, Waiting};

/// Tells how everything stands.
///
/// # Errors
///
/// As for [`Store`](crate::Store).
#[async_trait]
pub trait Monitoring: Send + Sync {
    /// Counts all deliveries, at one moment.
    async fn counts(&self) -> Result<Counts, StoreError>;

    /// Every connector that has pending deliveries, configured or not, by name, and since when the
    /// oldest of them waits.
    async fn waiting(&self) -> Result<Vec<Waiting>, StoreError>;
}
