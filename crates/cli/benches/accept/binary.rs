//! The real binary, as an operator starts it.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

const SETTINGS: &str = r#"
[server]
listen = "127.0.0.1:0"
public_url = "https://leads.example"

[store]
url = "sqlite:leadgate.db"

[delivery]
concurrency = TRIES
probe_seconds = 1

[log]
format = "json"
filter = "error,crate::cli::serve=info"

[connectors.crm]
kind = "econtract"
url = "http://CRM"
id = "an-id"
key = "a-key"

[partners.demo]
origins = ["https://www.demo.example"]
affiliate_id = 6
forms = { call-me-back = ["crm"] }
"#;

/// A running proxy.
pub(crate) struct Binary {
    child: Child,
    address: SocketAddr,
}

impl Binary {
    /// Starts it over the store in a folder, with a CRM at an address and so many attempts at the same
    /// time. Returns when it is ready.
    pub(crate) fn start(folder: &Path, crm: SocketAddr, attempts: usize) -> Result<Self> {
        let settings = SETTINGS.replace("CRM", &crm.to_string());
        let settings = settings.replace("TRIES", &attempts.to_string());
        std::fs::write(folder.join("leadgate.toml"), settings)?;
        let mut child = Command::new(env!("CARGO_BIN_EXE_leadgate"))
            .args(["serve", "--config", "leadgate.toml"])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut log = BufReader::new(child.stderr.take().context("no log")?);
        let mut line = String::new();
        let address = loop {
            line.clear();
            if log.read_line(&mut line)? == 0 {
                bail!("the proxy did not start");
            }
            let entry: serde_json::Value = serde_json::from_str(&line)?;
            let fields = &entry["fields"];
            if fields["message"] == "ready" {
                let listen = fields["listen"].as_str().context("no address")?;
                break listen.parse()?;
            }
        };
        // What else it has to say must not fill the pipe; its errors are of interest here.
        std::thread::spawn(move || {
            let lines = log.lines().map_while(Result::ok);
            lines
                .filter(|line| line.contains("\"ERROR\""))
                .for_each(|line| eprintln!("{line}"));
        });
        Ok(Self { child, address })
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Memory that it holds now, in mebibytes.
    pub(crate) fn memory(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let (_, rest) = status.split_once("VmRSS:").context("no VmRSS")?;
        let kib = rest.split_whitespace().next().context("no VmRSS")?;
        Ok(kib.parse::<u64>()? / 1024)
    }

    /// Stops it as a service manager does, and waits for its end.
    pub(crate) fn stop(mut self) -> Result<()> {
        kill_process(Pid::from_child(&self.child), Signal::TERM)?;
        let status = self.child.wait()?;
        anyhow::ensure!(status.success(), "the proxy ended with {status}");
        Ok(())
    }
}

impl Drop for Binary {
    fn drop(&mut self) {
        // It may have ended before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
