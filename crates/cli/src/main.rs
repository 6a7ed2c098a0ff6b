//! `leadgate`: the command line's entry.

use std::process::ExitCode;

fn main() -> ExitCode {
    leadgate_cli::main()
}
