//! A lead on its way into the store, and the store's answer.

use std::fmt;

/// A lead as the proxy hands it over: already validated, its payload opaque to the store.
#[derive(Clone, PartialEq, Eq)]
pub struct NewLead {
    /// UUID, minted before the first try and kept through every retry.
    pub id: String,
    /// Public key of the partner on whose page it was left.
    pub partner: String,
    /// Name of the form.
    pub form: String,
    /// Hash of the normalised fields, attribution aside: decides whether the same id means the
    /// same lead.
    pub fingerprint: String,
    /// The lead itself as JSON: personal data, stored and handed to connectors, never looked into.
    pub payload: String,
    /// When it was accepted.
    pub created_at: i64,
    /// The signal that makes it doubtful; its deliveries then wait for a person's decision.
    pub quarantine: Option<String>,
    /// Whether somebody waits for it.
    pub urgency: Urgency,
    /// Where it has to go. A connector named twice counts once; none at all is allowed.
    pub deliveries: Vec<NewDelivery>,
}

impl NewLead {
    /// The connectors to deliver to, each once, in the order given.
    #[must_use]
    pub fn connectors(&self) -> Vec<&str> {
        let mut connectors: Vec<&str> = Vec::with_capacity(self.deliveries.len());
        for delivery in &self.deliveries {
            if !connectors.contains(&delivery.connector.as_str()) {
                connectors.push(&delivery.connector);
            }
        }
        connectors
    }
}

impl fmt::Debug for NewLead {
    /// Leaves the payload out: it is personal data, and debug output ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewLead")
            .field("id", &self.id)
            .field("partner", &self.partner)
            .field("form", &self.form)
            .field("created_at", &self.created_at)
            .field("quarantine", &self.quarantine)
            .field("urgency", &self.urgency)
            .field("deliveries", &self.deliveries)
            .finish_non_exhaustive()
    }
}

/// Whether somebody waits for a lead to be delivered; decides on the order of tries and on alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Urgency {
    /// A visitor left it, and may be waiting for a call.
    #[default]
    Visitor,
    /// One of many that came as a file: after everybody who waits, and late is no alarm.
    Batch,
}

/// One place that a new lead has to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDelivery {
    /// The connector's name in the configuration.
    pub connector: String,
}

/// The store's answer to a lead. Each of these is only given once it is true on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// New: lead and deliveries are on disk.
    Stored,
    /// This lead was accepted before; nothing changed, and the answer is the same again.
    Same,
    /// The id belongs to a lead with other fields, another partner or another form; nothing
    /// changed.
    Conflict,
}

/// The store's answer to a lead whose id was minted by the proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NativeAccepted {
    /// The id that counts: the earlier lead's if this one is the same, else the new one.
    pub id: String,
    /// What happened to it.
    pub accepted: Accepted,
}
