//! What tests of several crates stand on. Nothing that ships may use it.

mod cluster;
mod programs;
mod watch;

pub use cluster::{Cluster, Frozen, Syncing};
