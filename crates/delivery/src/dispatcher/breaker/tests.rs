//! The breaker by table, and against what it promises for any order of attempts.

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
fn open(signal: HealthSignal) -> Breaker {
    let mut breaker = Breaker::new(SETTINGS);
    while breaker.ended(signal, false, at(0)).is_none() {}
    breaker
}

#[test]
fn it_opens_after_so_many_failures_in_a_row_and_no_sooner() {
    let mut breaker = Breaker::new(SETTINGS);
    for signal in [
        HealthSignal::Down,
        HealthSignal::Down,
        HealthSignal::Up,
        HealthSignal::Down,
        HealthSignal::Down,
    ] {
        assert_eq!(breaker.ended(signal, false, at(0)), None);
        assert_eq!(breaker.admission(at(0)), Admission::Any);
    }
    let opened = breaker.ended(HealthSignal::Down, false, at(1));
    assert_eq!(opened, Some(Transition::Opened(Cause::Down)));
    assert_eq!(breaker.admission(at(1)), Admission::NotBefore(at(6)));
}

#[test]
fn one_probe_at_a_time_is_let_through_and_closes_it() {
    let mut breaker = open(HealthSignal::Down);
    assert_eq!(breaker.admission(at(5)), Admission::Probe);
    assert!(breaker.begun());
    assert_eq!(breaker.admission(at(5)), Admission::AfterProbe);
    let closed = breaker.ended(HealthSignal::Up, true, at(6));
    assert_eq!(closed, Some(Transition::Closed(Cause::Down)));
    assert_eq!(breaker.admission(at(6)), Admission::Any);
    assert!(!breaker.begun(), "an ordinary attempt");
}

#[test]
fn what_may_be_let_in_now_is_asked_at_once_and_once() {
    for signal in [HealthSignal::Down, HealthSignal::WrongCredentials] {
        let mut breaker = open(signal);
        breaker.ask_at_once();
        assert_eq!(breaker.admission(at(0)), Admission::Probe);
        assert!(breaker.begun());
        breaker.ask_at_once();
        assert_eq!(breaker.admission(at(0)), Admission::AfterProbe);
    }
    let mut closed = Breaker::new(SETTINGS);
    closed.ask_at_once();
    assert_eq!(closed.admission(at(0)), Admission::Any);
}

#[test]
fn a_crm_that_stays_down_is_probed_ever_less_often_up_to_a_bound() {
    let mut breaker = open(HealthSignal::Down);
    let mut now = at(0);
    let mut waits = Vec::new();
    for _ in 0..5 {
        let Admission::NotBefore(until) = breaker.admission(now) else {
            panic!("open");
        };
        waits.push((until - now).as_secs());
        now = until;
        assert!(breaker.begun());
        assert_eq!(
            breaker.ended(HealthSignal::Down, true, now),
            None,
            "known already"
        );
    }
    assert_eq!(waits, [5, 10, 20, 30, 30]);
}

#[test]
fn wrong_credentials_open_it_at_once() {
    let mut breaker = open(HealthSignal::WrongCredentials);
    assert_eq!(breaker.cause(), Some(Cause::WrongCredentials));
    assert_eq!(breaker.admission(at(29)), Admission::NotBefore(at(30)));
    assert!(breaker.begun());
    let refused = breaker.ended(HealthSignal::WrongCredentials, true, at(30));
    assert_eq!(refused, None, "said once");
    assert_eq!(breaker.admission(at(60)), Admission::Probe);
    assert!(breaker.begun());
    // It is down as well: whether it knows us now nobody can say.
    assert_eq!(breaker.ended(HealthSignal::Down, true, at(60)), None);
    assert_eq!(breaker.cause(), Some(Cause::WrongCredentials));
}

#[test]
fn a_crm_that_is_back_and_does_not_know_us_is_news() {
    let mut breaker = open(HealthSignal::Down);
    assert!(breaker.begun());
    let transition = breaker.ended(HealthSignal::WrongCredentials, true, at(5));
    assert_eq!(
        transition,
        Some(Transition::Opened(Cause::WrongCredentials))
    );
}

#[test]
fn attempts_from_before_it_opened_end_nothing_but_the_outage() {
    let mut breaker = open(HealthSignal::Down);
    assert!(breaker.begun());
    assert_eq!(breaker.ended(HealthSignal::Down, false, at(5)), None);
    assert_eq!(
        breaker.admission(at(5)),
        Admission::AfterProbe,
        "it still counts"
    );
    let closed = breaker.ended(HealthSignal::Up, false, at(5));
    assert_eq!(closed, Some(Transition::Closed(Cause::Down)));
}

#[test]
fn a_probe_that_finds_nothing_out_is_followed_by_another() {
    let mut breaker = open(HealthSignal::Down);
    assert!(breaker.begun());
    breaker.undecided();
    assert_eq!(breaker.admission(at(5)), Admission::Probe);
}

/// What may happen to a worker.
#[derive(Clone, Copy, Debug)]
enum Step {
    Pass(u64),
    Begin,
    End(usize, Option<HealthSignal>),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let signal = prop_oneof![
        3 => Just(Some(HealthSignal::Down)),
        2 => Just(Some(HealthSignal::Up)),
        1 => Just(Some(HealthSignal::WrongCredentials)),
        1 => Just(None),
    ];
    let step = prop_oneof![
        (0..20u64).prop_map(Step::Pass),
        Just(Step::Begin),
        (any::<usize>(), signal).prop_map(|(which, signal)| Step::End(which, signal)),
    ];
    prop::collection::vec(step, 0..120)
}

proptest! {
    /// As a worker does it: ask whether an attempt may begin, begin it, end in any order.
    #[test]
    fn it_never_locks_out_a_crm_and_never_floods_one_that_is_down(steps in steps()) {
        let mut breaker = Breaker::new(SETTINGS);
        let mut now = Duration::ZERO;
        let mut under_way: Vec<bool> = Vec::new();
        for step in steps {
            match step {
                Step::Pass(seconds) => now += at(seconds),
                Step::Begin => match breaker.admission(now) {
                    Admission::Any | Admission::Probe => under_way.push(breaker.begun()),
                    // Time or the probe's end brings it about, within bounds.
                    Admission::NotBefore(until) => {
                        prop_assert!(until > now && until <= now + SETTINGS.probe_every);
                    }
                    Admission::AfterProbe => prop_assert!(under_way.contains(&true)),
                },
                Step::End(which, signal) if !under_way.is_empty() => {
                    let was_probe = under_way.swap_remove(which % under_way.len());
                    let before = breaker.cause();
                    let transition = match signal {
                        Some(signal) => breaker.ended(signal, was_probe, now),
                        None => {
                            if was_probe {
                                breaker.undecided();
                            }
                            None
                        }
                    };
                    // Whoever hears the transitions alone knows the state.
                    match transition {
                        None => prop_assert_eq!(breaker.cause(), before),
                        Some(Transition::Opened(cause)) => {
                            prop_assert_eq!(breaker.cause(), Some(cause));
                            prop_assert_ne!(before, Some(cause));
                        }
                        Some(Transition::Closed(cause)) => {
                            prop_assert_eq!(breaker.cause(), None);
                            prop_assert_eq!(before, Some(cause));
                        }
                    }
                    if signal == Some(HealthSignal::Up) {
                        prop_assert_eq!(breaker.admission(now), Admission::Any);
                    }
                }
                Step::End(..) => {}
            }
        }
    }
}
