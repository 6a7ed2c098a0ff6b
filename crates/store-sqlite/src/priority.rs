//! The three priorities of a delivery, as numbers in a column: the smaller goes first.

use leadgate_store::Urgency;

/// First attempts for visitors' leads.
pub(crate) const FIRST_ATTEMPTS: i64 = 0;
/// Their later attempts: after a failure, or requeued by an operator.
pub(crate) const LATER_ATTEMPTS: i64 = 1;
/// Leads of a batch, whatever happened to them.
pub(crate) const BATCH: i64 = 2;

/// All of them, in the order in which they are claimed.
pub(crate) const ALL: [i64; 3] = [FIRST_ATTEMPTS, LATER_ATTEMPTS, BATCH];

/// Where a new lead's deliveries begin.
pub(crate) const fn of(urgency: Urgency) -> i64 {
    match urgency {
        Urgency::Visitor => FIRST_ATTEMPTS,
        Urgency::Batch => BATCH,
    }
}
