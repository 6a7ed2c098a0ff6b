//! `leadgate serve`: everything put together, and taken apart in order.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use leadgate_connectors::Connector;
use leadgate_connectors::econtract::{EcontractConnector, EcontractSettings};
use leadgate_outbox::Outbox;
use leadgate_outbox_sqlite::SqliteOutbox;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};
use tracing_subscriber::EnvFilter;
use url::Url;

use super::Configured;
use crate::app::{App, router};
use crate::assets::Assets;
use crate::config::{ConnectorKind, Log, LogFormat, Settings};
use crate::dispatcher::{Dispatcher, DispatcherParts, DispatcherSettings, SystemClock};
use crate::metrics::Metrics;

/// Runs the proxy until it is told to stop.
pub(super) fn run(configured: &Configured) -> Result<()> {
    let settings = configured.load()?;
    start_log(&settings.log)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(serve(settings))
}

async fn serve(settings: Settings) -> Result<()> {
    if Assets::version().is_none() {
        warn!(
            "built without the browser half: forms work as plain HTML only. Run `cargo xtask embed`, then build again"
        );
    }
    if settings.partners.is_empty() {
        warn!("no partner is configured: every form is refused. Add [partners.KEY]");
    }
    let store = SqliteOutbox::open(&settings.store.url)
        .await
        .with_context(|| format!("the store {} cannot be opened", settings.store.url))?;
    let store: Arc<dyn Outbox> = Arc::new(store);
    let listener = TcpListener::bind(settings.server.listen)
        .await
        .with_context(|| {
            format!(
                "cannot listen on {}: is another proxy running?",
                settings.server.listen
            )
        })?;
    let wake = Arc::new(Notify::new());
    let clock = Arc::new(SystemClock);
    let dispatcher = Dispatcher::new(DispatcherParts {
        run: uuid::Uuid::new_v4().to_string(),
        outbox: Arc::clone(&store),
        connectors: connectors(&settings)?,
        wake: Arc::clone(&wake),
        clock: clock.clone(),
        jitter: Arc::new(rand::random::<u32>),
        settings: dispatcher_settings(&settings),
    })?;

    let stop = CancellationToken::new();
    let delivering = tokio::spawn(Arc::clone(&dispatcher).run(stop.clone()));
    let shutdown_limit = Duration::from_secs(settings.server.shutdown_seconds);
    info!(listen = %listener.local_addr()?, public_url = %settings.server.public_url, "ready");
    let app = App {
        assets: Assets::new(&settings.server.assets_dir),
        settings,
        store: Arc::clone(&store),
        wake,
        clock,
        metrics: Metrics::default(),
        dispatcher: Some(dispatcher),
    };
    let asked_to_stop = CancellationToken::new();
    let server = axum::serve(listener, router(Arc::new(app)))
        .with_graceful_shutdown(asked_to_stop.clone().cancelled_owned())
        .into_future();
    let mut server = tokio::spawn(server);
    tokio::select! {
        () = stop_signal() => info!("stopping: finishing what was accepted"),
        ended = &mut server => ended??,
    }
    // First no new requests, then no new deliveries, then the store: nothing accepted is dropped.
    asked_to_stop.cancel();
    if tokio::time::timeout(shutdown_limit, &mut server)
        .await
        .is_err()
    {
        warn!("requests were still under way when the time for stopping ran out");
        server.abort();
    }
    stop.cancel();
    delivering.await?;
    store.close().await;
    info!("stopped");
    Ok(())
}

fn connectors(settings: &Settings) -> Result<Vec<Arc<dyn Connector>>> {
    let connectors = settings.connectors.iter().map(|(name, connector)| {
        let place = || format!("connectors.{name}");
        match connector.kind {
            ConnectorKind::Econtract => {
                let url = Url::parse(&connector.url).with_context(place)?;
                let id = connector.id.clone().into_inner();
                let mut account =
                    EcontractSettings::new(url, id, connector.key.clone().into_inner());
                account.timeout = Duration::from_secs(connector.timeout_seconds);
                account.remarks_id = connector.remarks_id;
                let connector = EcontractConnector::new(name, account).with_context(place)?;
                Ok(Arc::new(connector) as Arc<dyn Connector>)
            }
        }
    });
    connectors.collect()
}

fn dispatcher_settings(settings: &Settings) -> DispatcherSettings {
    DispatcherSettings {
        lease: Duration::from_secs(settings.delivery.lease_seconds),
        concurrency: settings.delivery.concurrency,
        probe_every: Duration::from_secs(settings.delivery.probe_seconds),
        ..DispatcherSettings::default()
    }
}

fn start_log(log: &Log) -> Result<()> {
    let filter = EnvFilter::try_new(&log.filter).context("log.filter")?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match log.format {
        LogFormat::Text => builder.init(),
        LogFormat::Json => builder.json().init(),
    }
    Ok(())
}

/// Ctrl-C, or what a service manager sends.
async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}
