//! What an operator sees of a proxy that runs, and how long somebody waits to see it.

use std::process::Command;
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::Value;

use crate::fixture::Fixture;

const PATIENCE: Duration = Duration::from_secs(30);

/// Waits for a condition, for a while.
pub(crate) async fn until(fixture: &Fixture, what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !is_so().await {
        assert!(
            begun.elapsed() < PATIENCE,
            "never: {what}\n{}",
            fixture.log()
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// The value of a line of `/metrics`; 0 where there is none yet.
pub(crate) async fn metric(client: &Client, fixture: &Fixture, line: &str) -> f64 {
    let metrics = client.get(format!("{}/metrics", fixture.proxy_url()));
    let metrics = metrics.send().await.unwrap().text().await.unwrap();
    let mut lines = metrics.lines();
    let value = lines.find_map(|known| known.strip_prefix(line)?.strip_prefix(' '));
    value.map_or(0.0, |value| value.parse().unwrap())
}

/// What `/readyz` says: whether leads can be stored, and how the connector fares.
pub(crate) async fn readiness(client: &Client, fixture: &Fixture) -> (u16, Value) {
    let ready = client.get(format!("{}/readyz", fixture.proxy_url()));
    let ready = ready.send().await.unwrap();
    (ready.status().as_u16(), ready.json().await.unwrap())
}

/// What a command prints as JSON, line by line, beside the proxy.
pub(crate) fn command(fixture: &Fixture, arguments: &[&str]) -> Vec<Value> {
    let ran = Command::new(env!("CARGO_BIN_EXE_leadgate"))
        .args(arguments)
        .args(["--json", "--config", "leadgate.toml"])
        .current_dir(fixture.file(""))
        .output()
        .unwrap();
    assert!(ran.status.success(), "{arguments:?}: {ran:?}");
    let printed = String::from_utf8(ran.stdout).unwrap();
    let lines = printed.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}
