//! One lead with all that is stored of it, for who takes leads in and for operators.

use async_trait::async_trait;

use crate::{LeadDetail, StoreError};

/// Reads single leads.
///
/// # Errors
///
/// As for [`Store`](crate::Store).
#[async_trait]
pub trait LeadReader: Send + Sync {
    /// One lead with its personal data; `None` if there is no such lead.
    async fn show(&self, lead_id: &str) -> Result<Option<LeadDetail>, StoreError>;
}
