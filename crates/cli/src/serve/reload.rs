//! `SIGHUP`: the settings are read again, and the proxy goes on with them or, where they are wrong,
//! with those that it has. No request notices.

use std::sync::Arc;

use anyhow::Result;
use leadgate_connectors::Connector as CrmConnector;
use tokio::signal::unix::Signal;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::{connectors, last_leads, say_release, say_tests};
use crate::Configured;
use leadgate_clock::Clock;
use leadgate_delivery::dispatcher::Dispatcher;
use leadgate_proxy::app::Live;
use leadgate_settings::Settings;
use leadgate_store::LeadAdmin;

/// What is reloaded, and from where.
pub(super) struct Reload {
    pub(super) configured: Configured,
    pub(super) live: Live,
    pub(super) leads: Arc<dyn LeadAdmin>,
    pub(super) dispatcher: Arc<Dispatcher>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) asked: Mutex<Signal>,
}

impl Reload {
    /// Reads the settings whenever it is asked for, until told to stop.
    pub(super) async fn run(self: Arc<Self>, stop: CancellationToken) {
        let mut asked = self.asked.lock().await;
        while let Some(Some(())) = stop.run_until_cancelled(asked.recv()).await {
            self.once().await;
        }
    }

    async fn once(&self) {
        let metrics = &self.live.now().metrics;
        match self.reload().await {
            Ok(waiting) => {
                metrics.settings_loaded(self.clock.now_ms());
                let partners = self.live.now().settings().partners.len();
                info!(partners, "the settings were read again");
                if !waiting.is_empty() {
                    let waiting = waiting.join(", ");
                    warn!("only a restart changes {waiting}: it stays as it was until then");
                }
            }
            Err(wrong) => {
                metrics.settings_refused();
                error!("the settings are wrong, and the former ones stay in use: {wrong:#}");
            }
        }
    }

    /// What only a restart changes, and would.
    async fn reload(&self) -> Result<Vec<String>> {
        let configured = self.configured.clone();
        // Files are read: nobody else has to wait for a slow disk.
        let read = tokio::task::spawn_blocking(move || configured.load()).await??;
        let app = self.live.now();
        let reloaded = leadgate_settings::reload(app.settings(), read);
        let reloaded = reloaded.map_err(|wrong| wrong.located(&self.configured.sources()))?;
        // All that can fail comes before all that changes something.
        let connectors = changed_connectors(app.settings(), &reloaded.settings)?;
        self.dispatcher.replace(connectors)?;
        say_tests(&reloaded.settings);
        say_release(&reloaded.settings);
        let (came, left) = (
            missing_in(app.settings(), &reloaded.settings),
            missing_in(&reloaded.settings, app.settings()),
        );
        self.live.go_by(reloaded.settings);
        for partner in left {
            app.metrics.intake.partner_left(&partner);
        }
        last_leads::read(Arc::clone(&self.leads), app.metrics.intake.clone(), came).await;
        Ok(reloaded.waiting)
    }
}

/// The partners of `there` that `here` does not have.
fn missing_in(here: &Settings, there: &Settings) -> Vec<String> {
    let partners = there.partners.keys();
    let missing = partners.filter(|key| !here.partners.contains_key(*key));
    missing.cloned().collect()
}

/// The others keep their connections, and what is known of their CRMs.
fn changed_connectors(was: &Settings, is: &Settings) -> Result<Vec<Arc<dyn CrmConnector>>> {
    let changed = is.connectors.iter();
    let changed = changed.filter(|(name, connector)| was.connectors.get(*name) != Some(connector));
    changed
        .map(|(name, connector)| connectors::connector(name, connector))
        .collect()
}
