//! The breaker by table, and against what it promises for any order of tries.

use proptest::prelude::*;

use super::*;

const SETTINGS: BreakerSettings = BreakerSettings {
    failures: 3,
    probe_every: Duration::from_secs(30),
};

const fn at(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// A breaker that has just opened, at 0.
fn open(sign: Sign) -> Breaker {
    let mut breaker = Breaker::new(SETTINGS);
    while breaker.ended(sign, false, at(0)).is_none() {}
    breaker
}

#[test]
fn it_opens_after_so_many_failures_in_a_row_and_no_sooner() {
    let mut breaker = Breaker::new(SETTINGS);
    for sign in [Sign::Down, Sign::Down, Sign::Up, Sign::Down, Sign::Down] {
        assert_eq!(breaker.ended(sign, false, at(0)), None);
        assert_eq!(breaker.leave(at(0)), Leave::Any);
    }
    let opened = breaker.ended(Sign::Down, false, at(1));
    assert_eq!(opened, Some(Change::Opened(Cause::Down)));
    assert_eq!(breaker.leave(at(1)), Leave::NotBefore(at(6)));
}

#[test]
fn one_probe_at_a_time_is_let_through_and_closes_it() {
    let mut breaker = open(Sign::Down);
    assert_eq!(breaker.leave(at(5)), Leave::Probe);
    assert!(breaker.begun());
    assert_eq!(breaker.leave(at(5)), Leave::AfterProbe);
    let closed = breaker.ended(Sign::Up, true, at(6));
    assert_eq!(closed, Some(Change::Closed(Cause::Down)));
    assert_eq!(breaker.leave(at(6)), Leave::Any);
    assert!(!breaker.begun(), "an ordinary try");
}

#[test]
fn what_may_be_let_in_now_is_asked_at_once_and_once() {
    for sign in [Sign::Down, Sign::WrongCredentials] {
        let mut breaker = open(sign);
        breaker.ask_at_once();
        assert_eq!(breaker.leave(at(0)), Leave::Probe);
        assert!(breaker.begun());
        breaker.ask_at_once();
        assert_eq!(breaker.leave(at(0)), Leave::AfterProbe);
    }
    let mut closed = Breaker::new(SETTINGS);
    closed.ask_at_once();
    assert_eq!(closed.leave(at(0)), Leave::Any);
}

#[test]
fn a_crm_that_stays_down_is_probed_ever_less_often_up_to_a_bound() {
    let mut breaker = open(Sign::Down);
    let mut now = at(0);
    let mut waits = Vec::new();
    for _ in 0..5 {
        let Leave::NotBefore(until) = breaker.leave(now) else {
            panic!("open");
        };
        waits.push((until - now).as_secs());
        now = until;
        assert!(breaker.begun());
        assert_eq!(breaker.ended(Sign::Down, true, now), None, "known already");
    }
    assert_eq!(waits, [5, 10, 20, 30, 30]);
}

#[test]
fn wrong_credentials_open_it_at_once() {
    let mut breaker = open(Sign::WrongCredentials);
    assert_eq!(breaker.cause(), Some(Cause::WrongCredentials));
    assert_eq!(breaker.leave(at(29)), Leave::NotBefore(at(30)));
    assert!(breaker.begun());
    let refused = breaker.ended(Sign::WrongCredentials, true, at(30));
    assert_eq!(refused, None, "said once");
    assert_eq!(breaker.leave(at(60)), Leave::Probe);
    assert!(breaker.begun());
    // It is down as well: whether it knows us now nobody can say.
    assert_eq!(breaker.ended(Sign::Down, true, at(60)), None);
    assert_eq!(breaker.cause(), Some(Cause::WrongCredentials));
}

#[test]
fn a_crm_that_is_back_and_does_not_know_us_is_news() {
    let mut breaker = open(Sign::Down);
    assert!(breaker.begun());
    let change = breaker.ended(Sign::WrongCredentials, true, at(5));
    assert_eq!(change, Some(Change::Opened(Cause::WrongCredentials)));
}

#[test]
fn tries_from_before_it_opened_end_nothing_but_the_outage() {
    let mut breaker = open(Sign::Down);
    assert!(breaker.begun());
    assert_eq!(breaker.ended(Sign::Down, false, at(5)), None);
    assert_eq!(breaker.leave(at(5)), Leave::AfterProbe, "it still counts");
    let closed = breaker.ended(Sign::Up, false, at(5));
    assert_eq!(closed, Some(Change::Closed(Cause::Down)));
}

#[test]
fn a_probe_that_finds_nothing_out_is_followed_by_another() {
    let mut breaker = open(Sign::Down);
    assert!(breaker.begun());
    breaker.undecided();
    assert_eq!(breaker.leave(at(5)), Leave::Probe);
}

/// What may happen to a lane.
#[derive(Clone, Copy, Debug)]
enum Step {
    Pass(u64),
    Begin,
    End(usize, Option<Sign>),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let sign = prop_oneof![
        3 => Just(Some(Sign::Down)),
        2 => Just(Some(Sign::Up)),
        1 => Just(Some(Sign::WrongCredentials)),
        1 => Just(None),
    ];
    let step = prop_oneof![
        (0..20u64).prop_map(Step::Pass),
        Just(Step::Begin),
        (any::<usize>(), sign).prop_map(|(which, sign)| Step::End(which, sign)),
    ];
    prop::collection::vec(step, 0..120)
}

proptest! {
    /// As a lane does it: ask for leave, begin, end in any order.
    #[test]
    fn it_never_locks_out_a_crm_and_never_floods_one_that_is_down(steps in steps()) {
        let mut breaker = Breaker::new(SETTINGS);
        let mut now = Duration::ZERO;
        let mut under_way: Vec<bool> = Vec::new();
        for step in steps {
            match step {
                Step::Pass(seconds) => now += at(seconds),
                Step::Begin => match breaker.leave(now) {
                    Leave::Any | Leave::Probe => under_way.push(breaker.begun()),
                    // Time or the probe's end brings it about, within bounds.
                    Leave::NotBefore(until) => {
                        prop_assert!(until > now && until <= now + SETTINGS.probe_every);
                    }
                    Leave::AfterProbe => prop_assert!(under_way.contains(&true)),
                },
                Step::End(which, sign) if !under_way.is_empty() => {
                    let was_probe = under_way.swap_remove(which % under_way.len());
                    let before = breaker.cause();
                    let change = match sign {
                        Some(sign) => breaker.ended(sign, was_probe, now),
                        None => {
                            if was_probe {
                                breaker.undecided();
                            }
                            None
                        }
                    };
                    // Whoever hears the changes alone knows the state.
                    match change {
                        None => prop_assert_eq!(breaker.cause(), before),
                        Some(Change::Opened(cause)) => {
                            prop_assert_eq!(breaker.cause(), Some(cause));
                            prop_assert_ne!(before, Some(cause));
                        }
                        Some(Change::Closed(cause)) => {
                            prop_assert_eq!(breaker.cause(), None);
                            prop_assert_eq!(before, Some(cause));
                        }
                    }
                    if sign == Some(Sign::Up) {
                        prop_assert_eq!(breaker.leave(now), Leave::Any);
                    }
                }
                Step::End(..) => {}
            }
        }
    }
}
