//! The image's contents, without a container engine: whether they are enough.
//!
//! The image's root is made by hand: the binary, the libraries that it is linked
//! with, the authorities for certificates, and nothing else; read-only but for the store, and run as
//! the user that the file names.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::lead;
use crate::server::{Crm, Proxy};
use crate::{runs, shipped};

/// Shuts the caller into `root`, then becomes the program: `SCRIPT root user program …`.
const SHUT_IN: &str = r#"
root=$1 user=$2; shift 2
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t tmpfs -o "uid=$user,gid=$user,mode=0700" tmpfs "$root/var/lib/leadgate"
mount -o remount,ro,bind "$root"
exec setpriv --no-new-privs chroot --userspec="$user:$user" "$root" "$@"
"#;

/// The authorities that certificates are checked against.
pub(crate) const AUTHORITIES: &str = "/etc/ssl/certs/ca-certificates.crt";

/// What the packages libc6 and libgcc-s1 bring, which every image of Debian has.
const IN_DEBIAN: [&str; 4] = ["ld-linux", "libc.so", "libgcc_s.so", "libm.so"];

/// What stands behind a word of the file, once.
fn instruction(word: &str) -> String {
    let file = shipped("docs/operations/Containerfile");
    let mut lines = file.lines();
    let found = lines.find_map(|line| line.strip_prefix(word)?.strip_prefix(' '));
    found.expect(word).to_owned()
}

/// The program and its arguments.
fn command_line() -> Vec<String> {
    let words = ["ENTRYPOINT", "CMD"]
        .map(|word| serde_json::from_str::<Vec<String>>(&instruction(word)).unwrap());
    words.concat()
}

/// Puts a file of this system into a root.
pub(crate) fn put(file: &Path, root: &Path, at: &str) {
    let at = root.join(at.trim_start_matches('/'));
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    fs::copy(file, at).unwrap();
}

/// The libraries that a program is linked with, the loader included.
pub(crate) fn libraries(binary: &Path) -> Vec<PathBuf> {
    let printed = Command::new("ldd").arg(binary).output().unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    let paths = printed.lines().filter_map(|line| {
        let path = line.split_whitespace().find(|word| word.starts_with('/'))?;
        Some(PathBuf::from(path))
    });
    paths.collect()
}

#[test]
fn what_the_image_holds_is_enough_to_take_a_lead_and_deliver_it() {
    if !runs(
        "unshare",
        &["--mount", "chroot", "--userspec=65532:65532", "/", "true"],
    ) {
        println!("NOT CHECKED: this system does not let a test shut a program into a root");
        return;
    }
    if !Path::new(AUTHORITIES).is_file() {
        println!("NOT CHECKED: this system has no {AUTHORITIES}");
        return;
    }
    let crm = Crm::start();
    let (uid, _) = {
        let user = instruction("USER");
        let (uid, gid) = user.split_once(':').unwrap();
        (uid.to_owned(), gid.to_owned())
    };
    let command = command_line();
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("root");
    let binary = Path::new(env!("CARGO_BIN_EXE_leadgate"));
    put(binary, &root, &command[0]);
    for library in libraries(binary) {
        let name = library.file_name().unwrap().to_str().unwrap();
        let is_in_debian = IN_DEBIAN.iter().any(|known| name.starts_with(known));
        assert!(is_in_debian, "the smallest image of Debian has no {name}");
        put(&library, &root, library.to_str().unwrap());
    }
    put(Path::new(AUTHORITIES), &root, AUTHORITIES);
    fs::create_dir_all(root.join(instruction("VOLUME").trim_start_matches('/'))).unwrap();
    for (at, text) in [
        (
            "etc/leadgate/leadgate.toml",
            lead::settings(&crm, "/run/secrets"),
        ),
        ("run/secrets/crm-id", "demo-id".to_owned()),
        ("run/secrets/crm-key", "demo-key".to_owned()),
    ] {
        let file = root.join(at);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let environment = instruction("ENV");
    let (listen, _) = environment.split_once('=').unwrap();
    let proxy = Command::new("unshare")
        .args(["--mount", "sh", "-e", "-c", SHUT_IN, "sh"])
        .arg(&root)
        .arg(uid)
        .args(command)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env(listen, "127.0.0.1:0")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let proxy = Proxy::of(proxy);
    lead::arrives(&crm, &reqwest::Client::new(), &proxy.url);
}
