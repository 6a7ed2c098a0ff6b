//! Times as people and other programs read them.

/// Milliseconds since 1970 (UTC) in RFC 3339, to the second.
#[must_use]
pub fn rfc3339(at_ms: i64) -> String {
    let seconds = jiff::Timestamp::from_second(at_ms.div_euclid(1000));
    seconds.map_or_else(|_| String::new(), |at| at.to_string())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_time_is_written_to_the_second() {
        assert_eq!(super::rfc3339(1_795_000_000_999), "2026-11-18T11:06:40Z");
    }
}
