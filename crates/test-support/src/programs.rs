//! PostgreSQL's programs: where they are, and as whom they run.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where Debian keeps a folder for each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The folder with `initdb` and its companions: the newest of Debian's, or that on `PATH`.
pub(crate) fn folder() -> PathBuf {
    let versions = fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let newest = versions
        .filter(|version| version.path().join("bin/initdb").is_file())
        .max_by_key(|version| {
            let name = version.file_name();
            name.to_str().and_then(|it| it.parse::<u32>().ok())
        })
        .map(|version| version.path().join("bin"));
    newest.or_else(on_path).unwrap_or_else(|| {
        panic!("PostgreSQL's programs are missing: `cargo xtask setup` installs them")
    })
}

fn on_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).find(|folder| folder.join("initdb").is_file())
}

/// Whether we are root, whom PostgreSQL refuses to run as.
pub(crate) fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id runs");
    id.stdout.trim_ascii() == b"0"
}

/// A program as somebody who is not root: the user that the package made for it.
pub(crate) fn command(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    // It could not enter the folder that root's tests are run in.
    command.current_dir("/");
    command
}

/// Hands a folder to whoever runs the server.
pub(crate) fn hand_over(folder: &Path) {
    if is_root() {
        run(Command::new("chown").arg("postgres").arg(folder));
    }
}

/// Runs a command to its end, which has to be a good one.
pub(crate) fn run(command: &mut Command) {
    let output = command.output();
    let output = output.unwrap_or_else(|error| panic!("{:?}: {error}", command.get_program()));
    assert!(
        output.status.success(),
        "{:?} {:?}: {}",
        command.get_program(),
        command.get_args().collect::<Vec<&OsStr>>(),
        String::from_utf8_lossy(&output.stderr)
    );
}
