//! A lead on its way into the store, and the store's answer.

use std::fmt;

use crate::{BlindIndex, DeliveryState};

/// A lead as the proxy hands it over: already validated, its payload opaque to the store.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct NewLead {
    /// UUID, minted before the first attempt and kept through every retry.
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
    pub created_at_ms: i64,
    /// The signal that quarantines it; its deliveries then wait for a person's decision.
    pub quarantine_reason: Option<String>,
    /// Whether somebody waits for it.
    pub urgency: Urgency,
    /// Whether its partner is only trying things out: it is stored and shown, and each of its
    /// deliveries is skipped ([`SKIPPED_AS_TEST`]), quarantined or not.
    pub test: bool,
    /// The blind indexes of the person; none where nothing about a person was asked.
    pub keys: Vec<BlindIndex>,
    /// What the lead is about, as a text that is only compared.
    pub product: String,
    /// Since when an earlier lead with one of these keys, for the same form and product, makes this one a duplicate;
    /// `None`: no duplicate is looked for.
    ///
    /// The first such lead counts: one that is no duplicate itself, so that a person who comes back
    /// again and again is new once the window has passed. Tests are compared with tests.
    pub duplicate_since_ms: Option<i64>,
    /// Where it has to go. A connector named twice counts once; none at all is allowed.
    pub deliveries: Vec<NewDelivery>,
}

impl NewLead {
    /// The deliveries to make, each connector once, in the order given.
    pub fn deliveries(&self) -> impl Iterator<Item = &NewDelivery> {
        let named_before = |at: usize, name: &str| {
            let before = &self.deliveries[..at];
            before.iter().any(|delivery| delivery.connector == name)
        };
        let all = self.deliveries.iter().enumerate();
        all.filter(move |(at, delivery)| !named_before(*at, &delivery.connector))
            .map(|(_, delivery)| delivery)
    }

    /// How a delivery begins: its state, and the reason if it is over at once. `taken` says whether
    /// the first lead of a duplicate was delivered to the same connector; `false` where there is no
    /// first lead.
    #[must_use]
    pub const fn initial_state(
        &self,
        delivery: &NewDelivery,
        taken: bool,
    ) -> (DeliveryState, Option<&'static str>) {
        if self.test {
            (DeliveryState::Skipped, Some(SKIPPED_AS_TEST))
        } else if self.quarantine_reason.is_some() {
            (DeliveryState::Quarantined, None)
        } else if delivery.skip_duplicate && taken {
            (DeliveryState::Skipped, Some(SKIPPED_AS_DUPLICATE))
        } else {
            (DeliveryState::Pending, None)
        }
    }
}

impl fmt::Debug for NewLead {
    /// Leaves the payload out: it is personal data, and debug output ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewLead")
            .field("id", &self.id)
            .field("partner", &self.partner)
            .field("form", &self.form)
            .field("created_at_ms", &self.created_at_ms)
            .field("quarantine", &self.quarantine_reason)
            .field("urgency", &self.urgency)
            .field("test", &self.test)
            .field("product", &self.product)
            .field("duplicate_since_ms", &self.duplicate_since_ms)
            .field("deliveries", &self.deliveries)
            .finish_non_exhaustive()
    }
}

/// Whether somebody waits for a lead to be delivered; decides on the order of attempts and on alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Urgency {
    /// A visitor left it, and may be waiting for a call.
    #[default]
    Visitor,
    /// One of many that came as a file: after everybody who waits, and late is no alarm.
    Batch,
}

/// One place that a new lead has to go to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewDelivery {
    /// The connector's name in the configuration.
    pub connector: String,
    /// Whether it is skipped ([`SKIPPED_AS_DUPLICATE`]) if the lead is a duplicate and the first
    /// lead was delivered to this connector. A quarantined lead waits for its decision all the same.
    pub skip_duplicate: bool,
}

/// The reason of a delivery that was skipped because the partner is only trying things out.
pub const SKIPPED_AS_TEST: &str = "test";

/// The reason of a delivery that was skipped because the CRM has the person's first lead.
pub const SKIPPED_AS_DUPLICATE: &str = "duplicate";

/// The reason of a delivery that was skipped because the lead was erased before it was made.
pub const SKIPPED_AS_ERASED: &str = "erased";

/// The store's answer to a lead. Each of these is only given once it is true on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// New: lead and deliveries are on disk.
    Stored,
    /// The same, and it is marked as a duplicate: the person's first lead is on disk too.
    StoredDuplicate,
    /// This lead was accepted before; nothing changed, and the answer is the same again.
    Same,
    /// The id belongs to a lead with other fields, another partner or another form; nothing
    /// changed.
    Conflict,
}

impl Accepted {
    /// Whether the lead was not there before.
    #[must_use]
    pub const fn is_new(self) -> bool {
        matches!(self, Self::Stored | Self::StoredDuplicate)
    }
}

/// The store's answer to a lead whose id was minted by the proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The id that counts: the earlier lead's if this one is the same, else the new one.
    pub id: String,
    /// What happened to it.
    pub accepted: Accepted,
}
