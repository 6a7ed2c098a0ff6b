//! Trunk's entry.
fn main() {}
