//! What is shipped for running the proxy: the unit for systemd, the image, the web server in front.
//! Each is started for real where this system can do that; where it cannot, the test says so.

#![expect(
    clippy::unwrap_used,
    reason = "a test, its stage included, stops where it fails"
)]
#![expect(clippy::print_stdout, reason = "what was not checked is said")]

mod engine;
mod front;
mod image;
mod lead;
mod machine;
#[path = "../command/program.rs"]
mod program;
#[path = "../command/server.rs"]
mod server;
mod unit;

use std::path::Path;
use std::process::Command;

/// A file that is shipped.
fn shipped(path: &str) -> String {
    std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(path),
    )
    .unwrap()
}

/// Whether a program is there and does what it is asked.
fn runs(program: &str, arguments: &[&str]) -> bool {
    let ran = Command::new(program).args(arguments).output();
    ran.is_ok_and(|ran| ran.status.success())
}
