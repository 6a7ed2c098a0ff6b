//! What the Econtract connector writes into a socket, byte by byte, and what it makes of answers
//! that the simulator does not give.

#![expect(
    clippy::unwrap_used,
    reason = "a test, its listener included, stops where it fails"
)]

mod call_me_back;
mod click_out;
mod http;
mod insurance;
mod listener;
#[path = "../sample/mod.rs"]
mod sample;
mod third_party;
