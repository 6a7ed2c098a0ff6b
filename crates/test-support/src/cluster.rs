//! A PostgreSQL server of the tests' own: in a temporary folder, reached by a socket in it alone.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::programs::{self, command, run};
use crate::watch::Watch;

/// The one that the tests of a binary share.
static SHARED: LazyLock<Cluster> = LazyLock::new(|| Cluster::start(Syncing::Off));

/// Whether commits wait for the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syncing {
    /// As in production: for tests of what survives.
    On,
    /// Several times faster: for tests of everything else.
    Off,
}

/// A server that stands still as long as this lives.
#[derive(Debug)]
#[must_use]
pub struct Frozen<'a>(&'a Cluster);

impl Drop for Frozen<'_> {
    fn drop(&mut self) {
        self.0.signal("-CONT");
    }
}

/// A running server with as many databases as there are tests. Ends with the process that started
/// it, or when it is dropped.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    databases: AtomicU32,
    _watch: Watch,
}

impl Cluster {
    /// The server that all tests of this binary share, started by the first that asks. Without
    /// syncing; nobody may stop it.
    #[must_use]
    pub fn shared() -> &'static Self {
        &SHARED
    }

    /// A server of one's own, to be stopped and started at will.
    ///
    /// # Panics
    ///
    /// When it cannot be started.
    #[must_use]
    pub fn start(syncing: Syncing) -> Self {
        let programs = programs::folder();
        let folder = tempfile::Builder::new()
            .prefix("leadgate-postgres-")
            .tempdir()
            .expect("a temporary folder")
            // From here on the watch removes it.
            .keep();
        programs::hand_over(&folder);
        let cluster = Self {
            _watch: Watch::over(&folder, &programs),
            folder,
            programs,
            databases: AtomicU32::new(0),
        };
        run(command(&cluster.programs.join("initdb"))
            .args(["--no-sync", "--auth", "trust", "--username", "leadgate"])
            .args(["--encoding", "UTF8", "--no-locale", "--pgdata"])
            .arg(cluster.data()));
        cluster.write_settings(syncing);
        cluster.resume();
        cluster
    }

    /// The URL of a new database that holds nothing.
    ///
    /// # Panics
    ///
    /// When it cannot be made.
    #[must_use]
    pub fn database(&self) -> String {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{number}");
        run(command(&self.programs.join("createdb"))
            .args(["--username", "leadgate", "--host"])
            .arg(&self.folder)
            .arg(&name));
        format!(
            "postgres:///{name}?user=leadgate&host={}",
            self.folder.display()
        )
    }

    /// Stops the server as a crash does: nothing is written that was not before.
    ///
    /// # Panics
    ///
    /// When it does not stop.
    pub fn crash(&self) {
        run(self.control("stop").args(["--mode", "immediate"]));
    }

    /// Stops the server as its operator does: its clients are told and cut off.
    ///
    /// # Panics
    ///
    /// When it does not stop.
    pub fn stop(&self) {
        run(self.control("stop").args(["--mode", "fast"]));
    }

    /// Lets the server stand still, as behind a network that swallows everything: nobody is cut off,
    /// and nobody is answered, until what is returned is dropped.
    ///
    /// # Panics
    ///
    /// When it cannot be reached.
    pub fn freeze(&self) -> Frozen<'_> {
        self.signal("-STOP");
        Frozen(self)
    }

    /// To the server, which then begins no other process, and to those that it has begun.
    fn signal(&self, signal: &str) {
        let file = std::fs::read_to_string(self.data().join("postmaster.pid"));
        let file = file.expect("the server runs");
        let server = file.lines().next().expect("its number");
        run(command(Path::new("kill")).args([signal, server]));
        let children = format!("/proc/{server}/task/{server}/children");
        let children = std::fs::read_to_string(children).expect("its processes");
        // One that has ended meanwhile needs no signal.
        let mut to_children = command(Path::new("kill"));
        to_children.arg(signal).args(children.split_whitespace());
        let _ = to_children.output();
    }

    /// Starts it again after a stop or a crash. Returns once it answers.
    ///
    /// # Panics
    ///
    /// When it does not start.
    pub fn resume(&self) {
        let log = self.folder.join("log");
        run(self.control("start").arg("--log").arg(log));
    }

    fn control(&self, what: &str) -> std::process::Command {
        let mut control = command(&self.programs.join("pg_ctl"));
        control
            .args([what, "--silent", "--wait", "--pgdata"])
            .arg(self.data());
        control
    }

    fn write_settings(&self, syncing: Syncing) {
        let (sync, may_lose_leads) = match syncing {
            Syncing::On => ("on", "off"),
            // The store refuses such a server unless somebody says that this is meant.
            Syncing::Off => ("off", "on"),
        };
        let settings = format!(
            "listen_addresses = ''\n\
             unix_socket_directories = '{}'\n\
             max_connections = 200\n\
             fsync = {sync}\n\
             full_page_writes = {sync}\n\
             leadgate.may_lose_leads = {may_lose_leads}\n",
            self.folder.display()
        );
        let path = self.data().join("postgresql.auto.conf");
        std::fs::write(&path, settings).expect("the server's settings");
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Where PostgreSQL's programs are, `pg_dump` among them.
    #[must_use]
    pub fn programs(&self) -> &Path {
        &self.programs
    }

    /// Where the server keeps everything; gone with it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}
