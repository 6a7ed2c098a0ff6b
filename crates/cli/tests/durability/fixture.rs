//! The place of the chaos: the binary's folder, the CRM, and what is looked at in the end.

use std::collections::BTreeSet;
use std::fs::File;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::proxy::{Proxy, is_ready};
use crm_simulator::{Fault, FaultMode, Simulator};
use leadgate_store::prelude::*;
use leadgate_store::{Counts, LeadFilter};
use leadgate_store_postgres::PostgresStore;
use leadgate_store_sqlite::SqliteStore;
use reqwest::Client;
use tempfile::TempDir;
use tokio::net::TcpListener;

const CONFIG: &str = r#"
[server]
public_url = "https://leads.example"

[store]
url = "STORE"

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

pub(crate) struct Fixture {
    folder: TempDir,
    proxy_urls: Vec<String>,
    store_url: String,
    simulator: Simulator,
}

impl Fixture {
    pub(crate) async fn new() -> Self {
        Self::with_store("leadgate.db").await
    }

    /// With the store in this file.
    pub(crate) async fn with_store(file: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store_url = format!("sqlite:{}", folder.path().join(file).display());
        Self::build(folder, store_url, 1).await
    }

    /// With two proxies on one database.
    pub(crate) async fn shared(database: &str) -> Self {
        Self::build(tempfile::tempdir().unwrap(), database.to_owned(), 2).await
    }

    async fn build(folder: TempDir, store_url: String, proxies: usize) -> Self {
        let crm = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let crm_port = crm.local_addr().unwrap().port();
        let simulator = Simulator::new();
        tokio::spawn(crm_simulator::serve_until(
            crm,
            simulator.clone(),
            std::future::pending(),
        ));
        let mut free = Vec::new();
        for _ in 0..proxies {
            // All at once, so that each has another port.
            free.push(TcpListener::bind("127.0.0.1:0").await.unwrap());
        }
        let address = |listener: &TcpListener| listener.local_addr().unwrap();
        let proxy_urls = free.iter().map(address);
        let proxy_urls = proxy_urls
            .map(|address| format!("http://{address}"))
            .collect();
        let config = CONFIG
            .replace("STORE", &store_url)
            .replace("CRM_PORT", &crm_port.to_string());
        std::fs::write(folder.path().join("leadgate.toml"), config).unwrap();
        Self {
            folder,
            proxy_urls,
            store_url,
            simulator,
        }
    }

    /// Where the first proxy is reached.
    pub(crate) fn proxy_url(&self) -> &str {
        &self.proxy_urls[0]
    }

    pub(crate) fn proxy_urls(&self) -> &[String] {
        &self.proxy_urls
    }

    /// Starts the binary and does not wait for it.
    pub(crate) fn start(&self) -> Proxy {
        self.start_nth(0)
    }

    /// The same for the proxy of this number.
    pub(crate) fn start_nth(&self, number: usize) -> Proxy {
        self.run_nth(number, Command::new("env"))
    }

    /// Starts the binary by another program, which is told how on its command line.
    pub(crate) fn run(&self, program: Command) -> Proxy {
        self.run_nth(0, program)
    }

    fn run_nth(&self, number: usize, mut program: Command) -> Proxy {
        let (_, address) = self.proxy_urls[number].split_once("//").unwrap();
        let log = File::options()
            .append(true)
            .create(true)
            .open(self.file("log"))
            .unwrap();
        program
            .arg(env!("CARGO_BIN_EXE_leadgate"))
            .args(["serve", "--config", "leadgate.toml"])
            .current_dir(self.folder.path())
            .env("LEADGATE__SERVER__LISTEN", address)
            // A group of its own: whatever the program starts ends with it.
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        Proxy::run(&mut program)
    }

    /// Writes the settings anew, with one piece of them replaced.
    pub(crate) fn change(&self, piece: &str, instead: &str) {
        let file = self.file("leadgate.toml");
        let settings = std::fs::read_to_string(&file).unwrap();
        assert!(settings.contains(piece), "{piece} is not in {settings}");
        // In one step: a proxy that reads at this moment must not find half of it.
        let new = self.file("leadgate.toml.new");
        std::fs::write(&new, settings.replacen(piece, instead, 1)).unwrap();
        std::fs::rename(new, file).unwrap();
    }

    /// What the proxy has logged.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.file("log")).unwrap()
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
    pub(crate) fn clear_faults(&self) {
        self.simulator.cancel_faults();
    }

    /// The ids of the leads that the CRM accepted, once for each time.
    pub(crate) fn received(&self) -> Vec<String> {
        let received = self.simulator.received().into_iter();
        received
            .filter(|request| request.status == Some(200) && request.fault.is_none())
            .map(|request| {
                let remarks = request.body["remarks"].as_str().unwrap();
                let id = remarks.split_whitespace().next_back().unwrap();
                id.trim_matches(|char: char| !char.is_ascii_hexdigit())
                    .to_owned()
            })
            .collect()
    }

    async fn store(&self) -> Box<dyn Store> {
        let url = self.store_url.as_str();
        if url.starts_with("sqlite:") {
            Box::new(SqliteStore::open_existing(url).await.unwrap())
        } else {
            Box::new(PostgresStore::open_existing(url).await.unwrap())
        }
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
                self.log()
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// The id of every lead in the store, which is whole.
    pub(crate) async fn stored(&self) -> BTreeSet<String> {
        if self.store_url.starts_with("sqlite:") {
            return stored_in(self.folder.path()).await;
        }
        // This server finds damage by itself when it starts.
        let store = self.store().await;
        let ids = ids(&*store).await;
        store.close().await;
        ids
    }

    /// Whether every proxy can take leads.
    pub(crate) async fn are_ready(&self) -> bool {
        let client = Client::new();
        for proxy_url in &self.proxy_urls {
            if !is_ready(&client, proxy_url).await {
                return false;
            }
        }
        true
    }
}

/// The id of every lead in the store in a folder, after a look at whether it is whole.
pub(crate) async fn stored_in(folder: &Path) -> BTreeSet<String> {
    let file = folder.join("leadgate.db");
    let url = format!("sqlite:{}", file.display());
    let store = SqliteStore::open_existing(&url).await.unwrap();
    let ids = ids(&store).await;
    assert_eq!(store.check_integrity().await, Ok(()));
    store.close().await;
    ids
}

async fn ids(store: &dyn Store) -> BTreeSet<String> {
    let leads = store
        .list(&LeadFilter::default(), None, u32::MAX)
        .await
        .unwrap();
    let counts = store.counts().await.unwrap();
    assert!(counts.reconcile(), "{counts:?}");
    let count = leads.len();
    let ids: BTreeSet<String> = leads.into_iter().map(|lead| lead.id).collect();
    assert_eq!(ids.len(), count, "each id is in the store once");
    ids
}
