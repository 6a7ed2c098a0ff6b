//! A machine whose first process is systemd: this system's own files, on which nothing is changed,
//! with what is changed in memory. It shares the network, and ends with the test.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Lays memory over the root and boots it: `SCRIPT folder`.
const BOOT: &str = r#"
mount --make-rprivate /
mount -t tmpfs tmpfs "$1/memory"
mkdir "$1/memory/upper" "$1/memory/work"
mount -t overlay overlay "$1/root" \
    -o "lowerdir=/,upperdir=$1/memory/upper,workdir=$1/memory/work"
mkdir "$1/root/drive"
cp "$1/drive/drive.service" "$1/root/etc/systemd/system/"
exec systemd-nspawn --quiet --register=no --keep-unit --console=pipe --machine="$2" \
    --directory="$1/root" --bind="$1/drive:/drive" --boot systemd.unit=drive.service
"#;

/// Does what it is told from outside, one script after the other.
const SERVICE: &str = "
[Service]
Type=exec
ExecStart=/bin/sh /drive/drive
";

const DRIVE: &str = r#"
cd /drive
next=0
while :; do
    if [ -e "$next.sh" ]; then
        sh -e "./$next.sh" > "$next.out" 2>&1
        echo $? > "$next.part"
        mv "$next.part" "$next.code"
        next=$((next + 1))
    else
        sleep 0.05
    fi
done
"#;

const PATIENCE: Duration = Duration::from_secs(60);

/// A machine that runs.
pub(crate) struct Machine {
    folder: TempDir,
    unshare: Child,
    scripts: u32,
}

impl Machine {
    /// Whether this system can run one.
    pub(crate) fn is_possible() -> bool {
        crate::runs("systemd-nspawn", &["--version"])
            && crate::runs("/lib/systemd/systemd", &["--version"])
            && crate::runs(
                "unshare",
                &[
                    "--mount",
                    "--pid",
                    "--fork",
                    "mount",
                    "--make-rprivate",
                    "/",
                ],
            )
    }

    /// Boots it.
    pub(crate) fn boot() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["memory", "root", "drive"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let name = format!("leadgate-test-{}", std::process::id());
        let log = fs::File::create(folder.path().join("log")).unwrap();
        fs::write(folder.path().join("drive/drive.service"), SERVICE).unwrap();
        fs::write(folder.path().join("drive/drive"), DRIVE).unwrap();
        // In a space of processes of its own, which ends with whoever made it, however that ends.
        let unshare = Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "unshare"])
            .args(["--mount", "--pid", "--fork", "--kill-child", "--mount-proc"])
            .args(["sh", "-e", "-c", BOOT, "sh"])
            .arg(folder.path())
            .arg(name)
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        Self {
            folder,
            unshare,
            scripts: 0,
        }
    }

    /// A file that the machine sees under `/drive`.
    pub(crate) fn drive(&self, name: &str) -> PathBuf {
        self.folder.path().join("drive").join(name)
    }

    /// Runs a script on it, in `/drive`: its exit code, and what it printed.
    pub(crate) fn run(&mut self, script: &str) -> (i32, String) {
        let number = self.scripts;
        self.scripts += 1;
        fs::write(self.drive("next"), script).unwrap();
        fs::rename(self.drive("next"), self.drive(&format!("{number}.sh"))).unwrap();
        let code = self.drive(&format!("{number}.code"));
        let begun = Instant::now();
        while !code.exists() {
            let log = || fs::read_to_string(self.folder.path().join("log")).unwrap();
            assert!(begun.elapsed() < PATIENCE, "{script}:\n{}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
        let code = fs::read_to_string(code).unwrap();
        let out = fs::read_to_string(self.drive(&format!("{number}.out"))).unwrap();
        (code.trim().parse().unwrap(), out)
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        // All that runs in it ends, and what is laid over the root ends with that.
        self.unshare.kill().unwrap();
        self.unshare.wait().unwrap();
    }
}
