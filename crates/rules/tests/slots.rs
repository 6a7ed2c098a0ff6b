//! What is promised to a visitor: slots that are open, in the future and on clocks that show them.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

#[path = "slots/opening.rs"]
mod opening;
#[path = "slots/promises.rs"]
mod promises;

use leadgate_rules::FieldProblem;
use leadgate_rules::time::brussels::to_unix;
use leadgate_rules::time::slot::{SLOT_DAYS_AHEAD, offers};
use leadgate_rules::time::{Date, DateTime, DayPart, OpeningHours, SlotChoice};

/// The moment at which Brussels' clocks show this (the later one, if twice).
fn at(local: &str) -> i64 {
    to_unix(DateTime::parse(local).unwrap()).last().unwrap()
}

fn hours(text: &str) -> OpeningHours {
    OpeningHours::parse(text).unwrap()
}

fn resolve(choice: &str, now: &str, hours: &OpeningHours) -> Result<String, FieldProblem> {
    let slot = SlotChoice::parse(choice)?.resolve(at(now), hours)?;
    Ok(slot.to_string())
}

#[track_caller]
fn check(choice: &str, now: &str, open: &str, expected: Result<&str, FieldProblem>) {
    let found = resolve(choice, now, &hours(open));
    assert_eq!(found.as_deref(), expected.as_ref().copied());
}

const WEEK: &str = "mon-fri 09:00-18:00, sat 10:00-13:00";

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
            Err(FieldProblem::SlotClosed),
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
    let too_far = FieldProblem::SlotTooFar {
        days: SLOT_DAYS_AHEAD,
    };
    for (slot, problem) in [
        ("2026-11-20 09:00:00", FieldProblem::SlotUnknown),
        (
            "2026-11-20T09:00:00/2026-11-20T11:00:00",
            FieldProblem::SlotUnknown,
        ),
        (
            "2026-11-20 11:00:00/2026-11-20 09:00:00",
            FieldProblem::SlotUnknown,
        ),
        (
            "2026-11-20 09:00:00/2026-11-20 09:00:00",
            FieldProblem::SlotUnknown,
        ),
        (
            "2026-11-20 09:00:00/2026-11-23 11:00:00",
            FieldProblem::SlotUnknown,
        ),
        (
            "2026-11-20 08:59:59/2026-11-20 11:00:00",
            FieldProblem::SlotClosed,
        ),
        (
            "2026-11-20 16:00:00/2026-11-20 18:00:01",
            FieldProblem::SlotClosed,
        ),
        (
            "2026-11-21 09:00:00/2026-11-21 11:00:00",
            FieldProblem::SlotClosed,
        ),
        (
            "2026-11-22 10:00:00/2026-11-22 11:00:00",
            FieldProblem::SlotClosed,
        ),
        (
            "2026-11-18 09:00:00/2026-11-18 11:00:00",
            FieldProblem::SlotPast,
        ),
        (
            "2026-11-19 09:00:00/2026-11-19 11:00:00",
            FieldProblem::SlotPast,
        ),
        (
            "2026-11-19 11:00:00/2026-11-19 13:00:00",
            FieldProblem::SlotPast,
        ),
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
        Err(FieldProblem::SlotClosed),
    );
}

#[test]
fn a_slot_that_began_while_the_form_was_sent_is_kept_for_ten_minutes() {
    let slot = "2026-11-20 09:00:00/2026-11-20 11:00:00";
    check(slot, "2026-11-20 09:10:00", WEEK, Ok(slot));
    check(
        slot,
        "2026-11-20 09:10:01",
        WEEK,
        Err(FieldProblem::SlotPast),
    );
    let short = "2026-11-20 09:00:00/2026-11-20 09:35:00";
    check(short, "2026-11-20 09:05:00", WEEK, Ok(short));
    check(
        short,
        "2026-11-20 09:05:01",
        WEEK,
        Err(FieldProblem::SlotPast),
    );
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
        Err(FieldProblem::SlotUnknown),
    );
    let gap = "2026-03-29 01:00:00/2026-03-29 02:00:00";
    check(
        gap,
        "2026-03-28 12:00:00",
        always,
        Err(FieldProblem::SlotUnknown),
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
