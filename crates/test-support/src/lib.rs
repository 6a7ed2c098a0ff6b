//! What tests of several crates share: a PostgreSQL of their own. Nothing that ships may use it.

mod cluster;
mod programs;
mod watch;

pub use cluster::{Cluster, Frozen, Syncing};
