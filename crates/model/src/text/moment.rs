//! Days and hours in words.

use super::{Text, decimal};
use crate::Lang;
use leadgate_rules::time::{CallSlot, Date, DateTime};

/// The day of a date in words: `dinsdag 24 november`, `Tuesday 24 November`.
#[must_use]
pub fn day(date: Date, lang: Lang) -> String {
    let weekday = Text::Weekdays.nth(date.weekday().number() - 1, lang);
    let month = Text::Months.nth(date.month() - 1, lang);
    let after_day = if lang == Lang::De { ". " } else { " " };
    let first_of_month = lang == Lang::Fr && date.day() == 1;
    let number = if first_of_month {
        "1er".to_owned()
    } else {
        decimal(date.day().into())
    };
    [weekday, " ", &number, after_day, month].concat()
}

/// The hour of a moment on the clock: `14:00`, in French `14 h 00`.
#[must_use]
pub fn clock(moment: DateTime, lang: Lang) -> String {
    let hour = decimal(moment.hour().into());
    let minute = decimal(moment.minute().into());
    let zero = if moment.minute() < 10 { "0" } else { "" };
    let separator = if lang == Lang::Fr {
        "\u{a0}h\u{a0}"
    } else {
        ":"
    };
    [hour.as_str(), separator, zero, &minute].concat()
}

/// A slot's hours on one day: `14:00–16:00`.
#[must_use]
pub fn span(slot: CallSlot, lang: Lang) -> String {
    [
        &clock(slot.from, lang),
        "–",
        clock(slot.until, lang).as_str(),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_as_people_write_them() {
        let date = Date::new(2026, 11, 24).unwrap();
        assert_eq!(day(date, Lang::Nl), "dinsdag 24 november");
        assert_eq!(day(date, Lang::Fr), "mardi 24 novembre");
        assert_eq!(day(date, Lang::En), "Tuesday 24 November");
        assert_eq!(day(date, Lang::De), "Dienstag, 24. November");
        assert_eq!(
            day(Date::new(2026, 12, 1).unwrap(), Lang::Fr),
            "mardi 1er décembre"
        );
    }
}
