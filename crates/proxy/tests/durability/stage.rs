//! The place of the chaos: the binary's folder, the CRM, and what is looked at in the end.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use crm_simulator::{Fault, FaultMode, Simulator};
use leadgate_outbox::{Counts, LeadFilter, Outbox as _};
use leadgate_outbox_sqlite::SqliteOutbox;
use rustix::process::{Pid, Signal, kill_process};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, query_scalar};
use tempfile::TempDir;
use tokio::net::TcpListener;

const CONFIG: &str = r#"
[server]
listen = "127.0.0.1:PROXY_PORT"
public_url = "http://127.0.0.1:PROXY_PORT"

[store]
url = "sqlite:leadgate.db"

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
        Proxy(self.run(Command::new("env")))
    }

    /// Starts the binary by another program, which is told how on its command line.
    pub(crate) fn run(&self, mut program: Command) -> Child {
        let log = File::options()
            .append(true)
            .create(true)
            .open(self.file("log"))
            .unwrap();
        program
            .arg(env!("CARGO_BIN_EXE_leadgate"))
            .args(["serve", "--config", "leadgate.toml"])
            .current_dir(self.folder.path())
            .stderr(log)
            .spawn()
            .unwrap()
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

    /// The id of every lead in the store.
    pub(crate) async fn stored(&self) -> Vec<String> {
        let store = self.store().await;
        let leads = store.list(&LeadFilter::default(), u32::MAX).await.unwrap();
        store.close().await;
        leads.into_iter().map(|lead| lead.id).collect()
    }
}

/// `SQLite` finds nothing wrong.
pub(crate) async fn check_database(file: &Path) {
    let options = SqliteConnectOptions::new().filename(file);
    let mut connection = options.connect().await.unwrap();
    let check: String = query_scalar("pragma integrity_check")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(check, "ok");
    let dangling: i64 = query_scalar("select count(*) from pragma_foreign_key_check")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(dangling, 0);
}

impl Proxy {
    /// As when the machine's memory runs out: no warning, nothing is finished.
    pub(crate) fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// As a service manager does it.
    pub(crate) fn stop(mut self) {
        let pid = Pid::from_child(&self.0);
        kill_process(pid, Signal::TERM).unwrap();
        assert!(self.0.wait().unwrap().success());
    }
}
