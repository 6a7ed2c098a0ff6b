//! Opening hours as configured.

use leadgate_rules::time::{Date, HoursError, OpeningHours, Weekday};
use proptest::prelude::*;

use super::{WEEK, hours};

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

/// Hours that mean something.
pub(super) fn some_hours() -> impl Strategy<Value = OpeningHours> {
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

proptest! {
    #[test]
    fn hours_survive_their_text(hours in some_hours()) {
        prop_assert_eq!(OpeningHours::parse(&hours.to_string()), Ok(hours));
    }
}
