//! What was acknowledged is never lost: the real binary on a real disk or a real database, killed,
//! cut off from power, backed up and restored, and given other settings while it runs.

#![expect(
    clippy::unwrap_used,
    reason = "a test, its stage included, stops where it fails"
)]
#![expect(
    clippy::print_stdout,
    reason = "a run that failed is repeated by its seed"
)]

mod chaos;
mod crm_faults;
mod disk;
mod faults;
mod fixture;
mod killing;
mod operator;
mod power_cuts;
mod proxy;
mod recording;
mod reloading;
mod restoring;
mod two_proxies;
mod visitors;
