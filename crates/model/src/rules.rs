//! The rules of single values. Each takes what was typed and returns the normal form or a problem.

pub mod email;
mod invisible;
pub mod phone;
pub mod plain;
