//! The image, built and run by a container engine as the file's own comment says.
//!
//! What it is built upon, Debian's image, is on no test's machine and is not fetched: a stand-in has
//! what the file's steps call, and an `apt-get` that installs nothing.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::image::{AUTHORITIES, libraries, put};
use crate::server::{Crm, Proxy};
use crate::{lead, runs, shipped};

const FILE: &str = "docs/operations/Containerfile";
const BINARY: &str = env!("CARGO_BIN_EXE_leadgate");

/// Of itself an engine asks for more than a machine may give that is shut in.
const LIMITS: [&str; 2] = ["--ulimit=nofile=1024:1024", "--ulimit=nproc=1000:1000"];

/// What the file's steps call.
const PROGRAMS: [&str; 4] = ["sh", "useradd", "install", "rm"];

/// An engine with a store of its own, which goes with it.
struct Engine {
    folder: TempDir,
}

impl Engine {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn podman(&self) -> Command {
        let mut podman = Command::new("podman");
        // Layers are copied: nothing is mounted that would have to be taken down.
        podman
            .args(["--storage-driver", "vfs", "--root"])
            .arg(self.path("images"));
        podman.arg("--runroot").arg(self.path("state"));
        if runs("runc", &["--version"]) {
            // The other one refuses machines that mix two kinds of control groups.
            podman.args(["--runtime", "runc"]);
        }
        podman.current_dir(self.folder.path()).stdin(Stdio::null());
        podman
    }

    fn ran(&self, arguments: &[&str]) -> Output {
        self.podman().args(arguments).output().unwrap()
    }

    #[track_caller]
    fn does(&self, arguments: &[&str]) -> String {
        let ran = self.ran(arguments);
        assert!(ran.status.success(), "{arguments:?}: {ran:?}");
        String::from_utf8(ran.stdout).unwrap().trim().to_owned()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // Whatever still runs.
        self.ran(&["rm", "--all", "--force", "--volumes"]);
    }
}

/// Makes what stands in for Debian's image. Says what is missing here.
fn make_base(root: &Path) -> Result<(), String> {
    let path = std::env::var_os("PATH").unwrap();
    for name in PROGRAMS {
        let found = std::env::split_paths(&path).map(|folder| folder.join(name));
        let found = found
            .chain([Path::new("/usr/sbin").join(name)])
            .find(|file| file.is_file());
        let file = found.ok_or(format!("there is no {name}"))?;
        put(&file, root, &format!("/bin/{name}"));
        for library in libraries(&file) {
            put(&library, root, library.to_str().unwrap());
        }
    }
    for library in libraries(Path::new(BINARY)) {
        put(&library, root, library.to_str().unwrap());
    }
    for file in [AUTHORITIES, "/etc/login.defs", "/etc/nsswitch.conf"] {
        if !Path::new(file).is_file() {
            return Err(format!("there is no {file}"));
        }
        put(Path::new(file), root, file);
    }
    for folder in [
        "run", "tmp", "proc", "sys", "dev", "var/lib", "var/tmp", "root",
    ] {
        fs::create_dir_all(root.join(folder)).unwrap();
    }
    for (file, text) in [
        ("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"),
        ("etc/group", "root:x:0:\n"),
        ("bin/apt-get", "#!/bin/sh\n"),
    ] {
        fs::write(root.join(file), text).unwrap();
    }
    let executable = fs::Permissions::from_mode(0o755);
    fs::set_permissions(root.join("bin/apt-get"), executable).unwrap();
    Ok(())
}

/// The words behind `podman run` in the file's comment, without the image's name.
fn documented() -> Vec<String> {
    let file = shipped(FILE);
    let comment = file.lines().filter_map(|line| line.strip_prefix("#"));
    let comment = comment.collect::<Vec<_>>().join("\n").replace("\\\n", " ");
    let line = comment
        .lines()
        .find_map(|line| line.trim().strip_prefix("podman run "));
    let words = line.unwrap().strip_suffix("leadgate:latest").unwrap();
    words.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn the_image_is_built_and_runs_as_its_file_says() {
    if !runs("podman", &["--version"]) {
        println!("NOT CHECKED: there is no podman");
        return;
    }
    let engine = Engine::new();
    if let Err(missing) = make_base(&engine.path("base")) {
        println!("NOT CHECKED: {missing}");
        return;
    }
    let packed = Command::new("tar")
        .args(["-C", "base", "-cf", "base.tar", "."])
        .current_dir(engine.folder.path())
        .status();
    assert!(packed.unwrap().success());
    engine.ran(&["import", "base.tar", "localhost/base"]);
    let probe = ["run", "--rm", "--network=host", LIMITS[0], LIMITS[1]];
    let probe = engine.ran(&[&probe[..], &["localhost/base", "/bin/sh", "-c", "exit 0"]].concat());
    if !probe.status.success() {
        let reason = String::from_utf8(probe.stderr).unwrap();
        println!(
            "NOT CHECKED: this system runs no container: {}",
            reason.trim()
        );
        return;
    }

    fs::create_dir_all(engine.path("dist/bin")).unwrap();
    fs::copy(BINARY, engine.path("dist/bin/leadgate")).unwrap();
    fs::write(engine.path("Containerfile"), shipped(FILE)).unwrap();
    engine.does(&[
        "build",
        "--pull=never",
        "--isolation=chroot",
        "--layers=false",
        "--from=localhost/base",
        "--file=Containerfile",
        "--tag=localhost/leadgate",
        "dist",
    ]);
    let crm = Crm::start();
    fs::create_dir(engine.path("settings")).unwrap();
    fs::write(
        engine.path("settings/leadgate.toml"),
        lead::settings(&crm, "/secrets"),
    )
    .unwrap();
    for (name, secret) in [("crm-id", "demo-id"), ("crm-key", "demo-key")] {
        fs::write(engine.path(name), secret).unwrap();
        engine.does(&["secret", "create", name, name]);
    }
    let settings = engine.path("settings").display().to_string();
    let words = documented().into_iter().map(|word| match word.as_str() {
        "--publish" => "--network=host".to_owned(),
        _ => word.replace("/etc/leadgate:/", &format!("{settings}:/")),
    });
    // A port of its own, on the network that the CRM's stand-in is on.
    let words: Vec<String> = words.filter(|word| word != "127.0.0.1:8787:8787").collect();
    let run = engine
        .podman()
        .args(["run", "--name=proxy"])
        .args(LIMITS)
        .args(words)
        .args([
            "--env=LEADGATE__SERVER__LISTEN=127.0.0.1:0",
            "localhost/leadgate",
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let proxy = Proxy::of(run);
    lead::arrives(&crm, &reqwest::Client::new(), &proxy.url);
    engine.does(&["stop", "proxy"]);
    let code = engine.does(&["inspect", "--format={{.State.ExitCode}}", "proxy"]);
    assert_eq!(code, "0", "it ended as it should");
}
