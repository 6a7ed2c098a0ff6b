//! One file per resource, each with its own router.

pub mod assets;
pub mod embed;
pub mod forms;
pub mod health;
pub mod leads;
pub mod openapi;
