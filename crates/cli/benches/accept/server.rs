//! The proxy in this process: the whole router on a real socket, over a real file.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, ensure};
use leadgate_assets::Assets;
use leadgate_clock::SystemClock;
use leadgate_intake::{BackgroundTasks, BlindIndexer, Intake};
use leadgate_proxy::app::{App, router};
use leadgate_proxy::metrics::Metrics;
use leadgate_settings::{Settings, check};
use leadgate_store::{Store, StoreError};
use leadgate_store_postgres::PostgresStore;
use leadgate_store_sqlite::SqliteStore;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::Notify;

use crate::load::Load;

const SETTINGS: &str = include_str!("../../../proxy/tests/http/settings.toml");

/// How the store writes.
pub(crate) enum StoreKind {
    Grouped,
    OneByOne,
    /// At this URL.
    Postgres(String),
}

impl StoreKind {
    async fn open(&self, file: &Path) -> Result<Arc<dyn Store>, StoreError> {
        let url = format!("sqlite:{}", file.display());
        Ok(match self {
            Self::Grouped => Arc::new(SqliteStore::open(&url).await?),
            Self::OneByOne => Arc::new(SqliteStore::open_one_by_one(&url).await?),
            Self::Postgres(url) => Arc::new(PostgresStore::open(url).await?),
        })
    }
}

/// The server, with threads of its own.
pub(crate) struct Server {
    runtime: Runtime,
    address: SocketAddr,
    store: Arc<dyn Store>,
    _file: tempfile::TempDir,
}

impl Server {
    /// Starts over an empty store in a folder.
    pub(crate) fn start(folder: &Path, store: &StoreKind) -> Result<Self> {
        let file = tempfile::tempdir_in(folder)?;
        let runtime = Runtime::new()?;
        let store = runtime.block_on(store.open(&file.path().join("leadgate.db")))?;
        let settings: Settings = toml::from_str(SETTINGS)?;
        check(&settings)?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        let persons = BlindIndexer::new(runtime.block_on(store.index_key())?);
        let metrics = Metrics::default();
        let intake = Intake {
            settings: Arc::new(settings),
            store: Arc::<dyn Store>::clone(&store),
            wake: Arc::<Notify>::default(),
            clock: Arc::new(SystemClock),
            metrics: metrics.intake.clone(),
            persons,
            background_tasks: BackgroundTasks::default(),
        };
        let app = App {
            assets: Assets::new(&intake.settings.server.assets_dir),
            intake: Arc::new(intake),
            monitoring: Arc::<dyn Store>::clone(&store),
            metrics,
            dispatcher: None,
        };
        let serving = axum::serve(listener, router(Arc::new(app)));
        runtime.spawn(serving.into_future());
        Ok(Self {
            runtime,
            address,
            store,
            _file: file,
        })
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops it, once the store holds every lead that was acknowledged: a figure for leads that
    /// were lost would be worth nothing.
    pub(crate) fn stop(self, load: &Load) -> Result<()> {
        let counts = self.runtime.block_on(self.store.counts())?;
        ensure!(
            counts.created >= load.accepted && counts.reconcile(),
            "{} leads were acknowledged, and the store holds {counts:?}",
            load.accepted
        );
        self.runtime.block_on(self.store.close());
        self.runtime.shutdown_background();
        Ok(())
    }
}
