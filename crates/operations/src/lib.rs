//! What an operator can do with stored leads: functions that print nothing. The command line shows
//! what they return.

pub mod open_store;
pub mod retention;
