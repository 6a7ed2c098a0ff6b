//! Moments as an operator types them: a day or a time on Belgian clocks, or RFC 3339.

use leadgate_model::time::DateTime;
use leadgate_model::time::brussels::to_unix;

/// Reads a moment, in milliseconds since 1970 (UTC).
///
/// # Errors
/// What forms there are.
pub(super) fn parse(typed: &str) -> Result<i64, String> {
    let seconds = match typed.parse::<jiff::Timestamp>() {
        Ok(moment) => Some(moment.as_second()),
        Err(_) => local(typed),
    };
    let seconds = seconds.ok_or_else(|| {
        "2026-11-18, \"2026-11-18 09:30:00\" (Belgian time) or 2026-11-18T08:30:00Z".to_owned()
    })?;
    Ok(seconds.saturating_mul(1000))
}

/// A day begins at midnight.
fn local(typed: &str) -> Option<i64> {
    let time = match typed.len() {
        10 => format!("{typed} 00:00:00"),
        _ => typed.to_owned(),
    };
    to_unix(DateTime::parse(&time)?).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_a_time_or_rfc_3339() {
        let midnight = 1_795_042_800_000; // 2026-11-18 23:00:00 UTC
        for typed in [
            "2026-11-19",
            "2026-11-19 00:00:00",
            "2026-11-18T23:00:00Z",
            "2026-11-19T00:00:00+01:00",
        ] {
            assert_eq!(parse(typed), Ok(midnight), "{typed}");
        }
        for wrong in ["", "yesterday", "2026-13-01", "19/11/2026"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
