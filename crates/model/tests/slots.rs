//! What is promised to a visitor: opening hours as configured, slots that are open, in the future
//! and on clocks that show them.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use leadgate_model::Problem;
use leadgate_model::time::brussels::{Local, to_local, to_unix};
use leadgate_model::time::holidays::is_public_holiday;
use leadgate_model::time::slot::{
    SLOT_DAYS_AHEAD, SLOT_GRACE_LEFT_SECONDS, SLOT_GRACE_SECONDS, offers,
};
use leadgate_model::time::{
    CallSlot, Date, DateTime, DayPart, HoursError, OpeningHours, SlotChoice, Weekday,
};
use proptest::prelude::*;

/// The moment at which Brussels' clocks show this (the later one, if twice).
fn at(local: &str) -> i64 {
    to_unix(DateTime::parse(local).unwrap()).last().unwrap()
}

fn hours(text: &str) -> OpeningHours {
    OpeningHours::parse(text).unwrap()
}

fn resolve(choice: &str, now: &str, hours: &OpeningHours) -> Result<String, Problem> {
    let slot = SlotChoice::parse(choice)?.resolve(at(now), hours)?;
    Ok(slot.to_string())
}

#[track_caller]
fn check(choice: &str, now: &str, open: &str, expected: Result<&str, Problem>) {
    let found = resolve(choice, now, &hours(open));
    assert_eq!(found.as_deref(), expected.as_ref().copied());
}

const WEEK: &str = "mon-fri 09:00-18:00, sat 10:00-13:00";

#[test]
fn hours_read_back_as_they_were_written() {
    for text in [
        "mon-fri 09:00-18:00",
        "mon-fri 09:00-18:00, sat 10:00-13:00",
        "mon 09:00-18:00, tue-wed 10:00-18:00, fri-sun 00:00-23:59",
        "sun 10:00-10:15",
    ] {
        assert_eq!(hours(text).to_string(), text);
    }
    let untidy = hours(" sat 10:00-13:00,mon-thu  09:00 - 18:00 , fri 09:00-18:00 ");
    assert_eq!(untidy, hours(WEEK));
    assert_eq!(OpeningHours::default().to_string(), "mon-fri 09:00-18:00");
}

#[test]
fn hours_that_mean_nothing_are_refused() {
    let day = Weekday::Wednesday;
    for (text, error) in [
        ("", HoursError::Empty),
        ("  ", HoursError::Empty),
        ("mon-fri", HoursError::Form { entry: 1 }),
        ("mon 09:00", HoursError::Form { entry: 1 }),
        ("mon 09:00-18:00,", HoursError::Form { entry: 2 }),
        ("09:00-18:00 mon", HoursError::Day { entry: 1 }),
        (
            "mon 09:00-18:00, lun 09:00-18:00",
            HoursError::Day { entry: 2 },
        ),
        ("mon-tue-wed 09:00-18:00", HoursError::Day { entry: 1 }),
        (
            "sat-mon 09:00-18:00",
            HoursError::DaysBackwards { entry: 1 },
        ),
        ("mon 9:00-18:00", HoursError::Time { entry: 1 }),
        ("mon 09:00-24:00", HoursError::Time { entry: 1 }),
        ("mon 09:60-18:00", HoursError::Time { entry: 1 }),
        ("mon 18:00-09:00", HoursError::TooShort { entry: 1 }),
        ("mon 09:00-09:00", HoursError::TooShort { entry: 1 }),
        ("mon 09:00-09:14", HoursError::TooShort { entry: 1 }),
        (
            "mon-wed 09:00-18:00, wed 19:00-20:00",
            HoursError::DayTwice { day },
        ),
    ] {
        assert_eq!(OpeningHours::parse(text), Err(error), "{text}");
        assert!(!error.to_string().is_empty());
    }
}

#[test]
fn nobody_answers_on_a_holiday() {
    let (monday, friday) = (
        Date::new(2026, 5, 25).unwrap(),
        Date::new(2026, 12, 25).unwrap(),
    );
    let week = OpeningHours::default();
    assert_eq!(week.on_weekday(monday.weekday()), Some((540, 1080)));
    assert_eq!(week.on(monday), None);
    assert_eq!(week.on(friday), None);
    assert_eq!(week.on(monday.add_days(1)), Some((540, 1080)));
}

#[test]
fn as_soon_as_possible_is_now_while_somebody_answers() {
    let until_closing = Ok("2026-11-23 10:07:00/2026-11-23 18:00:00");
    check("", "2026-11-23 10:06:01", WEEK, until_closing);
    check("", "2026-11-23 10:07:00", WEEK, until_closing);
    let last_quarter = Ok("2026-11-23 17:45:00/2026-11-23 18:00:00");
    check("", "2026-11-23 17:45:00", WEEK, last_quarter);
}

