//! What the browser knows and the model asks for: the time, the visitor's own clocks, addresses.

use leadgate_rules::time::CallSlot;
use leadgate_rules::time::brussels::{self, Local};
use leadgate_rules::url::TargetParts;
use web_sys::Url;

use crate::Platform;

pub(super) const PLATFORM: Platform = Platform {
    now,
    own_clock,
    parse_url,
};

/// Seconds since 1970 (UTC).
#[expect(clippy::cast_possible_truncation, reason = "whole seconds are meant")]
fn now() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// A slot on the visitor's own clocks, if they show something else than Brussels' do.
fn own_clock(slot: CallSlot) -> Option<CallSlot> {
    let (Local::Once(from), Local::Once(until)) =
        (brussels::to_unix(slot.from), brussels::to_unix(slot.until))
    else {
        return None;
    };
    let own = |unix| brussels::at_offset(unix, seconds_ahead(unix));
    let own = CallSlot {
        from: own(from),
        until: own(until),
    };
    (own != slot).then_some(own)
}

/// How far this device's clock is ahead of UTC at a moment.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "whole minutes, and moments of this century"
)]
fn seconds_ahead(unix: i64) -> i64 {
    let moment = js_sys::Date::new(&(unix as f64 * 1000.0).into());
    -(moment.get_timezone_offset() as i64) * 60
}

/// The platform's own parser takes the address apart; the model judges the parts.
fn parse_url(text: &str) -> Option<TargetParts> {
    let url = Url::new(text).ok()?;
    Some(TargetParts {
        scheme: url.protocol().trim_end_matches(':').to_owned(),
        has_user_info: !url.username().is_empty() || !url.password().is_empty(),
        host: url.hostname(),
    })
}
