//! The place of the chaos: the binary's folder, the CRM, and what is looked at in the end.

use std::collections::BTreeSet;
use std::fs::File;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crm_simulator::{Fault, FaultMode, Simulator};
use leadgate_outbox::{Counts, LeadFilter, Outbox as _};
use leadgate_outbox_sqlite::SqliteOutbox;
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use tempfile::TempDir;
use tokio::net::TcpListener;

const CONFIG: &str = r#"
[server]
listen = "127.0.0.1:PROXY_PORT"
public_url = "http://127.0.0.1:PROXY_PORT"

[store]
url = "sqlite:STORE"

[delivery]
lease_seconds = 8

[log]
filter = "warn"

[connectors.crm]
kind = "econtract"
url = "http://127.0.0.1:CRM_PORT/econtract"
id = "demo-id"
key = "demo-key"
timeout_seconds = 1

[partners.demo]
origins = []
affiliate_id = 6
forms = { call-me-back = ["crm"] }
"#;

pub(crate) struct Stage {
    folder: TempDir,
    proxy_url: String,
    simulator: Simulator,
}

/// The binary, running.
pub(crate) struct Proxy(Child);

impl Stage {
    pub(crate) async fn new() -> Self {
        Self::with_store("leadgate.db").await
    }

    /// With the store in this file.
    pub(crate) async fn with_store(file: &str) -> Self {
        let crm = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let crm_port = crm.local_addr().unwrap().port();
        let simulator = Simulator::new();
        tokio::spawn(crm_simulator::serve_until(
            crm,
            simulator.clone(),
            std::future::pending(),
        ));
        let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let proxy_port = free.local_addr().unwrap().port();
        let config = CONFIG
            .replace("STORE", file)
            .replace("PROXY_PORT", &proxy_port.to_string())
            .replace("CRM_PORT", &crm_port.to_string());
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("leadgate.toml"), config).unwrap();
        Self {
            folder,
            proxy_url: format!("http://127.0.0.1:{proxy_port}"),
            simulator,
        }
    }

    pub(crate) fn proxy_url(&self) -> &str {
        &self.proxy_url
    }

    /// Starts the binary and does not wait for it.
    pub(crate) fn start(&self) -> Proxy {
        self.run(Command::new("env"))
    }

    /// Starts the binary by another program, which is told how on its command line.
    pub(crate) fn run(&self, mut program: Command) -> Proxy {
        let log = File::options()
            .append(true)
            .create(true)
            .open(self.file("log"))
            .unwrap();
        program
            .arg(env!("CARGO_BIN_EXE_leadgate"))
            .args(["serve", "--config", "leadgate.toml"])
            .current_dir(self.folder.path())
            // A group of its own: whatever the program starts ends with it.
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        Proxy(program.spawn().unwrap())
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The CRM fails the next requests.
    pub(crate) fn fail(&self, mode: FaultMode, times: u32) {
        let crm = "econtract".to_owned();
        self.simulator.inject(Fault { crm, mode, times }).unwrap();
    }

    /// The CRM fails no more.
    pub(crate) fn mend(&self) {
        self.simulator.cancel_faults();
    }

    /// The ids of the leads that the CRM accepted, once for each time.
    pub(crate) fn received(&self) -> Vec<String> {
        let received = self.simulator.received().into_iter();
        received
            .filter(|request| request.status == Some(200))
            .map(|request| {
                let remarks = request.body["remarks"].as_str().unwrap();
                let id = remarks.split_whitespace().next_back().unwrap();
                id.trim_matches(|char: char| !char.is_ascii_hexdigit())
                    .to_owned()
            })
            .collect()
    }

    async fn store(&self) -> SqliteOutbox {
        let url = format!("sqlite:{}", self.file("leadgate.db").display());
        SqliteOutbox::open_existing(&url).await.unwrap()
    }

    pub(crate) async fn counts(&self) -> Counts {
        let store = self.store().await;
        let counts = store.counts().await.unwrap();
        store.close().await;
        counts
    }

    /// Waits until nothing is pending.
    pub(crate) async fn until_delivered(&self, patience: Duration) {
        let deadline = Instant::now() + patience;
        loop {
            let counts = self.counts().await;
            if counts.pending == 0 {
                return;
            }
            assert!(
                Instant::now() < deadline,
                "still pending: {counts:?}\n{}",
                std::fs::read_to_string(self.file("log")).unwrap()
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// The id of every lead in the store, which is whole.
    pub(crate) async fn stored(&self) -> BTreeSet<String> {
        stored_in(self.folder.path()).await
    }
}

/// The id of every lead in the store in a folder, after a look at whether it is whole.
pub(crate) async fn stored_in(folder: &Path) -> BTreeSet<String> {
    let file = folder.join("leadgate.db");
    let url = format!("sqlite:{}", file.display());
    let store = SqliteOutbox::open_existing(&url).await.unwrap();
    let leads = store
        .list(&LeadFilter::default(), None, u32::MAX)
        .await
        .unwrap();
    let counts = store.counts().await.unwrap();
    assert_eq!(store.check_integrity().await, Ok(()));
    store.close().await;
    assert!(counts.reconcile(), "{counts:?}");
    let count = leads.len();
    let ids: BTreeSet<String> = leads.into_iter().map(|lead| lead.id).collect();
    assert_eq!(ids.len(), count, "each id is in the store once");
    ids
}

impl Proxy {
    pub(crate) fn pid(&self) -> Pid {
        Pid::from_child(&self.0)
    }

    /// As a service manager does it.
    pub(crate) fn stop(mut self) {
        kill_process(self.pid(), Signal::TERM).unwrap();
        self.wait();
    }

    /// Until it has ended by itself, well.
    pub(crate) fn wait(&mut self) {
        assert!(self.0.wait().unwrap().success());
    }
}

/// As when the machine's memory runs out: no warning, nothing is finished.
impl Drop for Proxy {
    fn drop(&mut self) {
        // It may have ended before.
        let _ = kill_process_group(self.pid(), Signal::KILL);
        self.0.wait().unwrap();
    }
}