#[test]
fn as_soon_as_possible_is_the_next_opening_otherwise() {
    let (friday, saturday, monday) = (
        Ok("2026-11-20 09:00:00/2026-11-20 18:00:00"),
        Ok("2026-11-21 10:00:00/2026-11-21 13:00:00"),
        Ok("2026-11-23 09:00:00/2026-11-23 18:00:00"),
    );
    check("", "2026-11-20 08:00:00", WEEK, friday);
    check("", "2026-11-20 17:45:01", WEEK, saturday);
    check("", "2026-11-21 13:00:00", WEEK, monday);
    check("", "2026-11-22 23:59:59", WEEK, monday);
    // Christmas on a Friday, a Saturday that is open.
    let boxing_day = Ok("2026-12-26 10:00:00/2026-12-26 13:00:00");
    check("", "2026-12-24 18:00:00", WEEK, boxing_day);
}

#[test]
fn two_holidays_in_a_row_on_the_only_open_weekday_are_waited_out() {
    let expected = Ok("2027-01-08 09:00:00/2027-01-08 18:00:00");
    check("", "2026-12-18 18:00:00", "fri 09:00-18:00", expected);
}

#[test]
fn a_part_of_the_day_is_the_next_one_that_is_open() {
    let (today, later, tomorrow) = (
        Ok("2026-11-19 12:00:00/2026-11-19 17:00:00"),
        Ok("2026-11-19 16:45:00/2026-11-19 17:00:00"),
        Ok("2026-11-20 12:00:00/2026-11-20 17:00:00"),
    );
    check("afternoon", "2026-11-19 08:00:00", WEEK, today);
    check("afternoon", "2026-11-19 16:44:30", WEEK, later);
    check("afternoon", "2026-11-19 16:45:30", WEEK, tomorrow);
    // On Saturdays the opening hours leave an hour of it.
    let saturday = Ok("2026-11-21 12:00:00/2026-11-21 13:00:00");
    check(" afternoon ", "2026-11-20 17:00:00", WEEK, saturday);
    let evening = Ok("2026-11-19 17:00:00/2026-11-19 18:00:00");
    check("evening", "2026-11-19 12:00:00", WEEK, evening);
}

#[test]
fn a_part_that_is_never_open_is_neither_offered_nor_promised() {
    let early = hours("mon-fri 08:00-12:10");
    assert!(DayPart::offered(&early).eq([DayPart::Morning]));
    for part in ["afternoon", "evening"] {
        check(
            part,
            "2026-11-19 08:00:00",
            "mon-fri 08:00-12:10",
            Err(Problem::SlotClosed),
        );
    }
    assert!(DayPart::offered(&OpeningHours::default()).eq(DayPart::ALL));
    let night = hours("mon-sun 21:00-23:00");
    assert_eq!(DayPart::offered(&night).count(), 0);
}

#[test]
fn a_dated_slot_is_kept_or_refused() {
    let now = "2026-11-19 12:00:00";
    let good = "2026-11-20 09:00:00/2026-11-20 11:00:00";
    check(good, now, WEEK, Ok(good));
    let all_day = "2026-11-20 09:00:00/2026-11-20 18:00:00";
    check(all_day, now, WEEK, Ok(all_day));
    let too_far = Problem::SlotTooFar {
        days: SLOT_DAYS_AHEAD,
    };
    for (slot, problem) in [
        ("2026-11-20 09:00:00", Problem::SlotUnknown),
        (
            "2026-11-20T09:00:00/2026-11-20T11:00:00",
            Problem::SlotUnknown,
        ),
        (
            "2026-11-20 11:00:00/2026-11-20 09:00:00",
            Problem::SlotUnknown,
        ),
        (
            "2026-11-20 09:00:00/2026-11-20 09:00:00",
            Problem::SlotUnknown,
        ),
        (
            "2026-11-20 09:00:00/2026-11-23 11:00:00",
            Problem::SlotUnknown,
        ),
        (
            "2026-11-20 08:59:59/2026-11-20 11:00:00",
            Problem::SlotClosed,
        ),
        (
            "2026-11-20 16:00:00/2026-11-20 18:00:01",
            Problem::SlotClosed,
        ),
        (
            "2026-11-21 09:00:00/2026-11-21 11:00:00",
            Problem::SlotClosed,
        ),
        (
            "2026-11-22 10:00:00/2026-11-22 11:00:00",
            Problem::SlotClosed,
        ),
        ("2026-11-18 09:00:00/2026-11-18 11:00:00", Problem::SlotPast),
        ("2026-11-19 09:00:00/2026-11-19 11:00:00", Problem::SlotPast),
        ("2026-11-19 11:00:00/2026-11-19 13:00:00", Problem::SlotPast),
        ("2026-12-04 09:00:00/2026-12-04 11:00:00", too_far),
        ("9999-12-31 09:00:00/9999-12-31 11:00:00", too_far),
    ] {
        check(slot, now, WEEK, Err(problem));
    }
    let last_day = "2026-12-03 09:00:00/2026-12-03 11:00:00";
    check(last_day, now, WEEK, Ok(last_day));
    let holiday = "2026-12-25 09:00:00/2026-12-25 11:00:00";
    check(
        holiday,
        "2026-12-24 12:00:00",
        WEEK,
        Err(Problem::SlotClosed),
    );
}

