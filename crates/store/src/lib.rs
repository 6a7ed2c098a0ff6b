//! The lead store's contract: what a back end promises, the words it uses, and when to try again.
//!
//! [`Store`] is the promise, cut by who asks for it; [`RetryPolicy`] says when a failed delivery is tried again. No
//! database here: back ends are crates of their own and pass the suite in `leadgate-store-contract`.
//! Time and randomness are arguments everywhere; times are Unix milliseconds.

mod alert;
mod counts;
mod delivery;
mod erasure;
mod error;
mod incoming;
mod lead;
mod listing;
mod person;
mod policy;
mod record;
mod revival;
mod sealing;
mod traits;
mod unrelated;

pub use alert::{Alert, Trouble, Waiting};
pub use counts::{Counts, Tally};
pub use delivery::{Claim, DeliveryOutcome, DeliveryState, Finished, UnknownState};
pub use erasure::{Erased, Erasure, Expunging};
pub use error::StoreError;
pub use incoming::{Incoming, LeadMark};
pub use lead::{
    Accepted, NativeAccepted, NewDelivery, NewLead, SKIPPED_AS_DUPLICATE, SKIPPED_AS_ERASED,
    SKIPPED_AS_TEST, Urgency,
};
pub use listing::{DeliverySummary, LeadDetail, LeadFilter, LeadSummary};
pub use person::{PersonKey, PersonKind};
pub use policy::{DEFAULT_SCHEDULE, JITTER_PER_MILLE, RETRY_AFTER_MAX, RetryPolicy};
pub use record::{DeliveryRecord, LeadRecord, Records, StoreTransfer};
pub use revival::{Revivable, Revived};
pub use sealing::{Alias, Resealing};
pub use traits::{
    BackEnd, DeliveryQueue, KeyRegistry, KeyRotation, LeadAdmin, LeadErasure, LeadIntake,
    LeadReader, Monitoring, Notifications, Store,
};
pub use unrelated::unrelated;

/// Every trait of a store, for who calls the methods of a store whose type is known.
pub mod prelude {
    pub use crate::{
        DeliveryQueue, KeyRegistry, KeyRotation, LeadAdmin, LeadErasure, LeadIntake, LeadReader,
        Monitoring, Notifications, Store, StoreTransfer,
    };
}
