//! Alerting: tells people what a CRM does not get, so that somebody can call.
//!
//! A lead that waits too long, a delivery that was given up on, a CRM that refuses our credentials:
//! what happens within a while is one message. Leads are claimed from the store and confirmed once a
//! channel has taken the message, so each is notified at least once, whatever restarts in between. A
//! connector's state is known to this process alone, and notified again after a restart.

mod channel;
mod message;
mod smtp;
mod webhook;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use leadgate_store::{Alert, Notifications};
use tokio_util::sync::CancellationToken;
use tracing::{error, info};

use crate::DeliveryMetrics;
use crate::dispatcher::{ConnectorState, Dispatcher};
use leadgate_clock::Clock;

pub use channel::{Channel, NotSent};
pub use message::{ConnectorNews, Message};
pub use smtp::Mail;
pub use webhook::Webhook;

/// How often it is looked whether there is something to tell.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How long a channel may take, on the network's own clock.
const SEND_WITHIN: Duration = Duration::from_secs(20);

/// How long alerts are held: longer than both channels take, and then a failed message is tried
/// again.
const LEASE_MS: i64 = 50_000;

/// The most leads in one message; the others are in the next one.
const LEADS_MAX: u32 = 500;

/// When operators are notified, and of what.
#[derive(Clone, Debug)]
pub struct AlertSettings {
    /// How long a visitor's lead may wait.
    pub after: Duration,
    /// The shortest time between two messages.
    pub every: Duration,
    /// Whether what the visitor typed goes along.
    pub personal_data: bool,
    /// Which proxy speaks: its public address.
    pub source: String,
}

/// What alerts are made of.
pub struct AlertParts {
    /// The store.
    pub store: Arc<dyn Notifications>,
    /// Whose connectors are watched.
    pub dispatcher: Arc<Dispatcher>,
    /// Who is notified; the log is in any case.
    pub channels: Vec<Box<dyn Channel>>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Where messages are counted.
    pub metrics: DeliveryMetrics,
    /// The numbers.
    pub settings: AlertSettings,
}

/// Watches what does not arrive.
pub struct Alerts {
    parts: AlertParts,
    /// The connectors of which somebody knows that they are paused.
    known_paused: Mutex<BTreeSet<String>>,
}

impl Alerts {
    /// A watch that does nothing yet.
    #[must_use]
    pub fn new(parts: AlertParts) -> Self {
        Self {
            parts,
            known_paused: Mutex::default(),
        }
    }

    /// Tells what there is to tell, until told to stop. What is being sent then is sent again after
    /// the next start.
    pub async fn run(self: Arc<Self>, shutdown: CancellationToken) {
        let clock = &self.parts.clock;
        let watching = async {
            loop {
                let pause = if self.look().await {
                    self.parts.settings.every
                } else {
                    LOOK_EVERY
                };
                clock.sleep(pause).await;
            }
        };
        shutdown.run_until_cancelled(watching).await;
    }

    /// Tells what there is to tell now. Whether there was anything.
    async fn look(&self) -> bool {
        let AlertParts {
            store, settings, ..
        } = &self.parts;
        let now_ms = self.parts.clock.now_ms();
        let after_ms = i64::try_from(settings.after.as_millis()).unwrap_or(i64::MAX);
        let leads = store
            .claim_alerts(now_ms.saturating_sub(after_ms), now_ms, LEASE_MS, LEADS_MAX)
            .await
            .unwrap_or_else(|error| {
                error!(%error, "what is late could not be read");
                Vec::new()
            });
        let paused = self.paused();
        let connectors = self.news(&paused);
        if leads.is_empty() && connectors.is_empty() {
            return false;
        }
        let message = Message::new(settings, now_ms, &leads, connectors);
        error!(leads = ?ids(&leads), "{}", message.subject());
        if self.send(&message).await {
            self.confirm(&leads, paused).await;
        }
        true
    }

    /// Sends a message through every channel. Whether one took it: somebody knows then, and a
    /// channel that fails is counted, not waited for.
    async fn send(&self, message: &Message) -> bool {
        let AlertParts {
            channels, metrics, ..
        } = &self.parts;
        let mut is_notified = channels.is_empty();
        for channel in channels {
            let sent = channel.send(message).await;
            metrics.alerted(channel.name(), sent.is_ok());
            match sent {
                Ok(()) => {
                    info!(channel = channel.name(), "an alert was sent");
                    is_notified = true;
                }
                Err(reason) => {
                    error!(channel = channel.name(), error = %reason, "an alert could not be sent");
                }
            }
        }
        is_notified
    }

    async fn confirm(&self, leads: &[Alert], paused: BTreeSet<String>) {
        *self.known() = paused;
        if leads.is_empty() {
            return;
        }
        if let Err(error) = self.parts.store.mark_notified(leads).await {
            error!(%error, "an alert could not be confirmed: it will be sent again");
        }
    }

    /// The connectors whose CRM refuses our credentials.
    fn paused(&self) -> BTreeSet<String> {
        let status = self.parts.dispatcher.status().into_iter();
        status
            .filter(|(_, one)| matches!(one.state, ConnectorState::WrongCredentials { .. }))
            .map(|(name, _)| name)
            .collect()
    }

    /// What is not known yet of the connectors.
    fn news(&self, paused: &BTreeSet<String>) -> Vec<ConnectorNews> {
        let known = self.known();
        let news = |name: &String, is_paused| ConnectorNews {
            connector: name.clone(),
            is_paused,
        };
        let begun = paused.difference(&known).map(|name| news(name, true));
        let ended = known.difference(paused).map(|name| news(name, false));
        begun.chain(ended).collect()
    }

    fn known(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        let lock = self.known_paused.lock();
        lock.unwrap_or_else(PoisonError::into_inner)
    }
}

/// For the log.
fn ids(leads: &[Alert]) -> Vec<&str> {
    leads.iter().map(|lead| lead.lead_id.as_str()).collect()
}