#[test]
fn a_slot_that_began_while_the_form_was_sent_is_kept_for_ten_minutes() {
    let slot = "2026-11-20 09:00:00/2026-11-20 11:00:00";
    check(slot, "2026-11-20 09:10:00", WEEK, Ok(slot));
    check(slot, "2026-11-20 09:10:01", WEEK, Err(Problem::SlotPast));
    let short = "2026-11-20 09:00:00/2026-11-20 09:35:00";
    check(short, "2026-11-20 09:05:00", WEEK, Ok(short));
    check(short, "2026-11-20 09:05:01", WEEK, Err(Problem::SlotPast));
}

#[test]
fn on_the_nights_when_clocks_change_only_times_that_exist_are_promised() {
    let always = "mon-sun 00:00-23:59";
    // Summer begins (a year in which that Sunday is not Easter).
    let gap = "2026-03-29 02:30:00/2026-03-29 04:00:00";
    check(
        gap,
        "2026-03-28 12:00:00",
        always,
        Err(Problem::SlotUnknown),
    );
    let gap = "2026-03-29 01:00:00/2026-03-29 02:00:00";
    check(
        gap,
        "2026-03-28 12:00:00",
        always,
        Err(Problem::SlotUnknown),
    );
    let after = Ok("2026-03-29 03:00:00/2026-03-29 23:59:00");
    check("", "2026-03-29 01:59:30", always, after);
    let from_gap = Ok("2026-03-29 03:00:00/2026-03-29 06:00:00");
    check("", "2026-03-28 12:00:00", "sun 02:30-06:00", from_gap);
    // Open in the hour that does not come: the next Sunday is Easter, so the one after.
    let in_gap = Ok("2026-04-12 02:10:00/2026-04-12 02:50:00");
    check("", "2026-03-28 12:00:00", "sun 02:10-02:50", in_gap);
    // Summer ends: 02:30 comes a second time.
    let twice = "2026-10-25 02:30:00/2026-10-25 04:00:00";
    let first_time = at("2026-10-25 02:50:00") - 3600;
    let choice = SlotChoice::parse(twice).unwrap();
    let found = choice.resolve(first_time, &hours(always)).unwrap();
    assert_eq!(found.to_string(), twice);
}

#[test]
fn offers_are_slots_of_two_hours_and_a_fitting_last_one() {
    let texts = |now, open, days| -> Vec<String> {
        let slots = offers(at(now), &hours(open), days).into_iter();
        slots
            .map(|slot| {
                let (from, until) = (slot.from, slot.until.to_string());
                format!("{from}-{}", &until[11..16])
            })
            .collect()
    };
    assert_eq!(
        texts("2026-11-20 14:30:01", WEEK, 2),
        [
            "2026-11-20 17:00:00-18:00",
            "2026-11-21 10:00:00-12:00",
            "2026-11-21 12:00:00-13:00"
        ]
    );
    assert_eq!(
        texts("2026-11-20 17:00:00", "mon-fri 09:00-17:30", 1),
        [
            "2026-11-23 09:00:00-11:00",
            "2026-11-23 11:00:00-13:00",
            "2026-11-23 13:00:00-15:00",
            "2026-11-23 15:00:00-17:30"
        ]
    );
    let last_day = Date::parse("2026-11-20").unwrap().add_days(14);
    let many = offers(at("2026-11-20 17:00:00"), &hours(WEEK), usize::MAX);
    assert_eq!(many.last().map(|slot| slot.from.date()), Some(last_day));
    assert!(texts("2026-11-20 17:00:00", WEEK, 0).is_empty());
}

