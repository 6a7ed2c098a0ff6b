//! Stand-ins for the CRMs, for demos and tests: strict about what the CRMs' documents say, and
//! failing on command. It shares no types with the connectors, so that a misreading of a document
//! shows as a refusal here. It stores nothing on disk and is never part of a production set-up.
//!
//! [`Simulator`] is the state, [`Simulator::router`] its HTTP interface, [`serve`] its server.
//! Faults that close the connection need [`serve`] or [`serve_until`]: a [`axum::Router`] alone
//! always answers.

mod control;
mod crm;
mod events;
mod fault;
mod gate;
mod page;
mod received;
mod server;
mod simulator;

pub use fault::{Fault, FaultMode};
pub use received::Received;
pub use server::{serve, serve_until};
pub use simulator::{Simulator, UnknownCrm};

/// A fresh simulator's HTTP interface.
pub fn app() -> axum::Router {
    Simulator::new().router()
}
