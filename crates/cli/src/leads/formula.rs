//! Cells that a spreadsheet would compute. A lead's text is a stranger's: `=HYPERLINK(…)` as a name
//! must not run on the machine of whoever opens an export (OWASP, "CSV Injection").
//!
//! Such a cell gets an apostrophe before it, and loses it on its way back in, so that an exported
//! lead can be imported. A phone number keeps its plus sign: digits compute nothing.

use std::borrow::Cow;

/// What a formula begins with; a spreadsheet skips the last two.
const SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The cell as it may stand in a file.
pub(super) fn defused(text: &str) -> Cow<'_, str> {
    let is_number = text.strip_prefix('+').is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    // What looks defused already would lose an apostrophe of its own.
    let opening = text.trim_start_matches('\'');
    if opening.starts_with(SIGNS) && !is_number {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text of a cell that [`defused`] wrote; any other cell as it is.
pub(super) fn restored(cell: &str) -> &str {
    let inner = cell.strip_prefix('\'').unwrap_or(cell);
    if inner.trim_start_matches('\'').starts_with(SIGNS) {
        inner
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_text_and_comes_back_as_it_was() {
        for formula in [
            "=1+1", "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "+", "'=1", "''-1",
        ] {
            let cell = defused(formula);
            assert_eq!(cell, format!("'{formula}"));
            assert_eq!(restored(&cell), formula);
        }
    }

    #[test]
    fn a_phone_number_and_plain_text_stay_as_they_are() {
        for plain in ["+32470123456", "An", "'t Hof", "1-2", "", "'"] {
            assert_eq!(defused(plain), plain);
            assert_eq!(restored(plain), plain);
        }
    }

    #[test]
    fn any_text_comes_back_as_it_was() {
        bolero::check!()
            .with_test_time(std::time::Duration::from_millis(500))
            .with_type::<String>()
            .for_each(|text| assert_eq!(restored(&defused(text)), text));
    }
}
