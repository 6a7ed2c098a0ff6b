//! The HTTP interface: takes leads from partners' pages, shows forms and answer pages, and says how
//! everything fares. What happens to a lead is `leadgate-intake`'s and `leadgate-delivery`'s.

pub mod app;
mod body;
pub mod http_problem;
pub mod metrics;
pub mod page;
mod request_log;
pub mod routes;