fn some_hours() -> impl Strategy<Value = OpeningHours> {
    let day = proptest::option::of((0_u16..1439, 0_u16..1439));
    proptest::collection::vec(day, 7).prop_filter_map("closed all week", |days| {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let entry = |(name, span): (&str, Option<(u16, u16)>)| {
            let (from, until) = span.filter(|(from, until)| from + 15 <= *until)?;
            let (h, m) = (from / 60, from % 60);
            Some(format!(
                "{name} {h:02}:{m:02}-{:02}:{:02}",
                until / 60,
                until % 60
            ))
        };
        let entries: Vec<String> = names.into_iter().zip(days).filter_map(entry).collect();
        OpeningHours::parse(&entries.join(", ")).ok()
    })
}

/// Moments of the years 2024 to 2040, half of them within a day of a change of clocks.
fn some_moment() -> impl Strategy<Value = i64> {
    let change = (2024..2040, any::<bool>(), -100_000_i64..100_000);
    let near_change = change.prop_map(|(year, october, off)| {
        let month = if october { 10 } else { 3 };
        let last = Date::new(year, month, 31).unwrap();
        let sunday = last.add_days(-i64::from(last.weekday().number() % 7));
        sunday.days_since_epoch() * 86_400 + 3600 + off
    });
    prop_oneof![1_704_067_200_i64..2_240_000_000, near_change]
}

fn is_promise(slot: CallSlot, now: i64, hours: &OpeningHours) -> Result<(), TestCaseError> {
    let date = slot.from.date();
    prop_assert!(slot.from < slot.until && date == slot.until.date());
    prop_assert!(!is_public_holiday(date));
    prop_assert_ne!(to_unix(slot.from), Local::Never);
    let until = to_unix(slot.until).last();
    let until = until.ok_or_else(|| TestCaseError::fail("ends in the gap"))?;
    prop_assert!(until > now);
    let span = hours.on(date);
    prop_assert!(
        span.is_some_and(|(open, close)| open <= slot.from.minute_of_day()
            && (slot.until.minute_of_day(), slot.until.second()) <= (close, 0))
    );
    Ok(())
}

proptest! {
    #[test]
    fn hours_survive_their_text(hours in some_hours()) {
        prop_assert_eq!(OpeningHours::parse(&hours.to_string()), Ok(hours));
    }

    #[test]
    fn a_choice_without_a_date_is_promised_soon(now in some_moment(), hours in some_hours()) {
        let soon = SlotChoice::Soon.resolve(now, &hours).unwrap();
        is_promise(soon, now, &hours)?;
        prop_assert!(to_unix(soon.from).last() >= Some(now));
        for part in DayPart::ALL {
            let offered = DayPart::offered(&hours).any(|one| one == part);
            let found = SlotChoice::Part(part).resolve(now, &hours);
            prop_assert_eq!(found.is_ok(), offered);
            if let Ok(slot) = found {
                is_promise(slot, now, &hours)?;
                prop_assert!(to_unix(slot.from).last() >= Some(now));
                prop_assert!(slot.from >= soon.from);
                let (from, until) = part.window();
                prop_assert!(slot.from.minute_of_day() >= from);
                prop_assert!(slot.until.minute_of_day() <= until);
            }
        }
    }

    #[test]
    fn what_is_offered_is_accepted_even_half_an_hour_later(
        now in some_moment(), hours in some_hours(), days in 0_usize..20, later in 0_i64..=2400,
    ) {
        let slots = offers(now, &hours, days);
        prop_assert!(slots.windows(2).all(|pair| pair[0].until <= pair[1].from));
        for slot in slots {
            is_promise(slot, now, &hours)?;
            prop_assert!(to_unix(slot.from).last() >= Some(now + 1800));
            let choice = SlotChoice::parse(&slot.to_string());
            prop_assert_eq!(choice, Ok(SlotChoice::Dated(slot)));
            prop_assert_eq!(SlotChoice::Dated(slot).resolve(now, &hours), Ok(slot));
            let span = slot.until.minute_of_day() - slot.from.minute_of_day();
            if later <= 1800 || span >= 40 {
                prop_assert_eq!(SlotChoice::Dated(slot).resolve(now + later, &hours), Ok(slot));
            }
        }
    }

    #[test]
    fn a_dated_slot_is_promised_only_if_it_can_be_kept(
        now in some_moment(), hours in some_hours(),
        begins in -90_000_i64..1_400_000, lasts in -600_i64..20_000,
    ) {
        let slot = CallSlot { from: to_local(now + begins), until: to_local(now + begins + lasts) };
        if let Ok(promised) = SlotChoice::Dated(slot).resolve(now, &hours) {
            prop_assert_eq!(promised, slot);
            is_promise(slot, now, &hours)?;
            let late = now - to_unix(slot.from).last().unwrap();
            let left = to_unix(slot.until).last().unwrap() - now;
            prop_assert!(late <= 0 || (late <= SLOT_GRACE_SECONDS && left >= SLOT_GRACE_LEFT_SECONDS));
        }
    }
}
