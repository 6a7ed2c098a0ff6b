//! A lead's way out: a worker for each connector, attempts and what comes of them, and alerts about
//! what does not arrive.

pub mod alerts;
pub mod dispatcher;
mod metrics;

pub use metrics::{DeliveryMetrics, Snapshot};
