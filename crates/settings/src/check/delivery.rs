//! Wrong numbers about delivering.

use std::time::Duration;

use super::{ConfigError, fail};
use crate::Settings;

/// The longest wait between two attempts: what is put off for longer is forgotten by everybody else.
const WAIT_MAX: Duration = Duration::from_secs(24 * 3600);

/// The longest time between two probes, in seconds: a CRM that is back must not stay unused.
const PROBE_MAX_SECONDS: u64 = 3600;

pub(super) fn check(settings: &Settings) -> Result<(), ConfigError> {
    let delivery = &settings.delivery;
    if delivery.concurrency == 0 {
        return fail("delivery.concurrency", "must be at least 1");
    }
    if !(1..=PROBE_MAX_SECONDS).contains(&delivery.probe_seconds) {
        return fail(
            "delivery.probe_seconds",
            format!("must be from 1 to {PROBE_MAX_SECONDS}"),
        );
    }
    if delivery.breaker_failures == 0 {
        return fail(
            "delivery.breaker_failures",
            "must be at least 1, or a CRM would be down before it was tried",
        );
    }
    let place = "delivery.schedule";
    let Some(first) = delivery.schedule.first() else {
        return fail(
            place,
            "must have an entry for each attempt: [\"0s\"] is one attempt",
        );
    };
    if !first.0.is_zero() {
        return fail(
            place,
            "must begin with \"0s\": the first attempt is made at once",
        );
    }
    if delivery.schedule.iter().any(|wait| wait.0 > WAIT_MAX) {
        return fail(place, "must have no wait longer than 24h");
    }
    Ok(())
}
