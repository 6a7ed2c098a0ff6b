//! A duration as people write it: `0s`, `15s`, `5m`, `2h`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Deserializer};

/// A duration in whole seconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wait(pub Duration);

/// The text is no duration.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoWait;

impl FromStr for Wait {
    type Err = NoWait;

    fn from_str(text: &str) -> Result<Self, NoWait> {
        let (number, seconds) = [("s", 1), ("m", 60), ("h", 3600)]
            .into_iter()
            .find_map(|(unit, seconds)| Some((text.strip_suffix(unit)?, seconds)))
            .ok_or(NoWait)?;
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NoWait);
        }
        let number: u64 = number.parse().map_err(|_| NoWait)?;
        let seconds = number.checked_mul(seconds).ok_or(NoWait)?;
        Ok(Self(Duration::from_secs(seconds)))
    }
}

impl fmt::Debug for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for Wait {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|NoWait| {
            serde::de::Error::custom("must be a number and a unit, such as 0s, 15s, 5m or 2h")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_whole_seconds_minutes_or_hours() {
        let seconds = |text: &str| text.parse::<Wait>().map(|wait| wait.0.as_secs());
        assert_eq!(seconds("0s"), Ok(0));
        assert_eq!(seconds("15s"), Ok(15));
        assert_eq!(seconds("5m"), Ok(300));
        assert_eq!(seconds("10h"), Ok(36_000));
        for wrong in [
            "",
            "5",
            "s",
            "-1s",
            "+1s",
            "1.5h",
            "1 h",
            "1d",
            "5ms",
            "99999999999999999999s",
            "18446744073709551615h",
        ] {
            assert_eq!(seconds(wrong), Err(NoWait), "{wrong}");
        }
    }
}
