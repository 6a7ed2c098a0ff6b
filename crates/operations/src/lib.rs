//! What the command line and the proxy do with a store: open the one that the settings mean, and end personal data
//! whose time is over. Functions that print nothing; the command line shows what they return.

pub mod open_store;
pub mod retention;
