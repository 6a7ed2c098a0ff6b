//! `leadgate serve`: everything put together, and taken apart in order.

mod alerts;
mod connectors;
mod last_leads;
mod reload;
mod tasks;

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use leadgate_store::{RetryPolicy, Store};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Mutex, Notify};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};
use tracing_subscriber::EnvFilter;

use self::reload::Reload;
use self::tasks::Watch;
use super::Configured;
use leadgate_assets::Assets;
use leadgate_clock::{Clock, SystemClock};
use leadgate_delivery::alerts::{AlertParts, Alerts};
use leadgate_delivery::dispatcher::{Dispatcher, DispatcherParts, DispatcherSettings};
use leadgate_intake::{BackgroundTasks, BlindIndexer, Intake};
use leadgate_operations::open_store;
use leadgate_operations::retention;
use leadgate_proxy::app::{App, Live, router};
use leadgate_proxy::metrics::Metrics;
use leadgate_settings::{Log, LogFormat, Settings};

/// Runs the proxy until it is told to stop.
pub(super) fn run(configured: &Configured) -> Result<()> {
    let settings = configured.load()?;
    start_log(&settings.log)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(serve(settings, configured))
}

async fn serve(settings: Settings, configured: &Configured) -> Result<()> {
    // Before anything else: until it is listened to, this signal ends the process.
    let reload_asked = signal(SignalKind::hangup()).context("signals cannot be listened to")?;
    if Assets::version().is_none() {
        warn!(
            "built without the browser half: forms work as plain HTML only. Run `cargo xtask embed`, then build again"
        );
    }
    if settings.partners.is_empty() {
        warn!("no partner is configured: every form is refused. Add [partners.KEY]");
    }
    let store = open_store::open(&settings.store)
        .await
        .with_context(|| format!("the store {} cannot be opened", settings.store.url))?;
    let listener = TcpListener::bind(settings.server.listen)
        .await
        .with_context(|| {
            format!(
                "cannot listen on {}: is another proxy running?",
                settings.server.listen
            )
        })?;
    say_tests(&settings);
    say_release(&settings);
    let persons = BlindIndexer::new(store.index_key().await?);
    let wake = Arc::new(Notify::new());
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let metrics = Metrics::default();
    metrics.settings_loaded(clock.now_ms());
    let dispatcher = Dispatcher::new(DispatcherParts {
        run: uuid::Uuid::new_v4().to_string(),
        store: Arc::<dyn Store>::clone(&store),
        connectors: connectors::build(&settings)?,
        wake: Arc::clone(&wake),
        clock: Arc::clone(&clock),
        jitter: Arc::new(rand::random::<u32>),
        settings: dispatcher_settings(&settings),
        metrics: metrics.delivery.clone(),
    })?;
    let alerts = Arc::new(Alerts::new(AlertParts {
        store: Arc::<dyn Store>::clone(&store),
        dispatcher: Arc::clone(&dispatcher),
        channels: alerts::channels(&settings.alerts)?,
        clock: Arc::clone(&clock),
        metrics: metrics.delivery.clone(),
        settings: alerts::settings(&settings),
    }));

    let stop = CancellationToken::new();
    tokio::spawn(last_leads::read(
        Arc::<dyn Store>::clone(&store),
        metrics.intake.clone(),
        settings.partners.keys().cloned().collect(),
    ));
    let mut delivering = tokio::spawn(Arc::clone(&dispatcher).run(stop.clone()));
    let shutdown_limit = Duration::from_secs(settings.server.shutdown_seconds);
    // Before "ready": whoever reads that may tell us to stop at once.
    let told = stop_signal().context("signals cannot be listened to")?;
    info!(listen = %listener.local_addr()?, public_url = %settings.server.public_url, "ready");
    let rules = settings.retention;
    let intake = Intake {
        settings: Arc::new(settings),
        store: Arc::<dyn Store>::clone(&store),
        wake,
        clock: Arc::clone(&clock),
        metrics: metrics.intake.clone(),
        persons,
        background_tasks: BackgroundTasks::default(),
    };
    let live = Live::from(Arc::new(App {
        assets: Assets::new(&intake.settings.server.assets_dir),
        intake: Arc::new(intake),
        monitoring: Arc::<dyn Store>::clone(&store),
        metrics: metrics.clone(),
        dispatcher: Some(Arc::clone(&dispatcher)),
    }));
    let watch = Watch {
        metrics,
        clock: Arc::clone(&clock),
        stop: stop.clone(),
    };
    let reload = Arc::new(Reload {
        configured: configured.clone(),
        live: live.clone(),
        leads: Arc::<dyn Store>::clone(&store),
        dispatcher,
        clock: Arc::clone(&clock),
        asked: Mutex::new(reload_asked),
    });
    let beside = [
        watch.over("alerts", move |stop| Arc::clone(&alerts).run(stop)),
        watch.over("retention", {
            let store = Arc::clone(&store);
            move |stop| {
                retention::run(
                    Arc::<dyn Store>::clone(&store),
                    rules,
                    Arc::clone(&clock),
                    stop,
                )
            }
        }),
        watch.over("reload", move |stop| Arc::clone(&reload).run(stop)),
    ];
    let asked_to_stop = CancellationToken::new();
    let server = axum::serve(listener, router(live.clone()))
        .with_graceful_shutdown(asked_to_stop.clone().cancelled_owned())
        .into_future();
    let mut server = tokio::spawn(server);
    let ended = first_end(told, &mut server, &mut delivering).await;
    match &ended {
        Ok(()) => info!("stopping: finishing what was accepted"),
        Err(reason) => error!("stopping: {reason:#}"),
    }
    // First no new requests, then what visitors no longer wait for, then no new deliveries, then the
    // store: nothing accepted is dropped.
    asked_to_stop.cancel();
    let deadline = Instant::now() + shutdown_limit;
    if !server.is_finished() && timeout_at(deadline, &mut server).await.is_err() {
        warn!("requests were still under way when the time for stopping ran out");
        server.abort();
    }
    if timeout_at(deadline, live.now().intake.background_tasks.finish())
        .await
        .is_err()
    {
        warn!("click-outs were still being stored when the time for stopping ran out");
    }
    stop.cancel();
    if !delivering.is_finished() {
        delivering.await?;
    }
    for task in beside {
        task.await?;
    }
    store.close().await;
    info!("stopped");
    ended
}

