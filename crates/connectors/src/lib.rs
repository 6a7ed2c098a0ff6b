//! How a lead reaches a CRM: one trait, one folder per CRM. What to do with the result (record,
//! wait, give up, pause) is decided by whoever called; nothing here keeps a lead or a schedule.

mod connector;
pub mod econtract;
mod http;
mod reason;

pub use connector::{Connector, ConnectorResult, GRACE};
pub use reason::{RejectReason, RetryReason};
