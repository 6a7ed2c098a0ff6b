//! What holds for every promise, at any moment and with any opening hours.

use leadgate_rules::time::brussels::{Local, to_local, to_unix};
use leadgate_rules::time::holidays::is_public_holiday;
use leadgate_rules::time::slot::{SLOT_GRACE_LEFT_SECONDS, SLOT_GRACE_SECONDS, offers};
use leadgate_rules::time::{CallSlot, Date, DayPart, OpeningHours, SlotChoice};
use proptest::prelude::*;

use super::opening::some_hours;

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
