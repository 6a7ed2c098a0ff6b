//! How long personal data is kept.

use serde::Deserialize;

/// How long personal data is kept after a lead is over. The record without the person stays for good.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Days after the last delivery of a lead was made or skipped; for a lead that goes nowhere,
    /// after it was accepted. 0: for good.
    pub delivered_days: u32,
    /// Days after which leads with dead or quarantined deliveries are given up, too. 0: never.
    pub undelivered_days: u32,
}
