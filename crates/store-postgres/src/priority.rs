//! The three priorities of a delivery, as numbers in a column: the smaller goes first.

use leadgate_store::Urgency;

/// First attempts of visitors' leads.
pub(crate) const FIRST_ATTEMPTS: i64 = 0;
/// Their later attempts: after a failure, or requeued by an operator.
pub(crate) const LATER_ATTEMPTS: i64 = 1;
/// Leads of a batch, whatever happened to them.
pub(crate) const BATCH: i64 = 2;

/// Where a new lead's deliveries begin.
pub(crate) const fn of(urgency: Urgency) -> i64 {
    match urgency {
        Urgency::Visitor => FIRST_ATTEMPTS,
        Urgency::Batch => BATCH,
    }
}
