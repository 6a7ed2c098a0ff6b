//! The `Retry-After` header: seconds, or an HTTP date. Whether to obey is the caller's decision.

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

/// How long the server asks to be left alone, if it does in a way that can be read.
///
/// A date is taken relative to the answer's own `Date`: no clock is needed, and a server whose
/// clock is wrong is still understood. Without a `Date`, a date says nothing.
pub(crate) fn read(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        return value.parse().ok().map(Duration::from_secs);
    }
    let until = date(headers, &RETRY_AFTER)?;
    let now = date(headers, &DATE)?;
    Some(until.duration_since(now).unwrap_or(Duration::ZERO))
}

fn date(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?.trim()).ok()
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn check(retry_after: &'static str, date: Option<&'static str>, seconds: Option<u64>) {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_static(retry_after));
        if let Some(date) = date {
            headers.insert(DATE, HeaderValue::from_static(date));
        }
        assert_eq!(
            read(&headers),
            seconds.map(Duration::from_secs),
            "{retry_after}"
        );
    }

    #[test]
    fn seconds_and_dates_are_read_and_nonsense_is_not() {
        let now = Some("Fri, 20 Nov 2026 12:00:00 GMT");
        check("120", None, Some(120));
        check(" 0 ", None, Some(0));
        check("Fri, 20 Nov 2026 12:01:30 GMT", now, Some(90));
        check("Fri, 20 Nov 2026 11:00:00 GMT", now, Some(0));
        check("Fri, 20 Nov 2026 12:01:30 GMT", None, None);
        check("", None, None);
        check("-5", now, None);
        check("soon", now, None);
        check("99999999999999999999999", now, None);
        assert_eq!(read(&HeaderMap::new()), None);
    }
}
