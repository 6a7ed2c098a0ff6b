//! What was acknowledged is never lost: the real binary on a real disk, killed and cut off from
//! power.

#![expect(
    clippy::unwrap_used,
    reason = "a test, its stage included, stops where it fails"
)]
#![expect(
    clippy::print_stdout,
    reason = "a run that failed is repeated by its seed"
)]

#[path = "durability/disk.rs"]
mod disk;
#[path = "durability/faults.rs"]
mod faults;
#[path = "durability/killing.rs"]
mod killing;
#[path = "durability/power_cuts.rs"]
mod power_cuts;
#[path = "durability/recording.rs"]
mod recording;
#[path = "durability/stage.rs"]
mod stage;
#[path = "durability/visitors.rs"]
mod visitors;
