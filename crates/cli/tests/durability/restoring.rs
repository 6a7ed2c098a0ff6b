//! Back-ups of a store that takes leads meanwhile, made and put back by the lines of
//! docs/operations.md.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use leadgate_test_support::{Cluster, Syncing};
use reqwest::Client;

use crate::fixture::Fixture;
use crate::proxy::until_ready;
use crate::visitors::Visitors;

/// How many leads are in the store before the back-up begins.
const LEADS: u64 = 60;

const PATIENCE: Duration = Duration::from_secs(60);

/// The block of the page that holds these words, with other names for what it names.
fn lines(words: &str, names: &[(&str, &str)]) -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operations.md");
    let page = std::fs::read_to_string(page).unwrap();
    let mut blocks = page.split("```sh\n").skip(1);
    let block = blocks.find_map(|block| {
        let (block, _) = block.split_once("```")?;
        block.contains(words).then(|| block.to_owned())
    });
    let block = block.expect(words);
    names.iter().fold(block, |block, (was, is)| {
        assert!(block.contains(was), "{was} is not in {block}");
        block.replace(was, is)
    })
}

/// Runs lines of a shell in a folder. What they print.
async fn run(lines: &str, folder: &Path, programs: &Path) -> String {
    let others = std::env::var("PATH").unwrap();
    let path = format!("{}:{others}", programs.display());
    let mut shell = tokio::process::Command::new("sh");
    shell
        .args(["-e", "-c", lines])
        .current_dir(folder)
        .env("PATH", path);
    let ran = shell.output().await.unwrap();
    assert!(ran.status.success(), "{lines}: {ran:?}");
    String::from_utf8(ran.stdout).unwrap()
}

/// Lets visitors post before and during a back-up, and looks for all that was there before in what
/// comes out of it: stored, whole, and delivered once a proxy runs on it.
async fn survives(fixture: &Fixture, back_up: impl Future<Output = Fixture>) {
    let before = Visitors::start(4, fixture.proxy_urls());
    while before.acknowledged() < LEADS {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let before = before.stop().await;
    let meanwhile = Visitors::start(4, fixture.proxy_urls());
    let restored = back_up.await;
    let meanwhile = meanwhile.stop().await;
    assert!(!meanwhile.acknowledged.is_empty());
    assert_eq!(
        (meanwhile.refused, meanwhile.cut_off),
        (0, 0),
        "nobody noticed"
    );
    let stored = restored.stored().await;
    for id in &before.acknowledged {
        assert!(
            stored.contains(id),
            "{id} was there before and is not in the back-up"
        );
    }
    let proxy = restored.start();
    // Where all was delivered before, the next line waits for nothing.
    until_ready(&Client::new(), restored.proxy_url()).await;
    restored.until_delivered(PATIENCE).await;
    proxy.stop();
    assert_eq!(restored.counts().await.delivered, stored.len() as u64);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_back_up_of_sqlite_holds_every_lead_that_was_there_before_it_began() {
    if Command::new("sqlite3").arg("--version").output().is_err() {
        println!("NOT CHECKED: there is no sqlite3");
        return;
    }
    let fixture = Fixture::new().await;
    let proxy = fixture.start();
    let back_up = async {
        let file = fixture.file("leadgate.db");
        let lines = lines(
            "vacuum into",
            &[
                ("/var/lib/leadgate/leadgate.db", file.to_str().unwrap()),
                ("/var/backups/leads.db", "leads.db"),
            ],
        );
        let here = Path::new("");
        let said = run(&lines, &fixture.file(""), here).await;
        assert_eq!(said.trim(), "ok", "the integrity check");
        let restored = Fixture::new().await;
        std::fs::rename(fixture.file("leads.db"), restored.file("leadgate.db")).unwrap();
        restored
    };
    survives(&fixture, back_up).await;
    proxy.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dump_of_postgresql_holds_every_lead_that_was_there_before_it_began() {
    let cluster = Cluster::start(Syncing::On);
    let (database, other) = (cluster.database(), cluster.database());
    let fixture = Fixture::shared(&database).await;
    let proxies = [fixture.start_nth(0), fixture.start_nth(1)];
    while !fixture.are_ready().await {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let back_up = async {
        let from = "postgres://backup@db.example/leadgate?sslmode=verify-full";
        let dump = lines("pg_dump", &[(from, &database)]);
        run(&dump, &fixture.file(""), cluster.programs()).await;
        let restored = Fixture::shared(&other).await;
        let to = "postgres://proxy@db.example/restored";
        let restore = lines("pg_restore", &[(to, &other)]);
        run(&restore, &fixture.file(""), cluster.programs()).await;
        restored
    };
    survives(&fixture, back_up).await;
    for proxy in proxies {
        proxy.stop();
    }
}
