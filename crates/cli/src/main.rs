//! `leadgate`: the command line's entry.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Each post allocates in one thread and is let go of in another, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    leadgate_cli::main()
}