/// Waits until the proxy is told to stop. Neither half may end by itself: without the server
/// nothing comes in, and without the dispatcher leads would be thanked for and stay.
async fn first_end(
    told: impl Future<Output = ()>,
    server: &mut JoinHandle<std::io::Result<()>>,
    delivering: &mut JoinHandle<()>,
) -> Result<()> {
    tokio::select! {
        () = told => Ok(()),
        ended = server => match ended {
            Ok(Ok(())) => bail!("the server ended by itself"),
            Ok(Err(error)) => Err(error).context("the server ended by itself"),
            Err(error) => Err(error).context("the server ended by itself"),
        },
        ended = delivering => match ended {
            Ok(()) => bail!("delivering ended by itself"),
            Err(error) => Err(error).context("delivering ended by itself"),
        },
    }
}

/// What nobody should forget: visitors get less than this program has.
fn say_release(settings: &Settings) {
    if let Some(warning) = settings.server.browser_version.warning() {
        warn!("{warning}");
    }
}

/// What nobody should forget: it looks as if leads were lost.
fn say_tests(settings: &Settings) {
    for (partner, _) in (settings.partners.iter()).filter(|(_, partner)| partner.test) {
        warn!(%partner, "in test mode: its leads are stored and never delivered");
    }
}

fn dispatcher_settings(settings: &Settings) -> DispatcherSettings {
    DispatcherSettings {
        lease: Duration::from_secs(settings.delivery.lease_seconds),
        policy: RetryPolicy::new(
            settings
                .delivery
                .schedule
                .iter()
                .map(|wait| wait.0)
                .collect(),
        ),
        breaker_failures: settings.delivery.breaker_failures,
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

/// Ctrl-C, or what a service manager sends. Listened to from the call on, not only from the first
/// poll on.
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    fn for_ever<T: Send + 'static>() -> JoinHandle<T> {
        tokio::spawn(pending())
    }

    #[tokio::test]
    async fn a_half_that_ends_by_itself_is_a_failure_and_being_told_is_none() {
        let told = first_end(async {}, &mut for_ever(), &mut for_ever()).await;
        assert!(told.is_ok());
        for mut delivering in [
            tokio::spawn(async {}),
            tokio::spawn(async { std::panic::resume_unwind(Box::new("a mistake")) }),
        ] {
            let ended = first_end(pending(), &mut for_ever(), &mut delivering).await;
            let reason = ended.unwrap_err().to_string();
            assert_eq!(reason, "delivering ended by itself");
            assert!(delivering.is_finished(), "it is not waited for again");
        }
        for mut server in [
            tokio::spawn(async { Ok(()) }),
            tokio::spawn(async { Err(std::io::ErrorKind::OutOfMemory.into()) }),
        ] {
            let ended = first_end(pending(), &mut server, &mut for_ever()).await;
            let reason = ended.unwrap_err().to_string();
            assert_eq!(reason, "the server ended by itself");
        }
    }
}
