//! The HTTP interface: takes leads from partners' pages, shows forms and answer pages, and serves metrics and
//! readiness. `leadgate-intake` stores a lead, `leadgate-delivery` delivers it.

pub mod app;
mod body;
pub mod http_problem;
pub mod metrics;
pub mod page;
mod request_log;
pub mod routes;
