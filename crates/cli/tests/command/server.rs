//! Servers that a test's leads go through: the real binary, and a CRM's stand-in on a real socket.

use std::io::{BufRead as _, BufReader};
use std::process::Child;

use serde_json::Value;
use tokio::runtime::Runtime;

use crate::program::Place;

/// Starts the binary with the place's settings file.
pub(crate) fn start(place: &Place, arguments: &[&str]) -> Child {
    let arguments = [arguments, &["--config", "leadgate.toml"]].concat();
    place.command(&arguments).spawn().unwrap()
}

/// `leadgate serve`, until it is dropped.
pub(crate) struct Proxy {
    child: Child,
    /// Where it listens.
    pub(crate) url: String,
}

impl Proxy {
    /// Started and ready.
    pub(crate) fn start(place: &Place) -> Self {
        Self::of(start(place, &["serve"]))
    }

    /// Ready, however it was started; its log is a pipe.
    pub(crate) fn of(mut child: Child) -> Self {
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("ready") {
            line.clear();
            assert!(
                log.read_line(&mut line).unwrap() > 0,
                "it ended before it was ready"
            );
        }
        // Read on, or it would wait for us with a full pipe.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        let (_, port) = line.split_once("127.0.0.1:").expect("where it listens");
        let digits = port.bytes().take_while(u8::is_ascii_digit).count();
        Self {
            child,
            url: format!("http://127.0.0.1:{}", &port[..digits]),
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The simulator.
pub(crate) struct Crm {
    /// Where its Econtract is.
    pub(crate) url: String,
    origin: String,
    runtime: Runtime,
}

impl Crm {
    pub(crate) fn start() -> Self {
        let runtime = Runtime::new().unwrap();
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        runtime.spawn(crm_simulator::serve(listener));
        Self {
            url: format!("{origin}/econtract"),
            origin,
            runtime,
        }
    }

    /// Every request that arrived.
    pub(crate) fn received(&self) -> Vec<Value> {
        let url = format!("{}/received.json", self.origin);
        self.block_on(async { reqwest::get(url).await.unwrap().json().await.unwrap() })
    }

    /// Runs what talks to it, or to a proxy.
    pub(crate) fn block_on<Answer>(&self, asking: impl Future<Output = Answer>) -> Answer {
        self.runtime.block_on(asking)
    }
}
