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

#[path = "durability/chaos.rs"]
mod chaos;
#[path = "durability/crm_faults.rs"]
mod crm_faults;
#[path = "durability/disk.rs"]
mod disk;
#[path = "durability/faults.rs"]
mod faults;
#[path = "durability/killing.rs"]
mod killing;
#[path = "durability/operator.rs"]
mod operator;
#[path = "durability/power_cuts.rs"]
mod power_cuts;
#[path = "durability/proxy.rs"]
mod proxy;
#[path = "durability/recording.rs"]
mod recording;
#[path = "durability/reloading.rs"]
mod reloading;
#[path = "durability/restoring.rs"]
mod restoring;
#[path = "durability/stage.rs"]
mod stage;
#[path = "durability/two_proxies.rs"]
mod two_proxies;
#[path = "durability/visitors.rs"]
mod visitors;
