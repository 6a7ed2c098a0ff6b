//! How many deliveries there are, and where they stand.

use serde::Serialize;

use crate::DeliveryState;

/// Counted in deliveries, not leads: a lead may go to two connectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Ever accepted. Counted by other means than the states, so that a lost row shows.
    pub created: u64,
    /// Accepted by their CRM.
    pub delivered: u64,
    /// Waiting or being tried.
    pub pending: u64,
    /// Waiting for a person's decision.
    pub quarantined: u64,
    /// Decided not to be delivered.
    pub skipped: u64,
    /// Given up on.
    pub dead: u64,
}

/// Some of what a partner's form brought, by where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// The partner.
    pub partner: String,
    /// The form.
    pub form: String,
    /// Whether these are the partner's tests.
    pub test: bool,
    /// The connector; `None` for leads that go nowhere.
    pub connector: Option<String>,
    /// Where the deliveries stand; `None` for leads that go nowhere.
    pub state: Option<DeliveryState>,
    /// How many deliveries, or leads where they go nowhere.
    pub count: u64,
    /// How many of them are of duplicates.
    pub duplicates: u64,
}

impl Counts {
    /// How many are in `state`.
    #[must_use]
    pub const fn of(&self, state: DeliveryState) -> u64 {
        match state {
            DeliveryState::Pending => self.pending,
            DeliveryState::Delivered => self.delivered,
            DeliveryState::Quarantined => self.quarantined,
            DeliveryState::Skipped => self.skipped,
            DeliveryState::Dead => self.dead,
        }
    }

    /// Sets how many are in `state`.
    pub const fn set(&mut self, state: DeliveryState, deliveries: u64) {
        match state {
            DeliveryState::Pending => self.pending = deliveries,
            DeliveryState::Delivered => self.delivered = deliveries,
            DeliveryState::Quarantined => self.quarantined = deliveries,
            DeliveryState::Skipped => self.skipped = deliveries,
            DeliveryState::Dead => self.dead = deliveries,
        }
    }

    /// Whether every delivery that was created is accounted for.
    ///
    /// ```
    /// use leadgate_store::Counts;
    ///
    /// let counts = Counts { created: 3, delivered: 2, dead: 1, ..Counts::default() };
    /// assert!(counts.reconcile());
    /// assert!(!Counts { delivered: 1, ..counts }.reconcile());
    /// ```
    #[must_use]
    pub fn reconcile(&self) -> bool {
        let accounted: u64 = DeliveryState::ALL.iter().map(|&state| self.of(state)).sum();
        self.created == accounted
    }
}
