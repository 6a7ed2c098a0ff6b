//! The proxy: takes leads from partners' pages, stores each one durably, hands it to the CRM. The
//! CRM's credentials live here and nowhere else.

pub mod alerts;
pub mod app;
pub mod assets;
pub mod cli;
pub mod config;
pub mod dispatcher;
pub mod intake;
pub mod metrics;
pub mod page;
pub mod person;
pub mod problem;
mod request_log;
pub mod retention;
pub mod routes;
pub mod sealed;
pub mod site;
pub mod snippet;
mod store;
mod time;
