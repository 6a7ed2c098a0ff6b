//! The three queues of a connector, as numbers in a column: the smaller goes first.

use leadgate_store::Urgency;

/// First tries of visitors' leads.
pub(crate) const FIRST_TRIES: i64 = 0;
/// Their later tries: after a failure, or revived by an operator.
pub(crate) const LATER_TRIES: i64 = 1;
/// Leads of a batch, whatever happened to them.
pub(crate) const BATCH: i64 = 2;

/// Where a new lead's deliveries begin.
pub(crate) const fn of(urgency: Urgency) -> i64 {
    match urgency {
        Urgency::Visitor => FIRST_TRIES,
        Urgency::Batch => BATCH,
    }
}
