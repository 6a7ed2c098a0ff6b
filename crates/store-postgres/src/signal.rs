//! Wakes other proxies when something has become due, by the server's `listen` and `notify`.
//!
//! A signal may be lost: whoever waits for one also looks at the store from time to time.

use std::convert::Infallible;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use sqlx::Error;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPool, PgPoolOptions};
use tokio::sync::Notify;
use tokio::task::AbortHandle;
use tokio::time::sleep;

/// The channel; a database has channels of its own.
const CHANNEL: &str = "leadgate_due";

/// How long to wait before the listening connection is made anew, once it is lost.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);

/// One handle's way to tell the others, and to be told.
pub(crate) struct Signal {
    /// Travels with what this handle tells: it need not be told by itself.
    name: String,
    pool: PgPool,
    settings: PgConnectOptions,
    due: Arc<Notify>,
    woken: Arc<Notify>,
    /// The tasks that tell and listen, started when first needed: a command line needs neither.
    telling: OnceLock<AbortHandle>,
    listening: OnceLock<AbortHandle>,
}

impl Signal {
    pub(crate) fn new(name: String, pool: PgPool, settings: PgConnectOptions) -> Self {
        Self {
            name,
            pool,
            settings,
            due: Arc::default(),
            woken: Arc::default(),
            telling: OnceLock::new(),
            listening: OnceLock::new(),
        }
    }

    /// Tells the others, soon and not by this call: transactions that notify are committed one
    /// after the other, so accepts must not be among them. What becomes due while others are being
    /// told is told together.
    pub(crate) fn tell(&self) {
        self.due.notify_one();
        self.telling.get_or_init(|| {
            let told = tell(self.pool.clone(), self.name.clone(), Arc::clone(&self.due));
            tokio::spawn(told).abort_handle()
        });
    }

    /// Completes when another handle told that something is due, or may have.
    pub(crate) async fn woken(&self) {
        self.listening.get_or_init(|| {
            let heard = listen(
                self.settings.clone(),
                self.name.clone(),
                Arc::clone(&self.woken),
            );
            tokio::spawn(heard).abort_handle()
        });
        self.woken.notified().await;
    }

    /// Ends the tasks.
    pub(crate) fn stop(&self) {
        for task in [&self.telling, &self.listening] {
            if let Some(task) = task.get() {
                task.abort();
            }
        }
    }
}

impl Drop for Signal {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn tell(pool: PgPool, name: String, due: Arc<Notify>) {
    loop {
        due.notified().await;
        let told = sqlx::query("select pg_notify($1, $2)")
            .bind(CHANNEL)
            .bind(&name)
            .execute(&pool)
            .await;
        if matches!(told, Err(Error::PoolClosed)) {
            return;
        }
    }
}

async fn listen(settings: PgConnectOptions, name: String, woken: Arc<Notify>) {
    loop {
        // Why it was lost shows in every other call, too.
        let Err(_) = listen_until_lost(&settings, &name, &woken).await;
        sleep(LISTEN_AGAIN).await;
    }
}

async fn listen_until_lost(
    settings: &PgConnectOptions,
    name: &str,
    woken: &Notify,
) -> Result<Infallible, Error> {
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(settings.clone())
        .await?;
    let mut listener = PgListener::connect_with(&pool).await?;
    listener.listen(CHANNEL).await?;
    // What was told before is lost, so this may be the moment to look.
    woken.notify_one();
    loop {
        match listener.try_recv().await? {
            Some(told) if told.payload() == name => {}
            // By another, or the connection was lost and is there again.
            Some(_) | None => woken.notify_one(),
        }
    }
}
