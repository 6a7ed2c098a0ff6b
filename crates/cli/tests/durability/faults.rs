//! A disk that fails, as the visitor, the operator and the store see it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use reqwest::{Client, StatusCode};
use rustix::process::{Signal, kill_process};
use uuid::Uuid;

use crate::fixture::{self, Fixture};
use crate::proxy::until_ready;
use crate::recording::Recording;
use crate::visitors::{Visitors, post};

/// What is done to a write-ahead log.
type Damage = fn(&mut Vec<u8>);

/// Runs what follows on its command line with a disk of its own, `disk/`, that is nearly full.
const SMALL_DISK: &str = r#"mkdir disk && mount -t tmpfs -o size=1m tmpfs disk &&
    head -c 600000 /dev/zero > disk/filler && exec "$@""#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_leads_until_there_is_space_and_loses_none() {
    let may_mount = Command::new("unshare").args(["-rm", "true"]).status();
    if !may_mount.is_ok_and(|status| status.success()) {
        println!("NOT CHECKED: this system does not let a test mount a small disk");
        return;
    }
    let fixture = Fixture::with_store("disk/leadgate.db").await;
    let mut program = Command::new("unshare");
    program.args(["-rm", "sh", "-c", SMALL_DISK, "sh"]);
    let proxy = fixture.run(program);
    let client = Client::new();
    until_ready(&client, fixture.proxy_url()).await;

    let mut acknowledged = BTreeSet::new();
    let refused = loop {
        let id = Uuid::new_v4().to_string();
        let answer = post(&client, fixture.proxy_url(), &id).await.unwrap();
        if answer.status() != StatusCode::ACCEPTED {
            break answer;
        }
        acknowledged.insert(id);
        assert!(acknowledged.len() < 5_000, "the disk never filled up");
    };
    // The visitor's browser comes back by itself.
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.headers().contains_key("retry-after"));
    // The operator sees it.
    let ready = client.get(format!("{}/readyz", fixture.proxy_url()));
    let ready = ready.send().await.unwrap();
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    let log = fixture.log();
    assert!(log.contains("disk is full"), "{log}");

    let pid = proxy.pid();
    let disk = PathBuf::from(format!("/proc/{}/root", pid.as_raw_pid()))
        .join(fixture.file("disk").strip_prefix("/").unwrap());
    std::fs::remove_file(disk.join("filler")).unwrap();
    let id = Uuid::new_v4().to_string();
    let answer = post(&client, fixture.proxy_url(), &id).await.unwrap();
    assert_eq!(answer.status(), StatusCode::ACCEPTED, "there is space");
    acknowledged.insert(id);

    // The disk goes with the process: what is on it is looked at while both stand still.
    kill_process(pid, Signal::STOP).unwrap();
    let copy = tempfile::tempdir().unwrap();
    for name in ["leadgate.db", "leadgate.db-wal"] {
        std::fs::copy(disk.join(name), copy.path().join(name)).unwrap();
    }
    drop(proxy);
    let stored = fixture::stored_in(copy.path()).await;
    assert!(acknowledged.is_subset(&stored));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_disk_makes_larger_groups_and_refuses_nobody() {
    if !Recording::is_possible() {
        println!("NOT CHECKED: this system does not let strace slow another process down");
        return;
    }
    let fixture = Fixture::new().await;
    let mut program = Command::new("strace");
    program
        .args([
            "-f",
            "-qq",
            "-e",
            "signal=none",
            "-e",
            "trace=fsync,fdatasync",
        ])
        .args(["-e", "inject=fsync,fdatasync:delay_exit=50000", "-o"])
        .arg(fixture.file("syncs"))
        .arg("--");
    let _strace = fixture.run(program);
    until_ready(&Client::new(), fixture.proxy_url()).await;
    let before = lines(&fixture.file("syncs"));
    let visitors = Visitors::start(64, fixture.proxy_urls());
    while visitors.acknowledged() < 500 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let met = visitors.stop().await;
    let syncs = lines(&fixture.file("syncs")) - before;
    assert_eq!((met.refused, met.cut_off), (0, 0));
    // Deliveries are synced too, in the same groups.
    let leads = met.acknowledged.len();
    assert!(syncs * 4 < leads, "{syncs} syncs for {leads} leads");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_end_of_the_log_costs_nothing_that_was_committed_before() {
    let fixture = Fixture::new().await;
    let proxy = fixture.start();
    let visitors = Visitors::start(1, fixture.proxy_urls());
    while visitors.acknowledged() < 20 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let met = visitors.stop().await;
    drop(proxy);
    let damages: [(&str, Damage); 3] = [
        ("garbage behind the last frame", |log| {
            log.extend([0xA5; 5000])
        }),
        ("half a frame behind it", |log| {
            let half = log[32..2000].to_vec();
            log.extend(half);
        }),
        ("zeros behind it", |log| log.resize(log.len() + 20_000, 0)),
    ];
    for (what, damage) in damages {
        let copy = tempfile::tempdir().unwrap();
        std::fs::copy(fixture.file("leadgate.db"), copy.path().join("leadgate.db")).unwrap();
        let mut log = std::fs::read(fixture.file("leadgate.db-wal")).unwrap();
        damage(&mut log);
        std::fs::write(copy.path().join("leadgate.db-wal"), log).unwrap();
        let stored = fixture::stored_in(copy.path()).await;
        let lost: Vec<&String> = (met.acknowledged.iter())
            .filter(|id| !stored.contains(*id))
            .collect();
        assert!(lost.is_empty(), "{what}: {lost:?}");
    }
}

fn lines(file: &Path) -> usize {
    std::fs::read_to_string(file).unwrap().lines().count()
}
