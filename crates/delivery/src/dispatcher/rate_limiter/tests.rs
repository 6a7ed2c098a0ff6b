//! The rate limiter by table, and that no order of attempts is faster than it allows.

use proptest::prelude::*;

use super::*;

const fn at(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[test]
fn without_a_limit_every_attempt_may_begin() {
    let mut rate_limiter = RateLimiter::new(None);
    assert_eq!(rate_limiter.available(7, at(0)), Ok(7));
    rate_limiter.begun();
    assert_eq!(rate_limiter.available(7, at(0)), Ok(7));
}

#[test]
fn attempts_are_spread_evenly_over_the_second() {
    let mut rate_limiter = RateLimiter::new(Some(4.0));
    assert_eq!(rate_limiter.available(3, at(0)), Ok(1));
    rate_limiter.begun();
    let next = rate_limiter.available(3, at(0)).unwrap_err();
    assert_eq!(next, at(251), "and a millisecond for rounding");
    assert_eq!(rate_limiter.available(3, next), Ok(1));
}

#[test]
fn a_fast_crm_gets_a_tenth_of_a_second_at_once() {
    let mut rate_limiter = RateLimiter::new(Some(100.0));
    assert_eq!(rate_limiter.available(64, at(0)), Ok(10));
    assert_eq!(
        rate_limiter.available(64, at(60_000)),
        Ok(10),
        "and no more after a rest"
    );
}

#[test]
fn a_crm_that_asks_to_be_left_alone_is_within_bounds() {
    let mut rate_limiter = RateLimiter::new(None);
    rate_limiter.cool_down(Duration::from_secs(7), at(1_000));
    rate_limiter.cool_down(Duration::from_secs(2), at(1_000));
    assert_eq!(rate_limiter.available(1, at(7_999)), Err(at(8_000)));
    assert_eq!(rate_limiter.available(1, at(8_000)), Ok(1));
    rate_limiter.cool_down(Duration::from_secs(3 * 24 * 3600), at(8_000));
    assert_eq!(
        rate_limiter.available(1, at(8_000)),
        Err(at(8_000) + COOL_DOWN_MAX)
    );
}

proptest! {
    #[test]
    fn no_second_has_more_attempts_than_allowed(
        per_second in 0.5f64..200.0,
        pauses in prop::collection::vec((0u64..400, 1usize..20), 1..200),
    ) {
        let mut rate_limiter = RateLimiter::new(Some(per_second));
        let mut now = Duration::ZERO;
        let mut attempts: Vec<Duration> = Vec::new();
        for (pause, wanted) in pauses {
            now += at(pause);
            if let Ok(available) = rate_limiter.available(wanted, now) {
                prop_assert!(available >= 1 && available <= wanted);
                for _ in 0..available {
                    rate_limiter.begun();
                    attempts.push(now);
                }
            }
        }
        let second = Duration::from_secs(1);
        for (from, &first) in attempts.iter().enumerate() {
            let within = attempts[from..].iter().take_while(|&&time| time < first + second).count();
            prop_assert!(within as f64 <= per_second + most(per_second) + 0.001);
        }
    }

    #[test]
    fn waiting_as_long_as_it_says_is_enough(per_second in 0.01f64..1_000.0, attempts in 1usize..30) {
        let mut rate_limiter = RateLimiter::new(Some(per_second));
        let mut now = Duration::ZERO;
        for _ in 0..attempts {
            if let Err(until) = rate_limiter.available(1, now) {
                now = until;
            }
            prop_assert_eq!(rate_limiter.available(1, now), Ok(1));
            rate_limiter.begun();
        }
    }
}
