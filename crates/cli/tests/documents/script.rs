//! Runs what a document tells people to run: in the root folder, with the real binary, a free port and a store of its own
//! that is thrown away.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::sample_leads;

/// A server that has not started or stopped after this long hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// The lines of a block that call `leadgate`, and what they export before; `None` if none does.
pub(super) fn of_leadgate(block: &str) -> Option<String> {
    let joined = block.replace("\\\n", " ");
    // `cargo test -p leadgate` names a package.
    let calls = |line: &&str| {
        let has = |wanted: &str| line.split_whitespace().any(|word| word == wanted);
        has("leadgate") && !has("cargo")
    };
    joined.lines().find(calls)?;
    let lines = joined
        .lines()
        .filter(|line| line.trim_start().starts_with("export ") || calls(line));
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// Runs a script; it has to succeed. A server, which may be its last line only, has to say that it is ready and to end
/// well when it is told to. Returns what was printed.
pub(super) fn run(root: &Path, script: &str, document: &str) -> String {
    let place = tempfile::tempdir().expect("a folder");
    let (before, last) = script.rsplit_once('\n').unwrap_or(("", script));
    let serves = |line: &str| line.contains("leadgate serve");
    assert!(
        !serves(before),
        "{document}: nothing runs after a server:\n{script}"
    );
    let mut shell = Command::new("sh");
    shell.current_dir(root).stdin(Stdio::null());
    for (name, _) in env::vars_os() {
        if ["AB_CRM_", "LEADGATE__"]
            .iter()
            .any(|own| name.to_string_lossy().starts_with(own))
        {
            shell.env_remove(name);
        }
    }
    shell.env("PATH", path_with_leadgate());
    shell.env("LEADGATE__SERVER__LISTEN", "127.0.0.1:0");
    shell.env("LEADGATE__STORE__URL", sample_leads::make(place.path()));
    if serves(last) {
        // The shell becomes the server, so that a signal to the one reaches the other.
        shell.args(["-e", "-c", &format!("{before}\nexec env {last}")]);
        serve(&mut shell, script, document);
        return String::new();
    }
    let output = shell.args(["-e", "-c", script]).output().expect("sh runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{document}:\n{script}\n{errors}");
    String::from_utf8(output.stdout).expect("text is printed")
}

fn path_with_leadgate() -> std::ffi::OsString {
    let binaries = Path::new(env!("CARGO_BIN_EXE_leadgate"))
        .parent()
        .expect("the binary's folder");
    let others = env::var_os("PATH").unwrap_or_default();
    let folders = [binaries.to_owned()]
        .into_iter()
        .chain(env::split_paths(&others));
    env::join_paths(folders).expect("folders of PATH")
}

fn serve(shell: &mut Command, script: &str, document: &str) {
    let mut server = shell
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("sh runs");
    let log = lines(server.stderr.take().expect("its log"));
    let mut seen = String::new();
    let mut wait_for = |wanted: Option<&str>| loop {
        match log.recv_timeout(PATIENCE) {
            Ok(line) => {
                seen.push_str(&line);
                seen.push('\n');
                if wanted.is_some_and(|wanted| line.contains(wanted)) {
                    return Ok(());
                }
            }
            // The log ends when the server does.
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) if wanted.is_none() => {
                return Ok(());
            }
            Err(_) => return Err(seen.clone()),
        }
    };
    let ended = wait_for(Some("ready")).and_then(|()| {
        let told = Command::new("kill")
            .arg("-TERM")
            .arg(server.id().to_string())
            .status();
        assert!(
            told.is_ok_and(|status| status.success()),
            "the server can be told to stop"
        );
        wait_for(None)
    });
    if let Err(seen) = ended {
        // It may have ended by itself already.
        let _ = server.kill();
        let _ = server.wait();
        panic!("{document}:\n{script}\n{seen}");
    }
    assert!(
        server.wait().expect("it has ended").success(),
        "{document}:\n{script}"
    );
}

/// What is written to a pipe, line by line.
fn lines(pipe: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}
