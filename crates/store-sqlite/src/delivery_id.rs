//! The number of a delivery: its lead's, and which of the lead's deliveries it is. So the deliveries of
//! a lead stand next to each other in their table, in the order in which they were given.
//!
//! In SQL, a delivery `d` is of the lead `d.id >> 10`, and those of a lead `l` are `d.id between
//! l.seq << 10 and l.seq << 10 | 1023`.

use leadgate_store::StoreError;

/// How many bits count the deliveries of a lead.
const BITS: u32 = 10;

/// How many deliveries a lead can have: far more than anybody has connectors.
pub(crate) const PER_LEAD_MAX: usize = 1 << BITS;

/// The id of a lead's delivery, the first of which has the number 0.
pub(crate) fn delivery_id(lead_seq: i64, number: usize) -> i64 {
    debug_assert!(number < PER_LEAD_MAX, "it was checked before");
    (lead_seq << BITS) | i64::try_from(number).unwrap_or(0)
}

/// The lead that a delivery belongs to.
pub(crate) const fn lead_seq(delivery_id: i64) -> i64 {
    delivery_id >> BITS
}

/// Refuses a lead whose deliveries would get into the numbers of the next one.
pub(crate) fn check(deliveries: usize) -> Result<(), StoreError> {
    if deliveries <= PER_LEAD_MAX {
        return Ok(());
    }
    let sentence =
        format!("a lead has {deliveries} deliveries, and at most {PER_LEAD_MAX} are possible");
    Err(StoreError::Unavailable(sentence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_knows_its_lead_and_no_two_are_the_same() {
        for seq in [1, 2, 1_000_000_000] {
            let (first, last) = (delivery_id(seq, 0), delivery_id(seq, PER_LEAD_MAX - 1));
            assert_eq!((lead_seq(first), lead_seq(last)), (seq, seq));
            assert_eq!(last + 1, delivery_id(seq + 1, 0));
        }
    }

    #[test]
    fn a_lead_with_too_many_deliveries_is_refused() {
        assert_eq!(check(PER_LEAD_MAX), Ok(()));
        assert!(check(PER_LEAD_MAX + 1).is_err());
    }
}
