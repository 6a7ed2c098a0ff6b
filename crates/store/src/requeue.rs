//! Dead and quarantined deliveries that an operator requeues in bulk.

use crate::DeliveryState;

/// The states that a delivery leaves by an operator's decision alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequeueFrom {
    /// Given up on.
    Dead,
    /// Quarantined.
    Quarantined,
}

impl RequeueFrom {
    /// The state itself.
    #[must_use]
    pub const fn state(self) -> DeliveryState {
        match self {
            Self::Dead => DeliveryState::Dead,
            Self::Quarantined => DeliveryState::Quarantined,
        }
    }
}

/// What one step of a requeue in bulk did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requeued {
    /// Deliveries that are pending now. Those that another operator was quicker with are not
    /// counted.
    pub deliveries: u64,
    /// Where the next step goes on; `None` if there is nothing behind.
    pub next: Option<i64>,
}
