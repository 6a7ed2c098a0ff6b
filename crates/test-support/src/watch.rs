//! Sees to it that a server does not outlive the tests, however they end.
//!
//! A static value is never dropped and a killed process drops nothing, so a small shell waits for the
//! end of a pipe that only this process holds open, and then cleans up.

use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Stdio};

use crate::programs;

/// Waits for the pipe's end; then stops the server, which no longer has to end well, and removes
/// its folder. Signals that are meant for the tests, such as Ctrl-C, do not end the wait.
const SCRIPT: &str = r#"
trap '' INT TERM HUP
cat > /dev/null
"$1" stop --silent --mode immediate --pgdata "$2/data" > /dev/null 2>&1
rm -rf "$2"
"#;

/// The waiting shell, with the pipe to it.
#[derive(Debug)]
pub(crate) struct Watch {
    shell: Child,
}

impl Watch {
    pub(crate) fn over(folder: &Path, programs_folder: &Path) -> Self {
        let stop = programs_folder.join("pg_ctl");
        let mut shell = programs::command(Path::new("/bin/sh"));
        let shell = shell
            .args(["-c", SCRIPT, "watch"])
            .args([&stop, folder])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("a shell runs");
        Self { shell }
    }
}

impl Drop for Watch {
    /// Where the cluster is dropped, its folder is gone when that returns.
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}
