//! When a failed delivery is tried again: a schedule as data, jitter, and the CRM's `Retry-After`.
//!
//! Pure: the random number and the number of attempts are arguments, and the caller adds the clock.

use std::time::Duration;

const fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}

/// Entry n is the wait before attempt n + 1: four attempts within the first half minute, since a visitor
/// who asked to be called back waits by the phone; then ever slower over more than a day.
pub const DEFAULT_SCHEDULE: [Duration; 11] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_secs(60),
    minutes(5),
    minutes(30),
    minutes(2 * 60),
    minutes(5 * 60),
    minutes(10 * 60),
    minutes(10 * 60),
];

/// How far jitter moves a wait either way, in thousandths: what failed together must not come back
/// together.
pub const JITTER_PER_MILLE: u32 = 200;

/// The longest wait that a CRM may ask for: a mistaken header must not park a lead for days.
pub const RETRY_AFTER_MAX: Duration = minutes(60);

/// Decides when a delivery is tried again, and when it is dead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    schedule: Vec<Duration>,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new(DEFAULT_SCHEDULE.to_vec())
    }
}

impl RetryPolicy {
    /// A policy that makes as many attempts as `schedule` has entries, entry n being the wait before
    /// attempt n + 1. The first attempt is made in any case.
    #[must_use]
    pub const fn new(schedule: Vec<Duration>) -> Self {
        Self { schedule }
    }

    /// How many attempts are made before a delivery is dead.
    #[must_use]
    pub const fn attempts(&self) -> usize {
        if self.schedule.is_empty() {
            1
        } else {
            self.schedule.len()
        }
    }

    /// How long to wait after attempt number `attempt` (from 1) has failed; `None`: it is dead.
    ///
    /// `jitter` is any random number, spread over all its values. `retry_after` is what the CRM
    /// asked for: the wait is at least that, up to [`RETRY_AFTER_MAX`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use leadgate_store::RetryPolicy;
    ///
    /// let policy = RetryPolicy::default();
    /// let middle = u32::MAX / 2;
    /// assert_eq!(policy.next(2, middle, None), Some(Duration::from_secs(5)));
    /// let asked = Some(Duration::from_secs(9));
    /// assert_eq!(policy.next(2, middle, asked), asked);
    /// assert_eq!(policy.next(11, middle, None), None);
    /// ```
    #[must_use]
    pub fn next(
        &self,
        attempt: u32,
        jitter: u32,
        retry_after: Option<Duration>,
    ) -> Option<Duration> {
        let scheduled = *self.schedule.get(usize::try_from(attempt).ok()?)?;
        let asked = retry_after.unwrap_or_default().min(RETRY_AFTER_MAX);
        Some(spread(scheduled, jitter).max(asked))
    }
}

/// Moves `wait` by up to [`JITTER_PER_MILLE`] either way.
fn spread(wait: Duration, jitter: u32) -> Duration {
    // Scaled by the high half of a product: every value of `jitter` is used, none preferred.
    let steps = u64::from(2 * JITTER_PER_MILLE + 1);
    let step = (u64::from(jitter) * steps) >> 32;
    let per_mille = u64::from(1000 - JITTER_PER_MILLE) + step;
    let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
    Duration::from_millis(wait_ms.saturating_mul(per_mille) / 1000)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The jitter that changes nothing.
    const MIDDLE: u32 = u32::MAX / 2;

    #[test]
    fn the_default_makes_eleven_attempts_and_then_gives_up() {
        let policy = RetryPolicy::default();
        let waits: Vec<u64> = (1..)
            .map_while(|attempt| policy.next(attempt, MIDDLE, None))
            .map(|wait| wait.as_secs())
            .collect();
        assert_eq!(
            waits,
            [1, 5, 15, 60, 300, 1800, 7200, 18_000, 36_000, 36_000]
        );
        assert_eq!(policy.attempts(), 11);
    }

    #[test]
    fn jitter_reaches_a_fifth_either_way() {
        let policy = RetryPolicy::default();
        assert_eq!(policy.next(4, 0, None), Some(Duration::from_secs(48)));
        assert_eq!(
            policy.next(4, u32::MAX, None),
            Some(Duration::from_secs(72))
        );
    }

    #[test]
    fn a_crm_cannot_ask_for_more_than_an_hour() {
        let days = Duration::from_secs(3 * 24 * 3600);
        assert_eq!(
            RetryPolicy::default().next(1, MIDDLE, Some(days)),
            Some(RETRY_AFTER_MAX)
        );
    }

    #[test]
    fn a_crm_that_asks_to_wait_does_not_requeue_the_dead() {
        let asked = Some(Duration::from_secs(1));
        assert_eq!(RetryPolicy::default().next(11, MIDDLE, asked), None);
    }

    #[test]
    fn an_empty_schedule_gives_up_after_the_first_attempt() {
        let policy = RetryPolicy::new(Vec::new());
        assert_eq!(policy.next(1, MIDDLE, None), None);
        assert_eq!(policy.attempts(), 1);
    }

    proptest! {
        #[test]
        fn a_wait_stays_within_a_fifth_of_the_schedule(attempt in 1u32..11, jitter: u32) {
            let wait = RetryPolicy::default().next(attempt, jitter, None);
            let scheduled = DEFAULT_SCHEDULE[attempt as usize];
            prop_assert!(wait >= Some(scheduled * 4 / 5));
            prop_assert!(wait <= Some(scheduled * 6 / 5));
        }

        #[test]
        fn a_wait_is_never_shorter_than_the_crm_asked_within_bounds(
            attempt in 1u32..11, jitter: u32, asked_secs in 0u64..100_000
        ) {
            let asked = Duration::from_secs(asked_secs);
            let policy = RetryPolicy::default();
            let without = policy.next(attempt, jitter, None);
            let with = policy.next(attempt, jitter, Some(asked));
            prop_assert_eq!(with, without.max(Some(asked.min(RETRY_AFTER_MAX))));
        }

        #[test]
        fn whether_a_delivery_is_dead_depends_on_its_attempts_alone(
            attempt: u32, jitter: u32, asked_secs in proptest::option::of(0u64..100_000)
        ) {
            let policy = RetryPolicy::default();
            let next = policy.next(attempt, jitter, asked_secs.map(Duration::from_secs));
            prop_assert_eq!(next.is_none(), attempt as usize >= policy.attempts());
        }

        #[test]
        fn any_schedule_can_be_jittered_without_overflow(secs: u64, jitter: u32) {
            let policy = RetryPolicy::new(vec![Duration::ZERO, Duration::from_secs(secs)]);
            prop_assert!(policy.next(1, jitter, None).is_some());
        }
    }
}
