//! The real binary as a child, and what is done to it.

use std::process::{Child, Command};
use std::time::Duration;

use reqwest::Client;
use rustix::process::{Pid, Signal, kill_process, kill_process_group};

/// The binary, running.
pub(crate) struct Proxy(Child);

impl Proxy {
    /// Runs it by a command line that ends with it.
    pub(crate) fn run(command: &mut Command) -> Self {
        Self(command.spawn().unwrap())
    }

    /// As `systemctl reload` does it.
    pub(crate) fn reload(&self) {
        kill_process(self.pid(), Signal::HUP).unwrap();
    }

    pub(crate) fn pid(&self) -> Pid {
        Pid::from_child(&self.0)
    }

    /// As a service manager does it.
    pub(crate) fn stop(mut self) {
        kill_process(self.pid(), Signal::TERM).unwrap();
        self.wait();
    }

    /// As when the machine's memory runs out: no warning, nothing is finished.
    pub(crate) fn kill(&mut self) {
        if !self.has_ended() {
            // It may have ended a moment ago.
            let _ = kill_process_group(self.pid(), Signal::KILL);
            self.0.wait().unwrap();
        }
    }

    /// The most memory that it had at any time so far.
    pub(crate) fn most_memory_kb(&self) -> u64 {
        let status = format!("/proc/{}/status", self.pid().as_raw_pid());
        let status = std::fs::read_to_string(status).unwrap();
        let mut lines = status.lines();
        let most = lines.find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        most.trim().trim_end_matches(" kB").parse().unwrap()
    }

    pub(crate) fn has_ended(&mut self) -> bool {
        self.0.try_wait().unwrap().is_some()
    }

    /// Until it has ended by itself, well.
    pub(crate) fn wait(&mut self) {
        assert!(self.0.wait().unwrap().success());
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Waits until a proxy can take leads.
pub(crate) async fn until_ready(client: &Client, proxy_url: &str) {
    while !is_ready(client, proxy_url).await {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Whether a proxy can take leads.
pub(crate) async fn is_ready(client: &Client, proxy_url: &str) -> bool {
    let asked = client.get(format!("{proxy_url}/readyz")).send();
    asked.await.is_ok_and(|answer| answer.status().is_success())
}
