//! The Econtract connector against the CRM's stand-in, over a real socket: leads that arrive, and
//! every way in which the CRM can fail on command.

#![expect(
    clippy::unwrap_used,
    reason = "a test, its simulator included, stops where it fails"
)]

mod call_me_back;
mod click_out;
mod faults;
mod insurance;
#[path = "../sample/mod.rs"]
mod sample;
mod simulator;
mod third_party;
