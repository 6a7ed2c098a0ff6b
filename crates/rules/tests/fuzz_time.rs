//! Whatever text arrives, the parsers of times say yes or no; and a yes has one text only.

use bolero::check;
use core::time::Duration;
use leadgate_rules::time::slot::offers;
use leadgate_rules::time::{CallSlot, Date, DateTime, OpeningHours, SlotChoice};

const SECOND: Duration = Duration::from_secs(1);

/// A good text with some bytes replaced, put in or left out: random text alone is never nearly
/// right.
fn nearly(texts: &[&str], which: u8, changes: &[(u8, u8, u8)]) -> String {
    let mut bytes = texts[usize::from(which) % texts.len()].as_bytes().to_vec();
    for (place, how, byte) in changes {
        let place = usize::from(*place) % (bytes.len() + 1);
        let near = match how % 5 {
            0 | 1 => b'0' + byte % 10,
            2 => b"-: ,/"[usize::from(*byte) % 5],
            _ => *byte,
        };
        match how % 3 {
            0 => bytes.insert(place, near),
            1 if place < bytes.len() => drop(bytes.remove(place)),
            _ => {
                if let Some(old) = bytes.get_mut(place) {
                    *old = near;
                }
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn fuzz(texts: &'static [&'static str], parser: impl Fn(&str)) {
    for text in texts {
        parser(text);
    }
    let parser = std::panic::AssertUnwindSafe(parser);
    check!()
        .with_type::<(u8, Vec<(u8, u8, u8)>)>()
        .with_test_time(SECOND)
        .for_each(|(which, changes)| {
            let few = &changes[..changes.len().min(usize::from(which % 5))];
            parser(&nearly(texts, *which, few));
            parser(&nearly(texts, *which, changes));
        });
}

#[test]
fn dates_are_read_as_they_are_written() {
    fuzz(
        &["2026-11-21", "2028-02-29", "0001-01-01", "9999-12-31"],
        |text| {
            if let Some(date) = Date::parse(text) {
                assert_eq!(date.to_string(), text);
            }
        },
    );
}

#[test]
fn times_are_read_as_they_are_written() {
    fuzz(&["2026-11-21 10:00:00", "2026-03-29 02:59:59"], |text| {
        if let Some(time) = DateTime::parse(text) {
            assert_eq!(time.to_string(), text);
        }
    });
}

#[test]
fn slots_are_read_as_they_are_written_and_never_panic_when_resolved() {
    let hours = OpeningHours::default();
    let texts = &[
        "2026-11-23 09:00:00/2026-11-23 11:00:00",
        "9999-12-31 09:00:00/9999-12-31 11:00:00",
        "morning",
        "evening",
        "",
    ];
    fuzz(texts, move |text| {
        if let Some(slot) = CallSlot::parse(text) {
            assert_eq!(slot.to_string(), text);
        }
        if let Ok(choice) = SlotChoice::parse(text) {
            assert_eq!(choice.to_string(), text.trim());
            for now in [i64::MIN, 0, 1_795_258_800, 253_402_250_400, i64::MAX] {
                if let Ok(slot) = choice.resolve(now, &hours) {
                    assert_eq!(CallSlot::parse(&slot.to_string()), Some(slot));
                }
            }
        }
    });
}

#[test]
fn hours_have_one_text_only() {
    let texts = &[
        "mon-fri 09:00-18:00",
        "mon-fri 09:00-18:00, sat 10:00-13:00",
        "mon 00:00-23:59, wed 01:00-02:00, fri-sun 10:00-12:00",
    ];
    fuzz(texts, |text| {
        if let Ok(hours) = OpeningHours::parse(text) {
            let tidy = hours.to_string();
            assert_eq!(OpeningHours::parse(&tidy), Ok(hours));
            assert_eq!(hours.to_string(), tidy);
        }
    });
}

#[test]
fn any_moment_has_its_offers() {
    let hours = OpeningHours::parse("mon-sun 00:00-23:59").unwrap();
    check!()
        .with_type::<(i64, u8)>()
        .with_test_time(SECOND)
        .for_each(|(now, days)| {
            for slot in offers(*now, &hours, usize::from(*days)) {
                assert_eq!(SlotChoice::Dated(slot).resolve(*now, &hours), Ok(slot));
            }
        });
}
