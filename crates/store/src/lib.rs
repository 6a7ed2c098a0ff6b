//! What a lead store promises, the types that it takes and returns, and when to try again.
//!
//! [`Store`] is the promise, cut by who asks for it; [`RetryPolicy`] says when a failed delivery is tried again. No
//! database here: back ends are crates of their own and pass the suite in `leadgate-store-contract`.
//! Time and randomness are arguments everywhere; times are Unix milliseconds.

mod alert;
mod conflict_free_groups;
mod counts;
mod delivery;
mod encryption;
mod erasure;
mod error;
mod incoming;
mod lead;
mod listing;
mod person;
mod record;
mod requeue;
mod retry_policy;
mod traits;

pub use alert::{Alert, AlertKind, Waiting};
pub use conflict_free_groups::conflict_free_groups;
pub use counts::{Counts, Tally};
pub use delivery::{AttemptResult, Claim, DeliveryState, Finished, UnknownState};
pub use encryption::{IndexAlias, Reencryption};
pub use erasure::{Erased, Erasure, Scrub};
pub use error::StoreError;
pub use incoming::{ConflictKey, Incoming};
pub use lead::{
    Acceptance, Accepted, NewDelivery, NewLead, SKIPPED_AS_DUPLICATE, SKIPPED_AS_ERASED,
    SKIPPED_AS_TEST, Urgency,
};
pub use listing::{DeliverySummary, LeadDetail, LeadFilter, LeadSummary};
pub use person::{BlindIndex, BlindIndexKind};
pub use record::{DeliveryRecord, LeadRecord, RecordPage, StoreTransfer};
pub use requeue::{RequeueFrom, Requeued};
pub use retry_policy::{DEFAULT_SCHEDULE, JITTER_PER_MILLE, RETRY_AFTER_MAX, RetryPolicy};
pub use traits::{
    BackEnd, DeliveryQueue, KeyRegistry, KeyRotation, LeadAdmin, LeadErasure, LeadIntake,
    LeadReader, Monitoring, Notifications, Store,
};

/// Every trait of a store, for who calls the methods of a store whose type is known.
pub mod prelude {
    pub use crate::{
        DeliveryQueue, KeyRegistry, KeyRotation, LeadAdmin, LeadErasure, LeadIntake, LeadReader,
        Monitoring, Notifications, Store, StoreTransfer,
    };
}
