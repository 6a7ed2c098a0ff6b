//! Moments as an operator types them: so long ago, a day or a time on Belgian clocks, or RFC 3339.

use leadgate_rules::time::DateTime;
use leadgate_rules::time::brussels::to_unix;

use leadgate_clock::{Clock as _, SystemClock};

/// Reads a moment, in milliseconds since 1970 (UTC).
///
/// # Errors
/// What forms there are.
pub(super) fn parse(typed: &str) -> Result<i64, String> {
    parse_at(typed, SystemClock.now_ms())
}

fn parse_at(typed: &str, now_ms: i64) -> Result<i64, String> {
    if let Some(ago_ms) = ago_ms(typed) {
        return Ok(now_ms.saturating_sub(ago_ms));
    }
    let seconds = match typed.parse::<jiff::Timestamp>() {
        Ok(moment) => Some(moment.as_second()),
        Err(_) => local(typed),
    };
    let seconds = seconds.ok_or_else(|| {
        "2d, 12h, 30m, 2026-11-18, \"2026-11-18 09:30:00\" (Belgian time) or 2026-11-18T08:30:00Z".to_owned()
    })?;
    Ok(seconds.saturating_mul(1000))
}

/// `2d`, `12h` or `30m`, in milliseconds. A day has twenty-four hours.
fn ago_ms(typed: &str) -> Option<i64> {
    let minutes = match typed.chars().last()? {
        'd' => 24 * 60,
        'h' => 60,
        'm' => 1,
        _ => return None,
    };
    let number = &typed[..typed.len() - 1];
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let number: u32 = number.parse().ok().filter(|_| is_number)?;
    Some(i64::from(number) * minutes * 60_000)
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
    fn a_moment_may_be_so_long_ago() {
        let now = 1_795_000_000_000;
        for (typed, minutes) in [
            ("2d", 2 * 24 * 60),
            ("12h", 12 * 60),
            ("30m", 30),
            ("0m", 0),
        ] {
            assert_eq!(parse_at(typed, now), Ok(now - minutes * 60_000), "{typed}");
        }
    }

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
        for wrong in [
            "",
            "d",
            "-2d",
            "2 d",
            "2w",
            "yesterday",
            "2026-13-01",
            "19/11/2026",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
